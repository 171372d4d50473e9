#pragma once

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/logistic.hpp"

namespace xact {

/// Logistic sigmoid: f(x) = 1 / (1 + exp(-x)); f'(x) = f(x) (1 - f(x)).
///
/// Element by element; within `bounds` of the true value for every x, subnormal results included, and in
/// [0, 1]. sigmoid(-inf) = 0, sigmoid(inf) = 1, the derivatives there 0; NaN gives NaN.
/// Method: 2^n / (2^n + F) with F = 2^n exp(-x), and one Newton step on the unrounded denominator.
template <accuracy A = accuracy::accurate>
struct sigmoid_t : activation_interface<sigmoid_t<A>> {
  static_assert(A == accuracy::accurate, "xact: sigmoid exists in accuracy::accurate only, so far");
  static constexpr std::string_view name = "sigmoid";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}, .derivative_from_output = {0.5}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr bool single = sizeof(T) == 4;
    constexpr T underflow = single ? -104 : -746, saturation = single ? 18 : 38;
    auto [y, correction] = math::logistic(o::max(V(underflow), o::min(V(saturation), x)), V(T(0)));
    return o::mul_add(y, correction, y) * V(math::scale_down<T>);
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    using T = scalar_t<V>;
    constexpr T underflow = sizeof(T) == 4 ? -105 : -747;
    return math::logistic_slope<0>(ops<V>::max(V(underflow), ops<V>::negative_abs(x)));
  }

  /// y (1 - y), rounded once.
  template <class V>
  XACT_INLINE static constexpr V slope_from_output(V y) {
    return ops<V>::fnma(y, y, y);
  }
};

inline constexpr sigmoid_t<> sigmoid{};

}  // namespace xact
