#pragma once

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/logistic.hpp"
#include "xact/math/tanh.hpp"

namespace xact {

/// Hyperbolic tangent: f(x) = tanh(x); f'(x) = 1 - f(x)^2.
///
/// Element by element; within `bounds` of the true value for every x, subnormal results included, and in
/// [-1, 1]. tanh(-0) = -0, tanh(+-inf) = +-1, the derivatives there 0; NaN gives NaN.
/// Method: piecewise polynomials (float), expm1 and one Newton step (double); 1 / cosh^2 as a logistic
/// slope, 4 s (1 - s) with s = sigmoid(-2 |x|).
template <accuracy A = accuracy::accurate>
struct tanh_t : activation_interface<tanh_t<A>> {
  static_assert(A == accuracy::accurate, "xact: tanh exists in accuracy::accurate only, so far");
  static constexpr std::string_view name = "tanh";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}, .derivative_from_output = {0.5}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return ops<V>::or_sign(math::tanh_of_positive(ops<V>::abs(x)), x);
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    using T = scalar_t<V>;
    constexpr T underflow = sizeof(T) == 4 ? -53.5 : -374.5;
    V half = ops<V>::max(V(underflow), ops<V>::negative_abs(x));
    return math::logistic_slope<2>(half + half);
  }

  /// (1 - y) (1 + y), rounded once.
  template <class V>
  XACT_INLINE static constexpr V slope_from_output(V y) {
    return ops<V>::fnma(y, y, V(scalar_t<V>(1)));
  }
};

inline constexpr tanh_t<> tanh{};

}  // namespace xact
