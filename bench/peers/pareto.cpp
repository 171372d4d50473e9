// What accuracy costs: the error and the time of each activation by xact and by what one can take instead, as
// a table and a picture. Errors are the largest over normal(0, 3) and every 65th float in [-12, 12].

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "bench/timing.hpp"
#include "peer.hpp"
#include "support/gnuplot.hpp"
#include "support/progress.hpp"

namespace {

namespace fs = std::filesystem;

constexpr std::string_view activations[] = {"sigmoid", "tanh", "gelu", "gelu_tanh"};
constexpr std::size_t timed = 4096;  // in and out, 32 KiB

std::vector<float> error_inputs() {
  std::vector<float> x;
  for (float a = 0x1p-12f; a < 12; a *= 2)
    for (int i = 0; i < 4096; ++i)
      for (const float sign : {-1.0f, 1.0f}) x.push_back(sign * a * (1 + static_cast<float>(i) / 4096));
  std::erase_if(x, [](float one) { return std::abs(one) > 12; });
  x.resize(x.size() / 64 * 64);
  return x;
}

std::vector<float> timed_inputs() {
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0, 3);
  std::vector<float> x(timed);
  std::ranges::generate(x, [&] { return normal(random); });
  return x;
}

struct point {
  std::string_view activation, by;
  peers::function forward;
  double ulp = 0, absolute = 0, ns = 1e9;
};

void measure_errors(point& p, const std::vector<float>& x) {
  std::vector<float> y(x.size());
  p.forward(x.data(), y.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const long double truth = peers::truth(p.activation, x[i]);
    const double error = static_cast<double>(std::abs(y[i] - truth));
    const double ulp = std::ldexp(1.0, std::max(std::ilogb(static_cast<double>(truth)), -126) - 23);
    p.ulp = std::max(p.ulp, error / ulp);
    p.absolute = std::max(p.absolute, error / std::max(1.0, static_cast<double>(std::abs(truth))));
  }
}

void measure_time(point& p, const std::vector<float>& x, std::vector<float>& y) {
  const double seconds = bench::least_seconds([&](std::size_t times) {
    for (; times != 0; --times) p.forward(x.data(), y.data(), x.size());
  });
  p.ns = std::min(p.ns, 1e9 * seconds / static_cast<double>(x.size()));
}

std::vector<point> measure() {
  std::vector<point> points;
  for (const std::string_view activation : activations)
    for (const peers::peer& peer : peers::all_peers())
      for (const peers::entry& e : peer.functions)
        if (e.activation == activation) points.push_back({activation, peer.name, e.forward});
  const auto for_errors = error_inputs(), for_time = timed_inputs();
  for (point& p : points) measure_errors(p, for_errors);
  std::vector<float> y(timed);
  constexpr int rounds = 40;
  support::progress shown("measuring");
  for (int round = 0; round < rounds; ++round)
    for (point& p : points) {
      shown.show(static_cast<double>(round) / rounds, p.by);
      measure_time(p, for_time, y);
    }
  return points;
}

/// What pareto.gp loads: the names, and for each activation a block of lines `name ns absolute ULP`.
void write_data(std::ostream& out, const std::vector<point>& points) {
  out << "peers = \"";
  for (const peers::peer& peer : peers::all_peers()) out << peer.name << ' ';
  out << "\"\n";
  for (const std::string_view activation : activations) {
    out << '$' << activation << " << EOD\n";
    for (const point& p : points)
      if (p.activation == activation) out << p.by << ' ' << p.ns << ' ' << p.absolute << ' ' << p.ulp << '\n';
    out << "EOD\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc > 2 || (argc == 2 && argv[1][0] == '-')) {
      std::cerr
          << "usage: pareto [DIR]\nThe error and the time of each activation, by xact and by others: prints "
             "a table, draws DIR/pareto.png.\n";
      return 2;
    }
    const fs::path folder = argc == 2 ? argv[1] : ".";
    fs::create_directories(folder);
    const auto points = measure();
    std::puts("function   by          ns/element    absolute error    ULP");
    for (const point& p : points)
      std::printf("%-10s %-10s %11.3f %17.1e %10.3g\n", std::string(p.activation).c_str(),
                  std::string(p.by).c_str(), p.ns, p.absolute, p.ulp);
    {
      std::ofstream data = support::create(folder / "pareto.dat");
      write_data(data, points);
    }
    support::draw({XACT_BENCH_PLOT}, folder);
  } catch (const std::exception& error) {
    std::cerr << "pareto: " << error.what() << '\n';
    return 1;
  }
}
