#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <xsimd/xsimd.hpp>

#include "xact/xact.hpp"

// What one writes without a library: the formula from the textbook, for a number through std:: and for an
// xsimd batch alike. The tails are as wrong as they are in the wild. An activation that is not here is
// measured without these two baselines. `calls` is the function that takes the time of a value, where one
// does.

namespace bench {

using std::erf, std::exp, std::max, std::tanh;  // argument-dependent look-up adds xsimd's

template <class T>
T select(bool condition, T then, T otherwise) {
  return condition ? then : otherwise;
}

template <class V>
V constant(double value) {
  return V(static_cast<xact::scalar_t<V>>(value));
}

template <class F>
struct formula;

template <xact::accuracy A>
struct formula<xact::sigmoid_t<A>> {
  static constexpr std::string_view calls = "std::exp";
  template <class V>
  static V forward(V x) {
    return V(1) / (V(1) + exp(-x));
  }
  template <class V>
  static V derivative(V x) {
    return derivative_from_output(forward(x));
  }
  template <class V>
  static V derivative_from_output(V y) {
    return y * (V(1) - y);
  }
};

template <xact::accuracy A>
struct formula<xact::tanh_t<A>> {
  static constexpr std::string_view calls = "std::tanh";
  template <class V>
  static V forward(V x) {
    return tanh(x);
  }
  template <class V>
  static V derivative(V x) {
    return derivative_from_output(forward(x));
  }
  template <class V>
  static V derivative_from_output(V y) {
    return V(1) - y * y;
  }
};

template <xact::accuracy A>
struct formula<xact::silu_t<A>> {
  static constexpr std::string_view calls = "std::exp";
  template <class V>
  static V forward(V x) {
    return x / (V(1) + exp(-x));
  }
  template <class V>
  static V derivative(V x) {
    const V s = V(1) / (V(1) + exp(-x));
    return s * (V(1) + x * (V(1) - s));
  }
};

template <>
struct formula<xact::relu_t> {
  template <class V>
  static V forward(V x) {
    return max(x, V(0));
  }
  template <class V>
  static V derivative(V x) {
    return select(x > V(0), V(1), V(0));
  }
  template <class V>
  static V derivative_from_output(V y) {
    return derivative(y);
  }
};

template <>
struct formula<xact::leaky_relu_t> {
  template <class V>
  static V forward(V x) {
    return select(x > V(0), x, slope<V>() * x);
  }
  template <class V>
  static V derivative(V x) {
    return select(x > V(0), V(1), slope<V>());
  }
  template <class V>
  static V derivative_from_output(V y) {
    return derivative(y);
  }
  template <class V>
  static V slope() {
    return constant<V>(xact::leaky_relu.negative_slope);
  }
};

template <xact::accuracy A>
struct formula<xact::gelu_t<xact::approximate::none, A>> {
  static constexpr std::string_view calls = "std::erf";
  template <class V>
  static V forward(V x) {
    return x * normal_cdf(x);
  }
  template <class V>
  static V derivative(V x) {
    const V normal_pdf =
        constant<V>(std::numbers::inv_sqrtpi / std::numbers::sqrt2) * exp(constant<V>(-0.5) * x * x);
    return normal_cdf(x) + x * normal_pdf;
  }
  template <class V>
  static V normal_cdf(V x) {
    return constant<V>(0.5) * (V(1) + erf(x * constant<V>(1 / std::numbers::sqrt2)));
  }
};

template <xact::accuracy A>
struct formula<xact::gelu_t<xact::approximate::tanh, A>> {
  static constexpr std::string_view calls = "std::tanh";
  template <class V>
  static V forward(V x) {
    return constant<V>(0.5) * x * (V(1) + tanh_of_cubic(x));
  }
  template <class V>
  static V derivative(V x) {
    const V t = tanh_of_cubic(x);
    const V cubic_slope = constant<V>(linear) + constant<V>(3 * cubic) * x * x;
    return constant<V>(0.5) * (V(1) + t + x * (V(1) - t * t) * cubic_slope);
  }
  template <class V>
  static V tanh_of_cubic(V x) {
    return tanh(x * (constant<V>(linear) + constant<V>(cubic) * x * x));
  }
  static constexpr double linear = std::numbers::sqrt2 * std::numbers::inv_sqrtpi, cubic = 0.044715 * linear;
};

template <class F>
concept has_formula = requires {
  sizeof(formula<F>);
};

}  // namespace bench
