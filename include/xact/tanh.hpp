#pragma once

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/exact.hpp"
#include "xact/math/exp_quotient.hpp"
#include "xact/math/logistic.hpp"
#include "xact/math/sixteen_bits.hpp"
#include "xact/math/tanh.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct tanh_t;

/// Hyperbolic tangent: f(x) = tanh(x); f'(x) = 1 - f(x)^2.
///
/// Element by element; within `bounds` of the true value for every x, subnormal results included, and in
/// [-1, 1]. tanh(-0) = -0, tanh(+-inf) = +-1, the derivatives there 0; NaN gives NaN.
/// Method: piecewise polynomials (float), expm1 and one Newton step (double); 1 / cosh^2 as a logistic
/// slope, 4 s (1 - s) with s = sigmoid(-2 |x|).
template <>
struct tanh_t<accuracy::accurate> : activation_interface<tanh_t<accuracy::accurate>> {
  static constexpr std::string_view name = "tanh";
  using without_fma = tanh_t<accuracy::fast>;
  template <class T>
  static constexpr bool looks_up = sizeof(T) == 4 && XACT_HAS_FMA;
  template <class T>
  static constexpr int slope_lockstep = sizeof(T) == 4 ? 6 : 4;
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}, .derivative_from_output = {0.5}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return ops<V>::or_sign(math::tanh_of_positive(ops<V>::abs(x)), x);
  }

  template <class Format, class V>
  XACT_INLINE static constexpr V eval_16(V x) {
    return math::tanh_16<Format>(x);
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
    return math::minus_square(V(scalar_t<V>(1)), y);
  }
};

/// The same within 8 ULP (double: 4), and the derivative within 5e-7 (double: 1e-15), for |x| <= 8
/// also within 1e-5 of itself. Method: in float, f(x) is a quotient of polynomials, and f'(x) = u (2 - u),
/// u = 2 E / (D + E), e^-2|x| = E / D. In double, with e^-2|x| = 2^n (P + f) / (P - f), f(|x|) = N / D, where
/// N = (1 - 2^n) (P + f) - 2f is -2f next to 0, and D = N + E, E = 2^(n + 1) (P + f), never less than N;
/// u = E / D. Of 16 bits with FMA, f(x) is the accurate tier's.
template <>
struct tanh_t<accuracy::fast> : activation_interface<tanh_t<accuracy::fast>> {
  static constexpr std::string_view name = "fast::tanh";
  template <class T>
  static constexpr bool rational = sizeof(T) == 4;
  template <class T>
  static constexpr bool looks_up = sizeof(T) == 4 && XACT_HAS_FMA;
  template <class T>
  static constexpr error_bounds bounds = {{sizeof(T) == 4 ? 8 : 4}, fast_bound<T>, fast_bound_from_output};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    if constexpr (rational<scalar_t<V>>)
      return math::tanh_rational(x);
    else
      return ops<V>::or_sign(parts_at(x).value(), x);
  }

  template <class Format, class V>
  XACT_INLINE static constexpr V eval_16(V x) {
    if constexpr (XACT_HAS_FMA)
      return math::tanh_16<Format>(x);
    else
      return eval(x);
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    return parts_at(x).slope();
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_and_slope(V x) {
    auto p = parts_at(x);
    if constexpr (rational<scalar_t<V>>)
      return {eval(x), p.slope()};
    else
      return {ops<V>::or_sign(p.value(), x), p.slope()};
  }

  /// (1 - y) (1 + y).
  template <class V>
  XACT_INLINE static constexpr V slope_from_output(V y) {
    V one(scalar_t<V>(1));
    if constexpr (XACT_HAS_FMA)
      return tanh_t<>::slope_from_output(y);
    else
      return (one - y) * (one + y);
  }

 private:
  template <class V>
  XACT_INLINE static constexpr math::tanh_parts<V> parts_at(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T underflow = T(sizeof(T) == 4 ? -44.4 : -354.5), log2_e = T(1.44269504088896340735992);
    V half = o::max(V(underflow), o::negative_abs(x));
    if constexpr (rational<T>) {
      V one_half(T(0.5));
      auto [e, d] = math::exp2_quotient<1>(half, V(log2_e));
      return {o::nmul_add(one_half, e, d), e, o::mul_add(one_half, e, d)};
    } else {
      auto [power, f] = math::exp2_reduce<0>(half, V(log2_e));
      return math::tanh_of_exp(power, math::exp2_fine(math::normal_square(f)) + f, f);
    }
  }
};

/// The same, correctly rounded, for float.
/// Method: in double, with e^-2|x| = E / D, f(|x|) = (D - E) / (D + E); f'(x) = u (2 - u), u = 2 E / (D + E).
template <>
struct tanh_t<accuracy::exact> : computed_in_double<tanh_t<accuracy::exact>> {
  static constexpr std::string_view name = "exact::tanh";
  using of_magnitude = computed_in_double<tanh_t>;  // its value is f(|x|)

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return ops<V>::or_sign(of_magnitude::eval(x), x);
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_and_slope(V x) {
    auto both = of_magnitude::eval_and_slope(x);
    return {ops<V>::or_sign(both.value, x), both.derivative};
  }

  /// (1 - y) (1 + y), rounded once.
  template <class V>
  XACT_INLINE static constexpr V slope_from_output(V y) {
    return tanh_t<>::slope_from_output(y);
  }

  template <class W>
  XACT_INLINE static constexpr math::tanh_parts<W> parts_at(W x) {
    W half = ops<W>::max(W(-53.0), ops<W>::negative_abs(x));
    auto [power, p, r] = math::exact_exp(half + half, W(0.0));
    return math::tanh_of_exp(power, p + r, r);
  }

  template <class W>
  XACT_INLINE static constexpr W value(W, const math::tanh_parts<W>& p) {
    return p.value();
  }

  template <class W>
  XACT_INLINE static constexpr W slope_of(W, const math::tanh_parts<W>& p) {
    return p.slope();
  }
};

inline constexpr tanh_t<> tanh{};
namespace exact {
inline constexpr tanh_t<accuracy::exact> tanh{};
}
namespace fast {
inline constexpr tanh_t<accuracy::fast> tanh{};
}

}  // namespace xact
