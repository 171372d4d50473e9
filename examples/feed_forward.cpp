// The feed-forward block of a transformer: y = x + W2 (silu(gate) up), where gate and up are the two halves
// of W1 x. One call makes the gate of all tokens, in one pass, where the halves lie. The program compares
// with figures that were computed to 40 digits.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <vector>
#include <xact/xact.hpp>

constexpr std::size_t tokens = 2, width = 3, hidden = 4;

/// y = W x for each token; W is row by row.
std::vector<float> times(std::span<const float> w, std::span<const float> x, std::size_t inputs,
                         std::size_t outputs) {
  std::vector<float> y(tokens * outputs);
  for (std::size_t t = 0; t < tokens; ++t)
    for (std::size_t o = 0; o < outputs; ++o)
      for (std::size_t i = 0; i < inputs; ++i) y[t * outputs + o] += w[o * inputs + i] * x[t * inputs + i];
  return y;
}

/// Some numbers that float has.
std::vector<float> weights(std::size_t n, std::size_t step, std::size_t period, int middle) {
  std::vector<float> w(n);
  for (std::size_t i = 0; i < n; ++i)
    w[i] = static_cast<float>(static_cast<int>(i * step % period) - middle) / 8.0f;
  return w;
}

int main() {
  const std::vector<float> w1 = weights(2 * hidden * width, 7, 11, 5), w2 = weights(width * hidden, 5, 9, 4);
  const std::array x{-0.75f, 0.0f, 0.75f, 0.5f, -0.5f, 0.25f};

  const std::vector<float> gate_and_up = times(w1, x, width, 2 * hidden);
  std::vector<float> activations(tokens * hidden);
  xact::forward_gated(xact::swiglu, gate_and_up, activations, hidden);
  std::vector<float> y = times(w2, activations, hidden, width);
  xact::transform([](auto residual, auto block) { return residual + block; }, x, y, y);

  constexpr double expected[] = {-0.772538117561, -0.0620239911374, 0.800754932357,
                                 0.537565724284,  -0.464171004958,  0.231312183601};
  double error = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    error = std::max(error, std::abs(static_cast<double>(y[i]) - expected[i]));
    std::printf("%8.5f%c", static_cast<double>(y[i]), i % width == width - 1 ? '\n' : ' ');
  }
  std::printf("off by %s\n", error < 2e-7 ? "less than 2e-7" : "too much");
  return error < 2e-7 ? 0 : 1;
}
