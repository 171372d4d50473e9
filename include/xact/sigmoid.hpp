// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/sigmoid.hpp"
#include "xact/math/exact/sigmoid.hpp"
#include "xact/math/fast/sigmoid.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct sigmoid_t;

/// Logistic sigmoid: f(x) = 1 / (1 + exp(-x)); f'(x) = f(x) (1 - f(x)). PyTorch: sigmoid.
///
/// Works element by element, within `bounds` of the true value for every x, subnormal results included, and
/// in [0, 1]. sigmoid(-inf) = 0, sigmoid(inf) = 1, the derivatives there are 0; NaN gives NaN.
template <>
struct sigmoid_t<accuracy::accurate> : activation_interface<sigmoid_t<>>, math::accurate::sigmoid {
  static constexpr std::string_view name = "sigmoid";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}, .derivative_from_output = {0.5}};
};

/// Sigmoid within 5e-7 (double: 1e-15), and the derivative for |x| <= 8 within 1e-5 of itself; 0 where the
/// true value is below half of the smallest normal number.
template <>
struct sigmoid_t<accuracy::fast> : activation_interface<sigmoid_t<accuracy::fast>>, math::fast::sigmoid {
  static constexpr std::string_view name = "fast::sigmoid";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, fast_bound_from_output};
};

/// Sigmoid, correctly rounded, for float.
template <>
struct sigmoid_t<accuracy::exact> : exact_activation<sigmoid_t<accuracy::exact>, math::exact::sigmoid> {
  static constexpr std::string_view name = "exact::sigmoid";
};

inline constexpr sigmoid_t<> sigmoid{};
namespace exact {
inline constexpr sigmoid_t<accuracy::exact> sigmoid{};
}
namespace fast {
inline constexpr sigmoid_t<accuracy::fast> sigmoid{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
