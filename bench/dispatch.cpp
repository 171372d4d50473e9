// What choosing the instruction set at run time adds to a call: the same short array by a direct call,
// compiled for this machine, and by a dispatched one, which takes the same loop.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "xact/dispatch.hpp"
#include "xact/xact.hpp"

namespace {

constexpr auto direct = [](auto f, std::span<const float> x, std::span<float> y) { xact::forward(f, x, y); };
constexpr auto dispatched = [](auto f, std::span<const float> x, std::span<float> y) {
  xact::dispatch::forward(f, x, y);
};

template <class F>
void add(F f, const char* by, auto call) {
  for (const std::size_t n : {0u, 16u, 256u}) {
    const std::string name = std::string(F::name) + '/' + by + '/' + std::to_string(n);
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
      std::vector<float> x(n, 0.5f), y(n);
      for (auto _ : state) {
        call(f, x, y);
        benchmark::ClobberMemory();
      }
    });
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::AddCustomContext("dispatched to", xact::dispatch::instruction_set());
  add(xact::relu, "direct", direct);
  add(xact::relu, "dispatched", dispatched);
  add(xact::sigmoid, "direct", direct);
  add(xact::sigmoid, "dispatched", dispatched);
  return benchmark::RunSpecifiedBenchmarks() != 0 ? 0 : 1;
}
