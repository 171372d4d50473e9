#pragma once

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/exact.hpp"
#include "xact/math/exp_quotient.hpp"
#include "xact/math/logistic.hpp"
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
  template <class T>
  static constexpr bool looks_up = sizeof(T) == 4;
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
    return math::minus_square(V(scalar_t<V>(1)), y);
  }
};

/// The same within 8 ULP (double: 4), and the derivative within 5e-7 (double: 1e-15), for |x| <= 8
/// also within 1e-5 of itself. Method: with e^-2|x| = 2^n (P + f) / (P - f), f(|x|) = N / D, where
/// N = (1 - 2^n) (P + f) - 2f is -2f next to 0, and D = N + E, E = 2^(n + 1) (P + f), never less than N;
/// f'(x) = u (2 - u), u = E / D. In float without FMA, f(x) is a quotient of polynomials.
template <>
struct tanh_t<accuracy::fast> : activation_interface<tanh_t<accuracy::fast>> {
  static constexpr std::string_view name = "fast::tanh";
  template <class T>
  static constexpr bool rational = sizeof(T) == 4 && !XACT_HAS_FMA;
  template <class T>
  static constexpr error_bounds bounds = {{sizeof(T) == 4 ? 8 : 4}, fast_bound<T>, fast_bound_from_output};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    if constexpr (rational<scalar_t<V>>)
      return math::tanh_rational(x);
    else
      return value(x, parts_at(x));
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    return slope_of(parts_at(x));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_and_slope(V x) {
    auto p = parts_at(x);
    if constexpr (rational<scalar_t<V>>)
      return {eval(x), slope_of(p)};
    else
      return {value(x, p), slope_of(p)};
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
  /// f(|x|) = n / d, 1 - f(|x|) = e / d.
  template <class V>
  struct parts {
    V n, e, d;
  };

  template <class V>
  XACT_INLINE static constexpr parts<V> parts_at(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T underflow = sizeof(T) == 4 ? -44 : -354.5, log2_e = T(1.44269504088896340735992);
    auto [power, f] = math::exp2_reduce<0>(o::max(V(underflow), o::negative_abs(x)), V(log2_e));
    V sum = math::exp2_fine(math::normal_square(f)) + f;
    V n = o::mul_sub(V(T(1)) - power, sum, f + f);
    V e = power * (sum + sum);
    return {n, e, n + e};
  }

  template <class V>
  XACT_INLINE static constexpr V value(V x, const parts<V>& p) {
    return ops<V>::or_sign(ops<V>::divide(p.n, p.d), x);
  }

  template <class V>
  XACT_INLINE static constexpr V slope_of(const parts<V>& p) {
    using o = ops<V>;
    V u = o::divide(p.e, p.d);
    return o::nmul_add(u, u, u + u);
  }
};

/// The same, correctly rounded, for float.
/// Method: in double, with e^-2|x| = E / D, f(|x|) = (D - E) / (D + E); f'(x) = u (2 - u), u = 2 E / (D + E).
template <>
struct tanh_t<accuracy::exact> : activation_interface<tanh_t<accuracy::exact>> {
  static constexpr std::string_view name = "exact::tanh";
  template <class T>
  static constexpr bool exists_for = sizeof(T) == sizeof(float);
  template <class T>
  static constexpr error_bounds bounds = {correctly_rounded, correctly_rounded, correctly_rounded};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using w = widening<V>;
    return ops<V>::or_sign(w::narrow(value(parts_at(w::widen(x)))), x);
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    using w = widening<V>;
    return w::narrow(slope_of(parts_at(w::widen(x))));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_and_slope(V x) {
    using w = widening<V>;
    auto p = parts_at(w::widen(x));
    return {ops<V>::or_sign(w::narrow(value(p)), x), w::narrow(slope_of(p))};
  }

  /// (1 - y) (1 + y), rounded once.
  template <class V>
  XACT_INLINE static constexpr V slope_from_output(V y) {
    return tanh_t<>::slope_from_output(y);
  }

 private:
  /// f(|x|) = n / d, 1 - f(|x|) = e / d.
  template <class W>
  struct parts {
    W n, e, d;
  };
  template <class W>
  XACT_INLINE static constexpr parts<W> parts_at(W x) {
    using o = ops<W>;
    W half = o::max(W(-53.0), o::negative_abs(x));
    auto [power, p, r] = math::exact_exp(half + half, W(0.0));
    W sum = p + r;
    W n = o::mul_sub(W(1.0) - power, sum, r + r);  // -2r next to 0, with all its bits
    W e = power * (sum + sum);
    return {n, e, n + e};
  }

  template <class W>
  XACT_INLINE static constexpr W value(const parts<W>& p) {
    return ops<W>::divide(p.n, p.d);
  }

  template <class W>
  XACT_INLINE static constexpr W slope_of(const parts<W>& p) {
    W u = ops<W>::divide(p.e, p.d);
    return ops<W>::nmul_add(u, u, u + u);
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
