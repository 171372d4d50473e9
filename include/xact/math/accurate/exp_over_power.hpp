// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/exp_below.hpp"
#include "xact/math/exp_series.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

// exp(x) / 2^k for the elements x of a row, with a 2^k next to the exponential of c, their maximum: for what
// does not depend on a factor that all of them have, as softmax. Where exp_below takes c away from x, k is
// taken away from n, the integer next to x / ln2, which is no operation: it stands in a constant. So the
// exponential of c is not 1, but something between sqrt(1/2) and sqrt(2).
//
// A result comes times 2^below_scale, as that of exp_below. Where c is usual, k may be 0.

/// 2^k, and the x from which downwards the exponential is 0.
template <class T>
struct power_beside {
  T to_integer;  ///< added to x / ln2, it leaves the exponent field of the result in the lowest bits
  T lowest;
};
template <class T>
XACT_INLINE constexpr power_beside<T> power_of_row(T k) {
  constexpr T bias = below_bias<T>, ln2 = exp_constants<T>::ln2_hi;
  return {(exp_constants<T>::to_integer + bias) - k, (k - bias) * ln2};
}
/// With the k next to c / ln2. |c| < below_limit, or NaN.
template <class T>
XACT_INLINE constexpr power_beside<T> power_beside_exp(T c) {
  using o = ops<T>;
  constexpr T to_integer = exp_constants<T>::to_integer;
  return power_of_row(o::fence(o::fence(o::mul_add(c, exp_constants<T>::log2_e, to_integer)) - to_integer));
}

/// For a maximum from `lowest` to `highest` k may be 0: no exponential comes close to infinity, and down to
/// half of the smallest number beside the largest of them, all are normal.
template <class T>
struct usual_maximum {
  static constexpr T lowest = sizeof(T) == 4 ? T(-20) : T(-256), highest = sizeof(T) == 4 ? T(40) : T(256);
};

/// ln2 in two parts, of which n times the first is exact.
template <class T>
struct split_ln2;
template <>
struct split_ln2<float> {
  static constexpr float hi = 0x1.62e4p-1f, lo = 0x1.7f7d1cp-20f;
};
template <>
struct split_ln2<double> {
  static constexpr double hi = 0x1.62e42fefap-1, lo = 0x1.cf79abc9e3b3ap-40;
};

/// 2^below_scale exp(x) / 2^k, x <= c.
template <class V>
XACT_INLINE constexpr V exp_over_power(V x, const power_beside<scalar_t<V>>& k) {
  using o = ops<V>;
  using T = scalar_t<V>;
  using ln2 = split_ln2<T>;
  V bounded = o::max(V(k.lowest), x);
  V m = o::mul_add(bounded, V(exp_constants<T>::log2_e), V(k.to_integer));
  V n = m - V(k.to_integer);
  V r = o::nmul_add(n, V(ln2::hi), bounded);
  V t = o::nmul_add(n, V(ln2::lo), r);
  V t2 = t * t;
  V q = exp_rest::at(t, t2, t);
  V power = o::to_exponent(m);
  return o::mul_add(power, q, power);
}

}  // namespace xact::math::accurate
