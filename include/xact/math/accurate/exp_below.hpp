// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/fast/exp.hpp"
#include "xact/math/overflow.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

// exp(x - c) for the elements x of a row and c, their maximum. x - c is not exact, but it need not be rounded
// at all: with n about (x - c) / ln2 and c = hi + lo, hi and the upper part of ln2 on one grid, hi + n ln2 is
// exact, and so is x - (hi + n ln2), which is small; lo goes where the lower part of n ln2 does. So exp(c -
// c) is exactly 1.
//
// A result comes times 2^below_scale, which leaves it normal as long as exp(x - c) is larger than half of the
// smallest number: what it is multiplied by in the end rounds once, also where that is subnormal. Further
// down, and at x = -infinity, it is exactly 0.

/// From c - below_range downwards exp(x - c) is 0. 2^n is there what a number of exponent 0 is: 0.
template <class T>
inline constexpr T below_range = sizeof(T) == 4 ? T(128) : T(1024);
/// The exponent field of 2^n where n is 0: -n at the end of the range.
template <class T>
inline constexpr int below_bias = sizeof(T) == 4 ? 185 : 1477;
/// How far results are scaled up.
template <class T>
inline constexpr int below_scale = below_bias<T> - simd::format<T>::exponent_bias;

/// |c| is less than this; from here on upwards x - c is exact for all x that count.
template <class T>
inline constexpr T below_limit = sizeof(T) == 4 ? T(256) : T(1024);

/// c = hi + lo, |c| < below_limit, or NaN.
template <class T>
struct below {
  T value, hi, lo, lowest;  ///< lowest: c - below_range, where x is bounded
};
template <class T>
XACT_INLINE constexpr below<T> below_of(T c) noexcept {
  constexpr T to_grid = sizeof(T) == 4 ? T(0x1.8p9) : T(0x1.8p11);  // ULPs of 2^-14 and 2^-41
  const T sum = ops<T>::fence(c + to_grid), hi = ops<T>::fence(sum - to_grid);
  return {c, hi, ops<T>::fence(c - hi), c - below_range<T>};
}

/// 2^(n + below_scale), and q: their product and the power added up are the exponential.
template <class V>
struct below_parts {
  V power, q;

  XACT_INLINE constexpr V value() const { return ops<V>::mul_add(power, q, power); }
  /// What `e`, the value, has lost by rounding.
  XACT_INLINE constexpr V lost(V e) const { return ops<V>::mul_add(power, q, power - e); }
};

/// 2^below_scale exp(x - c), x <= c.
template <class V>
XACT_INLINE constexpr below_parts<V> exp_below(V x, const below<scalar_t<V>>& c) {
  using o = ops<V>;
  using T = scalar_t<V>;
  using ln2 = fast::detail::ln2<T>;
  constexpr T to_integer = exp_constants<T>::to_integer + below_bias<T>;
  V bounded = o::max(V(c.lowest), x);
  V m = o::mul_add(bounded - V(c.hi), V(ln2::log2_e), V(to_integer));
  V n = m - V(to_integer);
  V r = bounded + o::nmul_add(n, V(ln2::hi), V(-c.hi));
  V r_lo = o::nmul_add(n, V(ln2::lo), V(-c.lo));
  V t = r + r_lo;
  V t2 = t * t;
  return {o::to_exponent(m), r + exp_rest::at(t, t2, r_lo)};
}

/// The same for floats on targets without FMA, in double.
template <class V>
XACT_INLINE constexpr V exp_below_in_double(V x, double c) {
  using o = ops<V>;
  V t = o::max(V(-double(below_range<float>)), x - V(c));
  constexpr int extra = below_bias<float> - o::format::exponent_bias;  // 2^n is 0 at the same place
  V scaled = fast::exp_split<fast::exp_range::up_to_1, extra>(t).value();
  return scaled * V(power_of_2<double>(below_scale<float> - extra));
}

}  // namespace xact::math::accurate
