#include "network.hpp"

#include <cmath>
#include <cstddef>

namespace lesson {

template activation::activation(const xact::sigmoid_t<>&);
template activation::activation(const xact::tanh_t<>&);
template activation::activation(const xact::relu_t&);
template activation::activation(const xact::leaky_relu_t&);
template activation::activation(const xact::gelu_t<>&);

matrix normal(Eigen::Index rows, Eigen::Index columns, double deviation, std::mt19937& random) {
  std::normal_distribution<float> distribution(0, static_cast<float>(deviation));
  return matrix::NullaryExpr(rows, columns, [&] { return distribution(random); });
}

layer::layer(int inputs, int outputs, initialisation init, std::mt19937& random)
    : weights(normal(outputs, inputs,
                     std::sqrt(2.0 / (init == initialisation::he ? inputs : inputs + outputs)), random)),
      bias(vector::Zero(outputs)) {}

network::network(std::span<const int> units, initialisation init, std::mt19937& random, activation f)
    : f_(std::move(f)) {
  for (std::size_t i = 1; i < units.size(); ++i) layers.emplace_back(units[i - 1], units[i], init, random);
}

const matrix& network::forward(const matrix& x) {
  const matrix* input = &x;
  for (layer& l : layers) {
    l.z.noalias() = l.weights * *input;
    l.z.colwise() += l.bias;
    if (&l == &layers.back()) return l.z;
    l.y.resizeLike(l.z);
    f_.forward(l.z, l.y);
    input = &l.y;
  }
  return x;
}

void network::backward(const matrix& x, matrix grad_z) {
  for (std::size_t i = layers.size(); i-- > 0;) {
    layer& l = layers[i];
    const matrix& input = i == 0 ? x : layers[i - 1].y;
    l.grad_weights.noalias() = grad_z * input.transpose();
    l.grad_bias = grad_z.rowwise().sum();
    if (i == 0) return;
    const matrix grad_y = l.weights.transpose() * grad_z;
    grad_z.resizeLike(grad_y);
    f_.backward(grad_y, layers[i - 1].z, grad_z);
  }
}

void gradient_descent::step(network& net) const {
  net.for_each_parameter([&](auto parameters, const auto& gradient) { parameters -= rate_ * gradient; });
}

void adam::step(network& net) {
  ++steps_;
  const auto rate =
      static_cast<float>(rate_ * std::sqrt(1 - std::pow(0.999, steps_)) / (1 - std::pow(0.9, steps_)));
  std::size_t i = 0;
  net.for_each_parameter([&](auto parameters, const auto& gradient) {
    if (i == mean_.size()) {
      mean_.push_back(vector::Zero(parameters.size()));
      square_.push_back(vector::Zero(parameters.size()));
    }
    vector &mean = mean_[i], &square = square_[i];
    mean += 0.1f * (gradient - mean);
    square += 0.001f * (gradient.cwiseAbs2() - square);
    parameters.array() -= rate * mean.array() / (square.array().sqrt() + 1e-8f);
    ++i;
  });
}

}  // namespace lesson
