#pragma once

#include <Eigen/Core>
#include <cmath>
#include <random>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>
#include <xact/algorithm.hpp>

// The small network of the lesson: dense layers, z = W x + b and y = f(z). The products are Eigen's, the
// activations xact's.

namespace lesson {

/// A column a sample: the elements of a batch are one array.
using matrix = Eigen::MatrixXf;
using vector = Eigen::VectorXf;

/// As xact's array functions take them.
inline std::span<const float> elements(const matrix& m) {
  return {m.data(), static_cast<std::size_t>(m.size())};
}
inline std::span<float> elements(matrix& m) { return {m.data(), static_cast<std::size_t>(m.size())}; }

/// The elements as a vector, whatever the shape.
template <class Matrix>
auto flat(Matrix& m) {
  using flat_vector = std::conditional_t<std::is_const_v<Matrix>, const vector, vector>;
  return Eigen::Map<flat_vector>(m.data(), m.size());
}

inline matrix normal(Eigen::Index rows, Eigen::Index columns, double deviation, std::mt19937& random) {
  std::normal_distribution<float> distribution(0, static_cast<float>(deviation));
  return matrix::NullaryExpr(rows, columns, [&] { return distribution(random); });
}

/// How large the first weights are; biases start at 0.
enum class initialisation {
  xavier,  ///< normal, variance 2 / (inputs + outputs): Glorot and Bengio, AISTATS 2010
  he       ///< normal, variance 2 / inputs: He, Zhang, Ren and Sun, ICCV 2015
};

struct layer {
  layer(int inputs, int outputs, initialisation init, std::mt19937& random)
      : weights(normal(outputs, inputs,
                       std::sqrt(2.0 / (init == initialisation::he ? inputs : inputs + outputs)), random)),
        bias(vector::Zero(outputs)) {}

  matrix weights, grad_weights;
  vector bias, grad_bias;
  matrix z, y;  ///< of the last forward
};

/// f after every layer but the last, whose output is its z.
template <xact::activation<float> Activation>
class network {
 public:
  /// units = {inputs, hidden units of each layer ..., outputs}.
  network(std::span<const int> units, initialisation init, std::mt19937& random, Activation f = {}) : f_(f) {
    for (std::size_t i = 1; i < units.size(); ++i) layers.emplace_back(units[i - 1], units[i], init, random);
  }

  const matrix& forward(const matrix& x) {
    const matrix* input = &x;
    for (layer& l : layers) {
      l.z.noalias() = l.weights * *input;
      l.z.colwise() += l.bias;
      if (&l == &layers.back()) return l.z;
      l.y.resizeLike(l.z);
      xact::forward(f_, elements(l.z), elements(l.y));
      input = &l.y;
    }
    return x;
  }

  /// From dL/dz of the last layer to the gradients of all weights and biases; x is that of the last forward.
  void backward(const matrix& x, matrix grad_z) {
    for (std::size_t i = layers.size(); i-- > 0;) {
      layer& l = layers[i];
      const matrix& input = i == 0 ? x : layers[i - 1].y;
      l.grad_weights.noalias() = grad_z * input.transpose();
      l.grad_bias = grad_z.rowwise().sum();
      if (i == 0) return;
      const matrix grad_y = l.weights.transpose() * grad_z;
      grad_z.resizeLike(grad_y);
      xact::backward(f_, elements(grad_y), elements(layers[i - 1].z), elements(grad_z));
    }
  }

  /// Calls visit(parameters, gradient) with the weights, then the biases, of each layer.
  template <class Visit>
  void for_each_parameter(Visit&& visit) {
    for (layer& l : layers) {
      visit(flat(l.weights), flat(std::as_const(l.grad_weights)));
      visit(flat(l.bias), flat(std::as_const(l.grad_bias)));
    }
  }

  std::vector<layer> layers;

 private:
  [[no_unique_address]] Activation f_;
};

/// parameters -= rate gradient.
class gradient_descent {
 public:
  explicit gradient_descent(double rate) : rate_(static_cast<float>(rate)) {}

  template <class Network>
  void step(Network& net) const {
    net.for_each_parameter([&](auto parameters, const auto& gradient) { parameters -= rate_ * gradient; });
  }

 private:
  float rate_;
};

/// Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015; momenta 0.9 and 0.999.
class adam {
 public:
  explicit adam(double rate) : rate_(rate) {}

  template <class Network>
  void step(Network& net) {
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

 private:
  double rate_;
  int steps_ = 0;
  std::vector<vector> mean_, square_;
};

}  // namespace lesson
