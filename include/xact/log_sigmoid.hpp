// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/log_sigmoid.hpp"
#include "xact/math/fast/log_sigmoid.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct log_sigmoid_t : missing_tier<A> {};

/// Logarithm of the logistic sigmoid: f(x) = log(sigmoid(x)) = -log(1 + exp(-x)); f'(x) = sigmoid(-x).
/// PyTorch: logsigmoid.
///
/// Works element by element, within `bounds` of the true value for every x, subnormal results included.
/// log_sigmoid(-inf) = -inf, and far to the left it is x; log_sigmoid(inf) = -0, f'(-inf) = 1, f'(inf) = 0;
/// NaN gives NaN. The derivative from the output is 1 - exp(y), and keeps its accuracy for tiny y.
template <>
struct log_sigmoid_t<accuracy::accurate> : activation_interface<log_sigmoid_t<>>,
                                           math::accurate::log_sigmoid {
  static constexpr std::string_view name = "log_sigmoid";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}, .derivative_from_output = {1}};
};

/// The same within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15). In float with FMA it is
/// -0 for x >= 15.
template <>
struct log_sigmoid_t<accuracy::fast> : activation_interface<log_sigmoid_t<accuracy::fast>>,
                                       math::fast::log_sigmoid {
  static constexpr std::string_view name = "fast::log_sigmoid";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, fast_bound<T>};
};

inline constexpr log_sigmoid_t<> log_sigmoid{};
namespace fast {
inline constexpr log_sigmoid_t<accuracy::fast> log_sigmoid{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
