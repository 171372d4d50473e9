// Softmax of one row, beside a copy of the row ("memory") and Eigen's array operations, if it is installed.
// For example
//
//     rows --benchmark_filter='float/1000'

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

constexpr auto softmax = [](const auto& x, auto& y) { xact::softmax(x, y); };
constexpr auto log_softmax = [](const auto& x, auto& y) { xact::log_softmax(x, y); };
constexpr auto memory = [](const auto& x, auto& y) {
  std::memcpy(y.data(), x.data(), x.size() * sizeof(x[0]));
};
#if defined(XACT_BENCH_EIGEN)
constexpr auto eigen = []<class T>(const std::vector<T>& x, std::vector<T>& y) {
  const auto n = static_cast<Eigen::Index>(x.size());
  const Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>> in(x.data(), n);
  Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>> out(y.data(), n);
  out = (in - in.maxCoeff()).exp();
  out *= 1 / out.sum();
};
#endif

template <class T>
void add(const std::string& type, const char* name, auto call) {
  for (const std::size_t n : {10u, 64u, 1000u, 50'000u, 16'000'000u})
    benchmark::RegisterBenchmark(
        (type + '/' + std::to_string(n) + '/' + name).c_str(), [=](benchmark::State& state) {
          std::mt19937 random(1);
          std::normal_distribution<double> logits(0, 3);
          std::vector<T> x(n), y(n);
          for (T& number : x) number = static_cast<T>(logits(random));
          for (auto _ : state) {
            call(x, y);
            benchmark::ClobberMemory();
          }
          using benchmark::Counter;
          state.counters["element"] =
              Counter(static_cast<double>(n), Counter::kIsIterationInvariantRate | Counter::kInvert);
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
