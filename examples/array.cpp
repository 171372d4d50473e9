// Arrays: one call for a whole array of any length, kept in whatever is contiguous. Every element gets the
// bits that the scalar functor gives, which this program checks.

#include <array>
#include <cstdio>
#include <numeric>
#include <span>
#include <vector>
#include <xact/xact.hpp>

int main() {
  std::vector<float> x(1001);  // no multiple of any vector's width
  std::iota(x.begin(), x.end(), -500.0f);
  for (float& element : x) element /= 64.0f;
  const std::vector<float> grad_output(x.size(), 2.0f);

  std::vector<float> y(x.size()), dydx(x.size()), grad_input(x.size()), grad_from_y(x.size());
  xact::forward(xact::tanh, x, y);
  xact::derivative(xact::tanh, x, dydx);
  xact::backward(xact::tanh, grad_output, x, grad_input);
  xact::backward_from_output(xact::tanh, grad_output, y, grad_from_y);  // x is no longer needed

  int differences = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    differences += y[i] != xact::tanh(x[i]);
    differences += dydx[i] != xact::tanh.derivative(x[i]);
    differences += grad_input[i] != 2.0f * xact::tanh.derivative(x[i]);
    differences += grad_from_y[i] != 2.0f * xact::tanh.derivative_from_output(y[i]);
  }
  std::printf("%zu elements, %d differ from the scalar functor\n", x.size(), differences);

  // In place, and on a part of an array.
  std::array<double, 6> z{-3.0, -2.0, -1.0, 1.0, 2.0, 3.0};
  xact::forward(xact::relu, std::span(z).first(3), std::span(z).first(3));
  for (const double element : z) std::printf("%g ", element);
  std::printf("\n");

  return differences == 0 ? 0 : 1;
}
