// How close each loop comes to what the ports of a core allow: cycles an element, measured in L1, beside
// llvm-mca's bound for the loop's body (its block reciprocal throughput), as a table in Markdown. The same
// source is compiled to the assembly that llvm-mca reads.

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "timing.hpp"
#include "xact/xact.hpp"

namespace {

using xact::array::block;
using xact::core::forward_of, xact::core::derivative_of;
using batch = xact::simd::native_batch<float>;

constexpr std::size_t n = 4096;
alignas(64) std::array<float, n> x, y;

/// The loop of the array functions without its rest. llvm-mca takes what stands between the marks.
template <int region, class F, class Quantity>
[[gnu::noinline]] void run(std::size_t times) {
  using many = block<batch, Quantity, F>;
  for (; times != 0; --times) {
    for (std::size_t i = 0; i + xact::ops<many>::width <= n; i += xact::ops<many>::width) {
      asm volatile("# LLVM-MCA-BEGIN %c0" ::"i"(region));
      xact::ops<many>::store(&y[i], Quantity::call(F{}, xact::ops<many>::load(&x[i])));
      asm volatile("# LLVM-MCA-END");
    }
    asm volatile("" ::: "memory");
  }
}

/// One vector after the other, each of which waits for the sign of the result of the one before.
template <class F, class Quantity>
[[gnu::noinline]] void run_chain(std::size_t times) {
  const batch one(1.0f);
  batch in = one;
  for (; times != 0; --times) {
    batch result = Quantity::call(F{}, in);
    asm volatile("" : "+x"(result.data));  // the compiler must not know its sign
    in = xact::ops<batch>::or_sign(one, result);
  }
  xact::ops<batch>::store(y.data(), in);
}

struct kernel {
  std::string name;
  std::size_t elements;  ///< of a loop body
  void (*run)(std::size_t times);
  void (*run_chain)(std::size_t times);
  double seconds = 1, latency = 1, bound = 0, instructions = 0;
};

template <class... F>
std::vector<kernel> kernels_of(xact::activation_list<F...>) {
  return [&]<std::size_t... i>(std::index_sequence<i...>) {
    return std::vector<kernel>{
        kernel{std::string(F::name), xact::ops<block<batch, forward_of, F>>::width,
               run<2 * static_cast<int>(i), F, forward_of>, run_chain<F, forward_of>}...,
        kernel{std::string(F::name) + "'", xact::ops<block<batch, derivative_of, F>>::width,
               run<2 * static_cast<int>(i) + 1, F, derivative_of>, run_chain<F, derivative_of>}...};
  }
  (std::index_sequence_for<F...>());
}

/// Seconds of one cycle: a chain of rotations takes one each.
double cycle() {
  double least = 1;
  for (int round = 0; round < 100; ++round)
    least = std::min(least, bench::least_seconds([](std::size_t times) {
                       for (std::size_t bits = 1; times != 0; --times)
                         for (int i = 0; i < 64; ++i) asm volatile("ror $1, %0\nror $1, %0\n" : "+r"(bits));
                     }));
  return least / 128;
}

/// Fills in what llvm-mca says; what it does not know stays 0.
void find_bounds(std::vector<kernel>& kernels, const std::string& command) {
  FILE* const report = popen(command.c_str(), "r");
  if (report == nullptr) return;
  kernel unknown, *k = &unknown;
  char line[4096];
  double times = 1;
  while (std::fgets(line, sizeof line, report) != nullptr) {
    const std::string_view text(line);
    const auto number_after = [&](std::string_view name) { return std::strtod(line + name.size(), nullptr); };
    if (const auto at = text.find("Code Region - "); at != text.npos) {
      const std::size_t region = std::strtoul(line + at + 14, nullptr, 10);
      const std::size_t half = kernels.size() / 2, place = region / 2 + (region % 2 != 0 ? half : 0);
      k = place < kernels.size() ? &kernels[place] : &unknown;
    }
    constexpr std::string_view iterations = "Iterations:", instructions = "Instructions:",
                               bound = "Block RThroughput:";
    if (text.starts_with(iterations)) times = number_after(iterations);
    if (text.starts_with(instructions)) k->instructions = number_after(instructions) / times;
    if (text.starts_with(bound)) k->bound = number_after(bound);
  }
  pclose(report);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: limits LLVM_MCA CPU\nCycles an element of every loop, beside the bound of "
                 "llvm-mca's model "
                 "of that CPU.\n";
    return 2;
  }
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0, 3);
  std::ranges::generate(x, [&] { return normal(random); });

  auto kernels = kernels_of(xact::all_activations{});
  find_bounds(kernels, std::string(argv[1]) + " -mcpu=" + argv[2] + " " XACT_LIMITS_ASSEMBLY " 2>/dev/null");
  for (int round = 0; round < 40; ++round)
    for (kernel& k : kernels) {
      k.seconds = std::min(k.seconds, bench::least_seconds(k.run) / n);
      k.latency = std::min(k.latency, bench::least_seconds(k.run_chain));
    }

  const double seconds_of_cycle = cycle();
  std::printf("### %s, %zu floats a register, %.2f GHz, bounds of %s\n\n", xact::simd::native::name(),
              batch::size, 1e-9 / seconds_of_cycle, argv[2]);
  std::puts(
      "| function | ns/element | cycles/element | bound | ratio | latency | in flight "
      "|\n|---|--:|--:|--:|--:|--:|--:|");
  for (const kernel& k : kernels) {
    const double cycles = k.seconds / seconds_of_cycle, latency = k.latency / seconds_of_cycle;
    const auto elements = static_cast<double>(k.elements);
    std::printf("| %s | %.3f | %.3f |", k.name.c_str(), 1e9 * k.seconds, cycles);
    if (k.bound > 0)
      std::printf(" %.3f | %.2f | %.0f | %.0f |\n", k.bound / elements, elements * cycles / k.bound, latency,
                  k.instructions / (elements * cycles) * latency);
    else
      std::printf(" – | – | %.0f | – |\n", latency);
  }
  std::puts("");
}
