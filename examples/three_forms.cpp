// The three forms of a call: a scalar, a SIMD register, an array.

#include <cstdio>
#include <vector>
#include <xact/xact.hpp>

int main() {
  static_assert(xact::sigmoid(0.0f) == 0.5f);          // a scalar, also in constant expressions
  const double slope = xact::sigmoid.derivative(0.5);  // from x
  std::printf("sigmoid(0.5) = %.4f with slope %.4f\n", xact::sigmoid(0.5), slope);

  const xsimd::batch<float> batch(0.5f);  // a SIMD register
  std::printf("tanh(0.5) = %.4f\n", xact::tanh(batch).get(0));

  const std::vector<float> x{-8.0f, -1.0f, 0.0f, 1.0f, 8.0f}, grad_output(x.size(), 1.0f);
  std::vector<float> y(x.size()), grad_input(x.size());
  xact::forward(xact::gelu, x, y);                         // arrays
  xact::backward(xact::gelu, grad_output, x, grad_input);  // grad_output * gelu'(x)
  for (std::size_t i = 0; i < x.size(); ++i)
    std::printf("gelu(%2.0f) = %11.4e with slope %11.4e\n", x[i], y[i], grad_input[i]);
}
