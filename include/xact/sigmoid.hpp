#pragma once

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/exp_quotient.hpp"
#include "xact/math/logistic.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct sigmoid_t {
  static_assert(no_such_tier<A>, "xact: sigmoid exists in accuracy::accurate and accuracy::fast, so far");
};

/// Logistic sigmoid: f(x) = 1 / (1 + exp(-x)); f'(x) = f(x) (1 - f(x)).
///
/// Element by element; within `bounds` of the true value for every x, subnormal results included, and in
/// [0, 1]. sigmoid(-inf) = 0, sigmoid(inf) = 1, the derivatives there 0; NaN gives NaN.
/// Method: 2^n / (2^n + F) with F = 2^n exp(-x), and one Newton step on the unrounded denominator.
template <>
struct sigmoid_t<accuracy::accurate> : activation_interface<sigmoid_t<accuracy::accurate>> {
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

/// The same within 5e-7 (double: 1e-15), and the derivative for |x| <= 8 within 1e-5 of itself. From where
/// e^-|x| is subnormal on, it counts as 0.
/// Method: s = e^-|x| / (1 + e^-|x|), a quotient of two sums; f(x) = 1 - s for x >= 0, f'(x) = s (1 - s).
template <>
struct sigmoid_t<accuracy::fast> : activation_interface<sigmoid_t<accuracy::fast>> {
  static constexpr std::string_view name = "fast::sigmoid";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, {0.5}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return value(x, tail(x));
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    return slope_from_output(tail(x));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_and_slope(V x) {
    V s = tail(x);
    return {value(x, s), slope_from_output(s)};
  }

  template <class V>
  XACT_INLINE static constexpr V slope_from_output(V y) {
    return sigmoid_t<>::slope_from_output(y);
  }

 private:
  /// f(-|x|).
  template <class V>
  XACT_INLINE static constexpr V tail(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T underflow = sizeof(T) == 4 ? -88 : -709, log2_e = T(1.44269504088896340735992);
    V c = o::max(V(underflow), o::min(V(-math::negligible<T>), o::negative_abs(x)));
    return math::exp2_logistic(c, V(log2_e));
  }

  template <class V>
  XACT_INLINE static constexpr V value(V x, V s) {
    return ops<V>::select_negative(x, s, V(scalar_t<V>(1)) - s);
  }
};

inline constexpr sigmoid_t<> sigmoid{};
namespace fast {
inline constexpr sigmoid_t<accuracy::fast> sigmoid{};
}

}  // namespace xact
