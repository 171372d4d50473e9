// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

// The logistic function as 2^n / (2^n + F), F = 2^n exp(-t) = 1 + r + tail: one formula for both signs of
// t, whose numerator is a power of two. The only errors are in the denominator, and one Newton step on its
// unrounded pieces finds them. The tail, which is known last, is added last: the division has to wait for it.

/// 2^n from exp_parts::power, or `floor` where that is larger, which is so small that no result changes.
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

/// 1 / (1 + exp(-t - t_lo)).
template <class V>
XACT_INLINE constexpr logistic_parts<V> logistic(V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr int bias = result_scale<T>;
  V one(T(1));
  auto [power, r, tail] = exp_split<-1, bias>(t, t_lo);
  V s = power_of_two<bias>(power, T(0));
  V s1 = s + one;
  V low = tail + (s - (s1 - one));  // what s + 1 lost goes to the tail
  V y = o::divide(one, (s1 + r) + low);
  V correction = o::fnma(low, y, o::fnma(plus_tiny(r), y, o::fnma(s1, y, one)));
  return {o::add_bits(y, power), correction};
}

/// times_logistic takes 2^n from exp_parts::power times 2^quotient_scale, with which it is a normal number
/// for -207 < n < 48 in float, -1500 < n < 547 in double.
template <class T>
inline constexpr int quotient_scale = sizeof(T) == 4 ? 80 : 477;

/// c / (1 + exp(-t - t_lo)), or c itself where t rounds it away. c is divided by 2^n + F in two parts, one
/// Newton step finds what the quotient lost, and the last products multiply by 2^n: so the scale takes no bit
/// of a small c. Where a result is subnormal it is rounded twice.
template <class V>
XACT_INLINE constexpr V times_logistic(V c, V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr int scale = quotient_scale<T>;
  V one(T(1)), scale_down(sizeof(T) == 4 ? T(0x1p-80) : T(0x1p-477));
  if constexpr (sizeof(T) == 4) t_lo = t_lo - V(T(0x1p-40));  // negligible; d_lo y does not underflow below
  auto [power, r, tail] = exp_split<-1, scale + o::format::exponent_bias>(t, t_lo);
  V s = o::max(V(T(0)), o::template add_exponent<-scale>(power));
  V s1 = s + one;
  V d = s1 + r;
  V d_lo = ((s1 - d) + r) + (tail + (s - (s1 - one)));
  V reciprocal = o::divide(one, d + d_lo);
  V y = c * reciprocal;
  V excess = o::fma(y, d_lo, o::fms(y, d, c));
  return subnormal_product(o::fnma(excess, reciprocal, y) * power, scale_down);
}

/// For t <= 0, with s = 1 / (1 + exp(-t - t_lo)): s = y 2^n (1 + correction), 1 - s = g + g_lo - s
/// correction. y 2^n as a plain number is `s`, and 2^(n + bias) is in power.
template <class V>
struct logistic_tail {
  V power, y, s, g, g_lo, correction;
};

/// A lower clamp for 2^n: below half an ulp of 1, yet its product with the smallest scaled result is normal.
template <class T>
inline constexpr T negligible_power = sizeof(T) == 4 ? T(0x1p-60) : T(0x1p-120);

/// 1 / (1 + exp(-t - t_lo)), t <= 0, with n + bias in power.
template <int bias, class V>
XACT_INLINE constexpr logistic_tail<V> logistic_of_negative(V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  V one(T(1));
  auto [power, r, tail] = exp_split<-1, bias>(t, t_lo);
  V p = power_of_two<bias>(power, negligible_power<T>);
  V y = o::divide(one, ((one + p) + r) + tail);
  V s = p * y;  // exact
  V g = one - s;
  V g_lo = (one - g) - s;
  V correction = o::nmul_add(tail, y, o::fnma(plus_tiny(r), y, (g - y) + g_lo));
  return {power, y, s, g, g_lo, correction};
}

/// 2^extra s (1 - s) for s = 1 / (1 + exp(-t - t_lo)), t <= 0.
template <int extra, class V>
XACT_INLINE constexpr V logistic_derivative(V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  auto [power, y, s, g, g_lo, correction] = logistic_of_negative<result_scale<T> + extra>(t, t_lo);
  V c = o::mul_add(correction, g - s, g_lo);
  V scaled = o::add_bits(y, power);
  return scaled_down(o::fma(scaled, g, scaled * c));
}

/// The same for s = 1 / (1 + exp(-t)).
template <int extra, class V>
XACT_INLINE constexpr V logistic_derivative(V t) {
  return logistic_derivative<extra>(t, V(scalar_t<V>(0)));
}

}  // namespace xact::math::accurate
