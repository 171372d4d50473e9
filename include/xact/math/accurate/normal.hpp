// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

/// exp(-a^2 / 2), 0 <= a; 2^(n + result_scale) as a number is in power.
template <class V>
XACT_INLINE constexpr exp_parts<V> normal_exp(V a) {
  using o = ops<V>;
  using T = scalar_t<V>;
  V half = product_plus_tiny(a, V(T(-0.5)));
  V t = product_plus_tiny(a, half);
  return exp_split<1, o::format::exponent_bias + result_scale<T>>(t, o::fms(a, half, t));
}

/// (1 + e.r + e.tail) (m.hi + m.lo).
template <class V>
XACT_INLINE constexpr simd::unevaluated_sum<V> product(const exp_parts<V>& e,
                                                       const simd::unevaluated_sum<V>& m) {
  using o = ops<V>;
  V q = e.r + e.tail;
  V hi = o::mul_add(m.hi, q, m.hi);
  V lo = o::mul_add(m.hi, e.tail, o::fma(m.hi, e.r, m.hi - hi)) + o::mul_add(m.lo, q, m.lo);
  return {hi, lo};
}

}  // namespace xact::math::accurate
