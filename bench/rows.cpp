// Softmax of one row, and of 10,000 short ones, beside a copy of the array ("memory") and Eigen's array
// operations, if it is installed. For example
//
//     rows --benchmark_filter='float/1x1000'

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "xact/rows.hpp"

#if defined(XACT_BENCH_EIGEN)
#include <Eigen/Core>
#endif

namespace {

constexpr auto softmax = [](const auto& x, auto& y, std::size_t n) { xact::softmax(x, y, n); };
constexpr auto log_softmax = [](const auto& x, auto& y, std::size_t n) { xact::log_softmax(x, y, n); };
constexpr auto memory = [](const auto& x, auto& y, std::size_t) {
  std::memcpy(y.data(), x.data(), x.size() * sizeof(x[0]));
};
#if defined(XACT_BENCH_EIGEN)
constexpr auto eigen = []<class T>(const std::vector<T>& x, std::vector<T>& y, std::size_t n) {
  for (std::size_t i = 0; i < x.size(); i += n) {
    const Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>> in(&x[i], static_cast<Eigen::Index>(n));
    Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>> out(&y[i], static_cast<Eigen::Index>(n));
    out = (in - in.maxCoeff()).exp();
    out *= 1 / out.sum();
  }
};
#endif

template <class T>
void add(const std::string& type, const char* name, auto call) {
  struct shape {
    std::size_t rows, n;
  };
  for (const auto [rows, n] : {shape{1, 10}, shape{10'000, 10}, shape{1, 64}, shape{1, 1000},
                               shape{1, 50'000}, shape{1, 16'000'000}})
    benchmark::RegisterBenchmark(
        (type + '/' + std::to_string(rows) + 'x' + std::to_string(n) + '/' + name).c_str(),
        [=, rows = rows, n = n](benchmark::State& state) {
          std::mt19937 random(1);
          std::normal_distribution<double> logits(0, 3);
          std::vector<T> x(rows * n), y(x.size());
          for (T& number : x) number = static_cast<T>(logits(random));
          for (auto _ : state) {
            call(x, y, n);
            benchmark::ClobberMemory();
          }
          using benchmark::Counter;
          state.counters["element"] =
              Counter(static_cast<double>(x.size()), Counter::kIsIterationInvariantRate | Counter::kInvert);
        });
}

template <class T>
void add_all(const std::string& type) {
  add<T>(type, "memory", memory);
  add<T>(type, "softmax", softmax);
  add<T>(type, "log_softmax", log_softmax);
#if defined(XACT_BENCH_EIGEN)
  add<T>(type, "eigen", eigen);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  add_all<float>("float");
  add_all<double>("double");
  return benchmark::RunSpecifiedBenchmarks() != 0 ? 0 : 1;
}
