#pragma once

#include "xact/core/config.hpp"
#include "xact/math/exp.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// power (hi + lo), power a power of two.
template <class V>
struct scaled_sum {
  V power, hi, lo;
};

/// exp(-a^2 / 2) (m.hi + m.lo) 2^scale, 0 <= a.
template <int scale, class V>
XACT_INLINE constexpr scaled_sum<V> times_normal_exp(simd::unevaluated_sum<V> m, V a) {
  using o = ops<V>;
  using T = scalar_t<V>;
  V half = a * V(T(-0.5));
  V t = a * half;
  auto [power, r, tail] = exp_split<o::format::exponent_bias + scale>(t, o::fms(a, half, t));
  V q = r + tail;
  V hi = o::mul_add(m.hi, q, m.hi);
  V lo = o::mul_add(m.hi, tail, o::fma(m.hi, r, m.hi - hi)) + o::mul_add(m.lo, q, m.lo);
  return {power, hi, lo};
}

/// base - scale (hi + lo), rounded once but for its last bits: no cancellation loses any.
template <class V>
XACT_INLINE constexpr V subtract_product(V base, V scale, V hi, V lo) {
  using o = ops<V>;
  V difference = o::fnma(scale, hi, base);
  return difference + o::nmul_add(scale, lo, o::fnma(scale, hi, base - difference));
}

}  // namespace xact::math
