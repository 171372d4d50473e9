// What accuracy costs: the error and the time of each activation by xact and by what one can take instead, as
// a table and a picture. Errors are the largest in [-12, 12], at floats, 4096 an octave, or at all bfloat16s
// and float16s.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "bench/support/gnuplot.hpp"
#include "bench/support/progress.hpp"
#include "bench/timing.hpp"
#include "peer.hpp"
#include "tests/formats.hpp"

namespace {

namespace fs = std::filesystem;

constexpr std::string_view activations[] = {"sigmoid", "silu", "tanh", "gelu", "gelu_tanh"};
constexpr std::string_view types[] = {"float", "bfloat16", "float16"};
constexpr std::size_t timed = 4096;
constexpr float largest = 12;

struct point {
  std::string_view activation, type, by;
  std::function<void()> evaluate;  ///< at `timed` inputs
  double ulp = 0, absolute = 0, ns = 1e9;
};

using formats::value;

/// A multiple of 64, for those that have no loop for the rest.
template <class T>
std::vector<T> error_inputs() {
  std::vector<T> x;
  if constexpr (std::is_same_v<T, float>) {
    for (float a = 0x1p-12f; a < largest; a *= 2)
      for (int i = 0; i < 4096; ++i)
        for (const float sign : {-1.0f, 1.0f}) x.push_back(sign * a * (1 + static_cast<float>(i) / 4096));
  } else {
    for (std::size_t i = 0; i < formats::how_many_of_16_bits; ++i) x.push_back(formats::number<T>(i));
  }
  std::erase_if(x, [](T one) { return !(std::abs(value(one)) <= largest); });
  x.resize(x.size() / 64 * 64);
  return x;
}

template <class T>
std::vector<T> timed_inputs() {
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0, 3);
  std::vector<T> x(timed);
  std::ranges::generate(x, [&] {
    if constexpr (std::is_same_v<T, float>)
      return normal(random);
    else
      return xact::core::round_to<T>(normal(random));
  });
  return x;
}

template <class T>
void measure_errors(point& p, peers::function<T> forward, const std::vector<T>& x) {
  std::vector<T> y(x.size());
  forward(x.data(), y.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const long double truth = peers::truth(p.activation, static_cast<float>(value(x[i])));
    const long double error = std::abs(value(y[i]) - truth);
    p.ulp = std::max(p.ulp, static_cast<double>(error / formats::ulp<T>(truth)));
    p.absolute = std::max(p.absolute, static_cast<double>(error / std::max(1.0L, std::abs(truth))));
  }
}

void measure_time(point& p) {
  const double seconds = bench::least_seconds([&](std::size_t times) {
    for (; times != 0; --times) p.evaluate();
  });
  p.ns = std::min(p.ns, 1e9 * seconds / timed);
}

/// The points of one type, whose functions are e.*of for each entry e, with their errors.
template <class T>
void add_points(std::vector<point>& points, std::string_view type, peers::function<T> peers::entry::*of) {
  static const auto x = timed_inputs<T>();
  static std::vector<T> y(timed);
  const auto for_errors = error_inputs<T>();
  for (const std::string_view activation : activations)
    for (const peers::peer& peer : peers::all_peers())
      for (const peers::entry& e : peer.functions) {
        const auto forward = e.*of;
        if (e.activation != activation || forward == nullptr) continue;
        points.push_back({activation, type, peer.name, [forward] { forward(x.data(), y.data(), timed); }});
        measure_errors(points.back(), forward, for_errors);
      }
}

std::vector<point> measure() {
  std::vector<point> points;
  add_points(points, types[0], &peers::entry::of_float);
  add_points(points, types[1], &peers::entry::of_bfloat16);
  add_points(points, types[2], &peers::entry::of_float16);
  constexpr int rounds = 40;
  support::progress shown("measuring");
  for (int round = 0; round < rounds; ++round)
    for (point& p : points) {
      shown.show(static_cast<double>(round) / rounds, p.by);
      measure_time(p);
    }
  return points;
}

/// What pareto.gp loads: the names, and for each activation and type a block of lines `name ns absolute ULP`.
void write_data(std::ostream& out, const std::vector<point>& points) {
  out << "peers = \"";
  for (const peers::peer& peer : peers::all_peers()) out << peer.name << ' ';
  out << "\"\n";
  for (const std::string_view activation : activations)
    for (const std::string_view type : types) {
      out << '$' << activation << '_' << type << " << EOD\n";
      for (const point& p : points)
        if (p.activation == activation && p.type == type)
          out << p.by << ' ' << p.ns << ' ' << p.absolute << ' ' << p.ulp << '\n';
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
    std::puts("function   type      by          ns/element    absolute error    ULP");
    for (const point& p : points)
      std::printf("%-10s %-9s %-11s %10.3f %17.1e %10.3g\n", std::string(p.activation).c_str(),
                  std::string(p.type).c_str(), std::string(p.by).c_str(), p.ns, p.absolute, p.ulp);
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
