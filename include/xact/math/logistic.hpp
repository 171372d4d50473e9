#pragma once

#include "xact/core/config.hpp"
#include "xact/math/exp.hpp"
#include "xact/math/tiny.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

// The logistic function as 2^n / (2^n + F), F = 2^n exp(-t) = 1 + r + tail: one formula for both signs of
// t, whose numerator is a power of two. The only errors are in the denominator, and one Newton step on its
// unrounded pieces finds them.

/// 2^n from exp_parts::power, or `floor` where that is larger and nobody can tell.
template <int bias, class V>
XACT_INLINE constexpr V power_of_two(V power, scalar_t<V> floor) {
  using o = ops<V>;
  return o::max(V(floor), o::template add_exponent<o::format::exponent_bias - bias>(power));
}

/// 1 / (1 + exp(-t - t_lo)) = 2^-result_scale y (1 + correction).
template <class V>
struct logistic_parts {
  V y, correction;
};

template <class V>
XACT_INLINE constexpr logistic_parts<V> logistic(V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr int bias = result_scale<T>;
  V one(T(1));
  auto [power, r, tail] = exp_complement<bias>(t, t_lo);
  V s = power_of_two<bias>(power, T(0));
  V s1 = s + one;
  V rest = tail + (s - (s1 - one));  // what s + 1 lost goes to the tail
  V y = o::divide(one, s1 + (r + rest));
  V correction = o::fnma(rest, y, o::fnma(plus_tiny(r), y, o::fnma(s1, y, one)));
  return {o::add_bits(y, power), correction};
}

/// For t <= 0, with s = 1 / (1 + exp(-t - t_lo)): s = y 2^n (1 + correction), 1 - s = g + g_lo - s
/// correction. y 2^n as a plain number is `s`, and 2^(n + bias) is in power.
template <class V>
struct logistic_tail {
  V power, y, s, g, g_lo, correction;
};

/// Nothing next to 1, and its product with the smallest normal result, scaled, does not underflow.
template <class T>
inline constexpr T negligible_power = sizeof(T) == 4 ? T(0x1p-60) : T(0x1p-120);

template <int bias, class V>
XACT_INLINE constexpr logistic_tail<V> logistic_of_negative(V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  V one(T(1));
  auto [power, r, tail] = exp_complement<bias>(t, t_lo);
  V p = power_of_two<bias>(power, negligible_power<T>);
  V y = o::divide(one, (one + p) + (r + tail));
  V s = p * y;  // exact
  V g = one - s;
  V g_lo = (one - g) - s;
  V correction = o::nmul_add(tail, y, o::fnma(plus_tiny(r), y, (g - y) + g_lo));
  return {power, y, s, g, g_lo, correction};
}

/// 2^extra s (1 - s) for s = 1 / (1 + exp(-t)), t <= 0.
template <int extra, class V>
XACT_INLINE constexpr V logistic_slope(V t) {
  using o = ops<V>;
  using T = scalar_t<V>;
  auto [power, y, s, g, g_lo, correction] = logistic_of_negative<result_scale<T> + extra>(t, V(T(0)));
  V c = o::mul_add(correction, g - s, g_lo);
  V scaled = o::add_bits(y, power);
  return scaled_down(o::fma(scaled, g, scaled * c));
}

/// c - y^2, rounded once, for y^2 <= c: the slope from the output y, where c = y for the logistic function
/// and c = 1 for tanh.
template <class V>
XACT_INLINE constexpr V minus_square(V c, V y) {
  using o = ops<V>;
  if constexpr (double_precision<V> && !XACT_HAS_FMA) {
    V zero(scalar_t<V>(0));
    const auto product = simd::two_prod(zero - y, y);
    const auto sum = simd::fast_two_sum(c, product.hi);
    const auto rest = simd::fast_two_sum(sum.lo, product.lo);
    return sum.hi + o::to_odd(rest.hi, rest.lo);
  } else {
    return o::fnma(y, y, c);
  }
}

/// s (1 - s) for the fast tier: rounded once with FMA, and without s^2, which might underflow, else.
template <class V>
XACT_INLINE constexpr V logistic_variance(V s) {
  if constexpr (XACT_HAS_FMA)
    return minus_square(s, s);
  else
    return s * (V(scalar_t<V>(1)) - s);
}

}  // namespace xact::math
