#include <cstdio>
#include <vector>
#include <xact/xact.hpp>

int main() {
  std::printf("sigmoid(0.5) = %.4f, slope %.4f\n", xact::sigmoid(0.5), xact::sigmoid.derivative(0.5));
  const std::vector<float> x{-8, -1, 0, 1, 8}, grad_output(x.size(), 1);
  std::vector<float> y(x.size()), grad_input(x.size());
  xact::forward(xact::gelu, x, y);
  xact::backward(xact::gelu, grad_output, x, grad_input);  // grad_output * gelu'(x)
  for (std::size_t i = 0; i < x.size(); ++i)
    std::printf("gelu(%2.0f) = %11.4e, slope %11.4e\n", x[i], y[i], grad_input[i]);
}
