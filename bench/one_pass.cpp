// What one pass saves: a formula of two arrays, and gates, beside the activation alone and beside two passes,
// in L2 and from memory; gradients that are added up; and a short array of a known size beside the batches
// that it is.
//
//     one_pass --benchmark_filter='/L2/'

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "arrays.hpp"
#include "xact/xact.hpp"

namespace {

using namespace bench;

struct place {
  std::string_view name;
  std::size_t elements;
};
constexpr place places[] = {{"L2", std::size_t{1} << 14}, {"memory", std::size_t{1} << 24}};

/// One array is the bias, or the other half of a gate.
template <class Pass>
void add(std::string_view name, Pass pass) {
  for (const place& where : places) {
    const std::string full = std::string(name) + '/' + std::string(where.name);
    benchmark::RegisterBenchmark(full.c_str(), [=](benchmark::State& state) {
      arrays<float> a(where.elements);
      random_engine random(1);
      for (std::size_t i = 0; i < a.size(); ++i) {
        a.x[i] = static_cast<float>(normal.draw(random));
        a.grad_output[i] = static_cast<float>(near_zero.draw(random));
      }
      for (auto _ : state) {
        pass(a);
        benchmark::ClobberMemory();
      }
      state.counters["element"] =
          benchmark::Counter(static_cast<double>(a.size()),
                             benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    });
  }
}

constexpr auto sum = [](auto x, auto bias) { return x + bias; };
constexpr auto product = [](auto x, auto other) { return x * other; };

void add_passes() {
  add("gelu", [](auto& a) { xact::forward(xact::gelu, a.x, a.y); });
  add("gelu(x+bias)", [](auto& a) {
    xact::transform([](auto x, auto bias) { return xact::gelu(x + bias); }, a.x, a.grad_output, a.y);
  });
  add("gelu(x+bias), two passes", [](auto& a) {
    xact::transform(sum, a.x, a.grad_output, a.out);
    xact::forward(xact::gelu, a.out, a.y);
  });
  add("silu", [](auto& a) { xact::forward(xact::silu, a.x, a.y); });
  add("swiglu", [](auto& a) { xact::forward_gated(xact::swiglu, a.x, a.grad_output, a.y); });
  add("swiglu, two passes", [](auto& a) {
    xact::forward(xact::silu, a.x, a.out);
    xact::transform(product, a.out, a.grad_output, a.y);
  });
  add("silu's backward", [](auto& a) { xact::backward(xact::silu, a.grad_output, a.x, a.y); });
  add("silu's backward, added",
      [](auto& a) { xact::accumulate_backward(xact::silu, a.grad_output, a.x, a.y); });
}

using sixteen = std::array<float, 16>;

void add_short_arrays() {
  const auto add_short = [](const char* name, auto call) {
    benchmark::RegisterBenchmark(name, [=](benchmark::State& state) {
      alignas(64) sixteen x, y{};
      x.fill(0.5f);
      for (auto _ : state) {
        benchmark::DoNotOptimize(x);
        call(x, y);
        benchmark::DoNotOptimize(y);
      }
    });
  };
  add_short("tanh/std::array<float, 16>",
            [](const sixteen& x, sixteen& y) { xact::forward(xact::tanh, x, y); });
  add_short("tanh/16 floats by batches", [](const sixteen& x, sixteen& y) {
    using batch = xsimd::batch<float>;
    for (std::size_t i = 0; i < x.size(); i += batch::size)
      xact::tanh(batch::load_unaligned(x.data() + i)).store_unaligned(y.data() + i);
  });
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  add_passes();
  add_short_arrays();
  return benchmark::RunSpecifiedBenchmarks() != 0 ? 0 : 1;
}
