#pragma once

#include <concepts>
#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/exact.hpp"
#include "xact/math/exp_quotient.hpp"
#include "xact/math/logistic.hpp"
#include "xact/math/sixteen_bits.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct sigmoid_t;

/// Logistic sigmoid: f(x) = 1 / (1 + exp(-x)); f'(x) = f(x) (1 - f(x)).
///
/// Element by element; within `bounds` of the true value for every x, subnormal results included, and in
/// [0, 1]. sigmoid(-inf) = 0, sigmoid(inf) = 1, the derivatives there 0; NaN gives NaN.
/// Method: 2^n / (2^n + F) with F = 2^n exp(-x), and one Newton step on the unrounded denominator.
template <>
struct sigmoid_t<accuracy::accurate> : activation_interface<sigmoid_t<accuracy::accurate>> {
  static constexpr std::string_view name = "sigmoid";
  using without_fma = sigmoid_t<accuracy::fast>;
  template <class T>
  static constexpr int slope_lockstep = 6;
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}, .derivative_from_output = {0.5}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr bool single = sizeof(T) == 4;
    constexpr T underflow = single ? -104 : -746, saturation = single ? 18 : 38;
    auto [y, correction] = math::logistic(o::max(V(underflow), o::min(V(saturation), x)), V(T(0)));
    return math::scaled_down(o::mul_add(y, correction, y));
  }

  template <std::same_as<simd::bfloat16_format> Format, class V>
  XACT_INLINE static constexpr V eval_16(V x) {
    return math::sigmoid_bfloat16(x);
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
    return math::minus_square(y, y);
  }
};

/// The same within 5e-7 (double: 1e-15), and the derivative for |x| <= 8 within 1e-5 of itself; 0 where the
/// true value is below half of the smallest normal number.
/// Method: e^-x = E / D, f(x) = D / (D + E); f'(x) = s (1 - s), s = f(-|x|). For -x, E and D change places
/// but for a power of two, and f(x) has the same bits from either; not without FMA, where the rounded product
/// x log2(e) may lie halfway between two n.
template <>
struct sigmoid_t<accuracy::fast> : activation_interface<sigmoid_t<accuracy::fast>> {
  static constexpr std::string_view name = "fast::sigmoid";
  template <class T>
  static constexpr int eval_lockstep = 6;
  template <class T>
  static constexpr int slope_lockstep = 5;
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, fast_bound_from_output};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T zero = sizeof(T) == 4 ? 88 : 709;
    auto [e, d] = math::exp2_quotient<0>(o::max(V(-infinite<T>), o::min(V(zero), x)), V(-half_log2_e<T>));
    return o::divide(d, d + e);
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    auto t = tail(x);
    return math::logistic_variance(ops<V>::divide(t.e, t.sum));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_and_slope(V x) {
    using o = ops<V>;
    if constexpr (!XACT_HAS_FMA) return {eval(x), slope(x)};
    auto t = tail(x);
    return {o::divide(o::select_negative(x, t.e, t.d), t.sum),
            math::logistic_variance(o::divide(t.e, t.sum))};
  }

  /// y (1 - y).
  template <class V>
  XACT_INLINE static constexpr V slope_from_output(V y) {
    return math::logistic_variance(y);
  }

 private:
  template <class T>
  static constexpr T half_log2_e = T(0.72134752044448170367996);
  /// Where e^x is infinite for exp2_quotient, and 2 e^-x is 0.
  template <class T>
  static constexpr T infinite = T(sizeof(T) == 4 ? 88.8 : 709.8);

  /// e^-|x| = e / d, both doubled, so that it is 0 just where eval has e^|x| for infinite.
  template <class V>
  struct tail_parts {
    V e, d, sum;
  };
  template <class V>
  XACT_INLINE static constexpr tail_parts<V> tail(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    auto [e, d] = math::exp2_quotient<1>(o::min(V(infinite<T>), o::abs(x)), V(-half_log2_e<T>));
    d = d + d;
    return {e, d, d + e};
  }
};

/// The same, correctly rounded, for float.
/// Method: in double, s = f(-|x|) = E / (D + E), e^-|x| = E / D; f'(x) = s (1 - s).
template <>
struct sigmoid_t<accuracy::exact> : computed_in_double<sigmoid_t<accuracy::exact>> {
  static constexpr std::string_view name = "exact::sigmoid";

  /// y (1 - y), rounded once.
  template <class V>
  XACT_INLINE static constexpr V slope_from_output(V y) {
    return sigmoid_t<>::slope_from_output(y);
  }

  /// e^-|x| = e / d.
  template <class W>
  struct parts {
    W e, d;
  };
  template <class W>
  XACT_INLINE static constexpr parts<W> parts_at(W x) {
    using o = ops<W>;
    auto exp = math::exact_exp(o::max(W(-105.0), o::negative_abs(x)), W(0.0));
    return {exp.numerator(), exp.denominator()};
  }

  /// Next to 0 it is 1/2 + x/4 - x^3/48.
  template <class W>
  XACT_INLINE static constexpr W value(W x, const parts<W>& p) {
    using o = ops<W>;
    W y = o::divide(o::select_negative(x, p.e, p.d), p.d + p.e);
    return math::exact_next_to_half(x, 0x1p-13, 0.25 - 0x1p-29, y);
  }

  template <class W>
  XACT_INLINE static constexpr W slope_of(W, const parts<W>& p) {
    W s = ops<W>::divide(p.e, p.d + p.e);
    return ops<W>::nmul_add(s, s, s);
  }
};

inline constexpr sigmoid_t<> sigmoid{};
namespace exact {
inline constexpr sigmoid_t<accuracy::exact> sigmoid{};
}
namespace fast {
inline constexpr sigmoid_t<accuracy::fast> sigmoid{};
}

}  // namespace xact
