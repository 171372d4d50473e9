// Arrays: one call for a whole array of any length, kept in whatever is contiguous. Every element gets the
// bits that the scalar functor gives, which this program checks. There are five such calls.

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
  std::vector<float> y_again(x.size()), dydx_again(x.size());

  constexpr auto f = xact::tanh;
  xact::forward(f, x, y);                                      // y = f(x)
  xact::derivative(f, x, dydx);                                // dydx = f'(x)
  xact::backward(f, grad_output, x, grad_input);               // grad_input = grad_output * f'(x)
  xact::backward_from_output(f, grad_output, y, grad_from_y);  // the same, from y = f(x): x may be gone
  xact::forward_and_derivative(f, x, y_again, dydx_again);     // y and dydx, of one evaluation

  int differences = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    differences += y[i] != f(x[i]) || y_again[i] != y[i];
    differences += dydx[i] != f.derivative(x[i]) || dydx_again[i] != dydx[i];
    differences += grad_input[i] != 2.0f * f.derivative(x[i]);
    differences += grad_from_y[i] != 2.0f * f.derivative_from_output(y[i]);
  }
  std::printf("%zu elements, %d differ from the scalar functor\n", x.size(), differences);

  // In place, and on a part of an array.
  std::array<double, 6> z{-3.0, -2.0, -1.0, 1.0, 2.0, 3.0};
  xact::forward(xact::relu, std::span(z).first(3), std::span(z).first(3));
  for (const double element : z) std::printf("%g ", element);
  std::printf("\n");

  return differences == 0 ? 0 : 1;
}
