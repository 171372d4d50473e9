// A cell of a recurrent network in Eigen, h = tanh(W h + x), of the sizes that audio takes: by Eigen's own
// tanh, and by xact's in Eigen's packets.

#include <benchmark/benchmark.h>

#include <Eigen/Core>

#include "xact/eigen.hpp"
#include "xact/tanh.hpp"

namespace {

struct eigen {
  template <class X>
  static auto tanh(const X& x) {
    return x.tanh();
  }
};
struct accurate {
  template <class X>
  static auto tanh(const X& x) {
    return x.unaryExpr(xact::tanh);
  }
};
struct fast {
  template <class X>
  static auto tanh(const X& x) {
    return x.unaryExpr(xact::fast::tanh);
  }
};

template <int units>
using vector = Eigen::Array<float, units, 1>;

template <class By, int units>
void tanh_alone(benchmark::State& state) {
  vector<units> h = vector<units>::Random();
  for (auto _ : state) {
    h = By::tanh(h);
    benchmark::DoNotOptimize(h);
  }
}
template <class By, int units>
void cell(benchmark::State& state) {
  const Eigen::Matrix<float, units, units> weights = 0.4f * Eigen::Matrix<float, units, units>::Random();
  const vector<units> x = vector<units>::Random();
  vector<units> h = vector<units>::Zero();
  for (auto _ : state) {
    h = By::tanh((weights * h.matrix()).array() + x);
    benchmark::DoNotOptimize(h);
  }
}

BENCHMARK(tanh_alone<eigen, 16>);
BENCHMARK(tanh_alone<accurate, 16>);
BENCHMARK(tanh_alone<fast, 16>);
BENCHMARK(cell<eigen, 16>);
BENCHMARK(cell<accurate, 16>);
BENCHMARK(cell<fast, 16>);
BENCHMARK(cell<eigen, 64>);
BENCHMARK(cell<accurate, 64>);
BENCHMARK(cell<fast, 64>);

}  // namespace

BENCHMARK_MAIN();
