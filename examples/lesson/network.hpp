#pragma once

#include <Eigen/Core>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>
#include <xact/algorithm.hpp>

#include "five_activations.hpp"

// The small network of the lesson: dense layers, z = W x + b and y = f(z). The products are Eigen's, the
// activations xact's. What takes long to compile is in network.cpp, once for all programs.

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

/// Random numbers of a normal distribution.
matrix normal(Eigen::Index rows, Eigen::Index columns, double deviation, std::mt19937& random);

/// An activation of xact over matrices, whichever it is.
struct activation {
  template <xact::activation<float> F>
  activation(const F& f);  // NOLINT(google-explicit-constructor): xact::relu is one

  std::string name;
  std::function<void(const matrix& z, matrix& y)> forward;
  std::function<void(const matrix& z, matrix& dydz)> derivative;
  std::function<void(const matrix& grad_y, const matrix& z, matrix& grad_z)> backward;
};
template <xact::activation<float> F>
activation::activation(const F& f)
    : name(f.name),
      forward([f](const matrix& z, matrix& y) { xact::forward(f, elements(z), elements(y)); }),
      derivative([f](const matrix& z, matrix& dydz) { xact::derivative(f, elements(z), elements(dydz)); }),
      backward([f](const matrix& grad_y, const matrix& z, matrix& grad_z) {
        xact::backward(f, elements(grad_y), elements(z), elements(grad_z));
      }) {}

// The lesson's five are compiled in network.cpp.
extern template activation::activation(const xact::sigmoid_t<>&);
extern template activation::activation(const xact::tanh_t<>&);
extern template activation::activation(const xact::relu_t&);
extern template activation::activation(const xact::leaky_relu_t&);
extern template activation::activation(const xact::gelu_t<>&);

/// How large the first weights are; biases start at 0.
enum class initialisation {
  xavier,  ///< normal, variance 2 / (inputs + outputs): Glorot and Bengio, AISTATS 2010
  he       ///< normal, variance 2 / inputs: He, Zhang, Ren and Sun, ICCV 2015
};

struct layer {
  layer(int inputs, int outputs, initialisation init, std::mt19937& random);

  matrix weights, grad_weights;
  vector bias, grad_bias;
  matrix z, y;  ///< of the last forward
};

/// f after every layer but the last, whose output is its z.
class network {
 public:
  /// units = {inputs, hidden units of each layer ..., outputs}.
  network(std::span<const int> units, initialisation init, std::mt19937& random, activation f);

  const matrix& forward(const matrix& x);

  /// From dL/dz of the last layer to the gradients of all weights and biases; x is that of the last forward.
  void backward(const matrix& x, matrix grad_z);

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
  activation f_;
};

/// parameters -= rate gradient.
class gradient_descent {
 public:
  explicit gradient_descent(double rate) : rate_(static_cast<float>(rate)) {}
  void step(network& net) const;

 private:
  float rate_;
};

/// Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015; momenta 0.9 and 0.999.
class adam {
 public:
  explicit adam(double rate) : rate_(rate) {}
  void step(network& net);

 private:
  double rate_;
  int steps_ = 0;
  std::vector<vector> mean_, square_;
};

}  // namespace lesson
