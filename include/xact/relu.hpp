// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"

namespace xact {

/// Rectified linear unit: f(x) = max(0, x); f'(x) = 1 for x > 0, 0 for x <= 0. The derivative at 0 is a
/// convention, the one of PyTorch and TensorFlow. PyTorch: relu.
///
/// It is exact. relu(-0) = +0, relu(inf) = inf; NaN gives NaN, in the derivative too.
/// Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
struct relu_t : activation_interface<relu_t> {
  static constexpr std::string_view name = "relu";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {0}, .derivative = {0}, .derivative_from_output = {0}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    const V zero(scalar_t<V>(0));
    return ops<V>::max(zero, x) + zero;  // -0 + 0 is 0
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    const V zero(scalar_t<V>(0)), one(scalar_t<V>(1));
    return ops<V>::select_less(zero, x, one, ops<V>::select_less_equal(x, zero, zero, x));  // NaN stays NaN
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return eval_derivative(y);  // f(x) > 0 exactly where x > 0
  }

  /// On patterns of 16 bits as signed integers, numbers below 0 are those up to the pattern of -infinity, and
  /// NaN of either sign lies above.
  template <class I>
  XACT_INLINE static constexpr I eval_pattern(I x, I minus_infinity) {
    return ops<I>::select_less(minus_infinity, x, x, I(0));
  }
};

inline constexpr relu_t relu{};
namespace fast {
using xact::relu;  // it has no tiers
}
namespace exact {
using xact::relu;
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
