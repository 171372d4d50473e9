// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// c - y^2, rounded once, for y^2 <= c: the derivative from the output y, where c = y for the logistic
/// function and c = 1 for tanh.
template <class V>
XACT_INLINE constexpr V minus_square(V c, V y) {
  using o = ops<V>;
  if constexpr (double_precision<V> && !simd::has_fma<double>) {
    V zero(scalar_t<V>(0));
    const auto product = simd::two_prod(zero - y, y);
    const auto sum = simd::fast_two_sum(c, product.hi);
    const auto rest = simd::fast_two_sum(sum.lo, product.lo);
    return sum.hi + o::to_odd(rest.hi, rest.lo);
  } else {
    return o::fnma(y, y, c);
  }
}

/// s (1 - s) for the fast tier: with FMA rounded once, and without it by a product that does not underflow
/// where s^2 would.
template <class V>
XACT_INLINE constexpr V logistic_variance(V s) {
  if constexpr (simd::has_fma<scalar_t<V>>)
    return minus_square(s, s);
  else
    return s * (V(scalar_t<V>(1)) - s);
}

}  // namespace xact::math
