// A layer of your own, with its activation as a template argument: the compiler inlines it into the loop,
// and a new activation needs no new layer. The program checks the gradients against finite differences,
// for every activation of the library.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>
#include <span>
#include <vector>
#include <xact/xact.hpp>

/// y = f(W x + b) for one sample.
template <xact::activation<double> Activation>
class dense {
 public:
  dense(std::size_t inputs, std::size_t outputs, std::mt19937& random, Activation activation = {})
      : f(activation),
        weights(inputs * outputs),
        bias(outputs),
        grad_weights(weights.size()),
        grad_bias(outputs),
        x(inputs),
        z(outputs),
        y(outputs),
        grad_x(inputs) {
    std::uniform_real_distribution<double> distribution(-1.0, 1.0);
    std::ranges::generate(weights, [&] { return distribution(random); });
    std::ranges::generate(bias, [&] { return distribution(random); });
  }

  std::span<const double> forward(std::span<const double> input) {
    std::ranges::copy(input, x.begin());
    for (std::size_t o = 0; o < z.size(); ++o)
      z[o] = std::inner_product(x.begin(), x.end(), row(weights, o).begin(), bias[o]);
    xact::forward(f, z, y);
    return y;
  }

  /// From dL/dy to dL/dx, by way of the gradients of the parameters.
  std::span<const double> backward(std::span<const double> grad_y) {
    xact::backward(f, grad_y, z, grad_bias);  // dL/dz, and dz/db is 1
    std::ranges::fill(grad_x, 0.0);
    for (std::size_t o = 0; o < z.size(); ++o)
      for (std::size_t i = 0; i < x.size(); ++i) {
        row(grad_weights, o)[i] = grad_bias[o] * x[i];
        grad_x[i] += grad_bias[o] * row(weights, o)[i];
      }
    return grad_x;
  }

  Activation f;
  std::vector<double> weights, bias, grad_weights, grad_bias;

 private:
  std::span<double> row(std::vector<double>& matrix, std::size_t o) const {
    return std::span(matrix).subspan(o * x.size(), x.size());
  }

  std::vector<double> x, z, y, grad_x;
};

/// The largest difference between dL/dW by backward and by finite differences, for L = <grad_y, y>.
template <class Layer>
double gradient_error(Layer& layer, std::span<const double> x, std::span<const double> grad_y) {
  const auto loss = [&] {
    const auto y = layer.forward(x);
    return std::inner_product(y.begin(), y.end(), grad_y.begin(), 0.0);
  };
  layer.forward(x);
  layer.backward(grad_y);

  double worst = 0;
  for (std::size_t w = 0; w < layer.weights.size(); ++w) {
    constexpr double step = 1e-5;
    const double weight = layer.weights[w];
    layer.weights[w] = weight + step;
    const double above = loss();
    layer.weights[w] = weight - step;
    const double below = loss();
    layer.weights[w] = weight;
    worst = std::fmax(worst, std::fabs((above - below) / (2 * step) - layer.grad_weights[w]));
  }
  return worst;
}

int main() {
  const std::vector<double> x{0.9, -0.4, 0.2, -0.7, 0.5}, grad_y{1.0, -0.5, 0.25, 2.0, -1.5, 0.75, 1.0};
  bool right = true;
  // A list of its own: of all_activations, which may stand here as well, each compiles several loops.
  using some = xact::activation_list<xact::sigmoid_t<>, xact::tanh_t<>, xact::relu_t, xact::leaky_relu_t,
                                     xact::silu_t<>>;
  some::for_each([&](auto f) {
    std::mt19937 random(1);
    dense layer(x.size(), grad_y.size(), random, f);
    const double error = gradient_error(layer, x, grad_y);
    right = right && error < 1e-8;
    std::printf("%-10s gradient off finite differences by %.1e\n", f.name.data(), error);
  });
  return right ? 0 : 1;
}
