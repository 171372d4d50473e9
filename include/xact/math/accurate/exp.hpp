// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/exp_series.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

// exp in parts: t = n ln2 + r, exp(t) = 2^n (1 + r + tail) with tail = exp(r) - 1 - r. What the callers
// add and multiply keeps its low-order part, because 1 + r + tail is never rounded to one number; 2^n
// stays an integer, so that results down to the smallest subnormal are scaled without rounding twice.

/// What the reduction of the argument takes.
template <class T>
struct exp_constants;

template <>
struct exp_constants<float> {
  static constexpr float log2_e = 0x1.715476p+0f;
  static constexpr float ln2_hi = 0x1.62e430p-1f, ln2_lo = -0x1.05c610p-29f;
  static constexpr float to_integer = 0x1.8p23f;  // added to |n| < 2^22, leaves n in the lowest bits
};
template <>
struct exp_constants<double> {
  static constexpr double log2_e = 0x1.71547652b82fep+0;
  static constexpr double ln2_hi = 0x1.62e42fefa39efp-1, ln2_lo = 0x1.abc9e3b39803fp-56;
  static constexpr double to_integer = 0x1.8p52;
};

/// 2^n times 2^result_scale is normal for every result of a kernel, the smallest subnormal included; a
/// last product with 2^-result_scale then rounds once.
template <class T>
inline constexpr int result_scale = sizeof(T) == 4 ? 64 : 128;
/// 2^result_scale.
template <class T>
inline constexpr T scale_up = sizeof(T) == 4 ? T(0x1p64) : T(0x1p128);
/// 2^-result_scale.
template <class T>
inline constexpr T scale_down = sizeof(T) == 4 ? T(0x1p-64) : T(0x1p-128);

/// y 2^-result_scale, rounded once.
template <class V>
XACT_INLINE constexpr V scaled_down(V y) {
  return subnormal_product(y, V(scale_down<scalar_t<V>>));
}

/// 2^n (1 + r + tail).
template <class V>
struct exp_parts {
  V power;    ///< n + bias in the exponent field, as to_exponent leaves it
  V r, tail;  ///< r is exact, tail is small
};

/// exp(t + t_lo) = 2^n (1 + r + tail) for sign = 1, and 2^n / exp(t + t_lo) = 1 + r + tail for sign = -1:
/// either needs one fused multiply-add for r. n + bias is in power; t_lo is a correction below the last bit
/// of t. Rest is exp_rest or, where 1 is going to be subtracted, expm1_rest; for tiny t that may
/// underflow.
template <int sign, int bias, class Rest = exp_rest, class V>
XACT_INLINE constexpr exp_parts<V> exp_split(V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  using k = exp_constants<T>;
  V m = o::mul_add(t, V(k::log2_e), V(k::to_integer + bias));
  V n = m - V(k::to_integer + bias);
  V r = sign > 0 ? o::fnma(n, V(k::ln2_hi), t) : o::fms(n, V(k::ln2_hi), t);
  V r_lo = sign > 0 ? o::nmul_add(n, V(k::ln2_lo), t_lo) : o::mul_sub(n, V(k::ln2_lo), t_lo);
  V x = r + r_lo;
  V x2 = Rest::relative ? x * x : product_plus_tiny(x, x);
  return {o::to_exponent(m), r, Rest::at(x, x2, r_lo)};
}

/// base - scale (p.hi + p.lo), rounded once but for its last bits: no cancellation loses any.
template <class V>
XACT_INLINE constexpr V subtract_product(V base, V scale, const simd::unevaluated_sum<V>& p) {
  using o = ops<V>;
  V difference = o::fnma(scale, p.hi, base);
  return difference + o::nmul_add(scale, p.lo, o::fnma(scale, p.hi, base - difference));
}

}  // namespace xact::math::accurate
