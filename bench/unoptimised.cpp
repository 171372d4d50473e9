// What a scalar costs in a debug build: each function beside its textbook formula, which calls the C library,
// that is optimised. Prints a line a function: its name, nanoseconds of the formula and of xact.
// bench/compile_time.sh compiles it without optimisation.

#include <chrono>
#include <cmath>
#include <cstdio>

#include "xact/activations.hpp"

namespace {

template <class F>
double nanoseconds(F f) {
  using clock = std::chrono::steady_clock;
  double least = 1e9;
  volatile float sink = 0;
  for (int round = 0; round < 9; ++round) {
    const auto start = clock::now();
    for (int i = 0; i < 10'000; ++i) sink = f(-1 + static_cast<float>(i) * 2e-4f);
    const std::chrono::duration<double, std::nano> took = clock::now() - start;
    least = std::fmin(least, took.count() / 10'000);
  }
  static_cast<void>(sink);
  return least;
}

template <class Formula, class F>
void print(const char* name, Formula formula, F f) {
  std::printf("%s %.1f %.1f\n", name, nanoseconds(formula), nanoseconds([&](float x) { return f(x); }));
}

}  // namespace

int main() {
  print(
      "relu", [](float x) { return x > 0 ? x : 0; }, xact::relu);
  print(
      "sigmoid", [](float x) { return 1 / (1 + std::exp(-x)); }, xact::sigmoid);
  print(
      "tanh", [](float x) { return std::tanh(x); }, xact::tanh);
  print(
      "gelu", [](float x) { return 0.5f * x * (1 + std::erf(x * 0.70710678f)); }, xact::gelu);
}
