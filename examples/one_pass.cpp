// Your own formula over arrays in one pass, and gates: each array is read from memory once.

#include <cstdio>
#include <tuple>
#include <vector>
#include <xact/xact.hpp>

int main() {
  const std::vector<float> x{-2, -1, 0, 1, 2}, bias(x.size(), 0.5f), dy{1, 2, 3, 4, 5};
  std::vector<float> y(x.size()), product(x.size());

  xact::transform([](auto a, auto b) { return xact::gelu(a + b); }, x, bias, y);
  for (const float element : y) std::printf("%8.4f", static_cast<double>(element));
  std::printf("  gelu(x + bias)\n");

  xact::transform([](auto a, auto b) { return std::tuple(xact::relu(a), a * b); }, x, dy,
                  xact::outputs(y, product));
  for (const float element : product) std::printf("%8.4f", static_cast<double>(element));
  std::printf("  dy x\n");

  xact::forward_gated(xact::swiglu, x, dy, y);
  for (const float element : y) std::printf("%8.4f", static_cast<double>(element));
  std::printf("  silu(x) dy\n");

  std::vector<float> grad_input = dy;
  xact::accumulate_backward(xact::relu, dy, x, grad_input);
  for (const float element : grad_input) std::printf("%8.4f", static_cast<double>(element));
  std::printf("  dy + dy relu'(x)\n");
}
