// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

namespace detail {

// 1/6 to twice the precision: six times the nearest number is 1 + 2^-25 in float, 1 - 2^-54 in double.
template <class T>
inline constexpr T sixth = T(1) / 6;
template <class T>
inline constexpr T sixth_low = (sizeof(T) == 4 ? T(-0x1p-26) : T(0x1p-55)) / 3;

/// What shifted_sixth adds to t / 6, for t = x + 3 rounded: what t has lost of x, and 1/6 of its digits. It
/// is never so small that it would underflow for tiny x, for t is 3 then.
template <class V>
XACT_INLINE constexpr V sixth_of_what_is_lost(V x, V t) {
  using T = scalar_t<V>;
  return ops<V>::fma(x - (t - V(T(3))), V(sixth<T>), t * V(sixth_low<T>));
}

}  // namespace detail

/// (x + 3) / 6 for -6 <= x <= 6, correctly rounded or nearly, and 0 at -3: that is where x + 3 is exact.
template <class V>
XACT_INLINE constexpr V shifted_sixth(V x) {
  using T = scalar_t<V>;
  V t = x + V(T(3));
  return ops<V>::fma(t, V(detail::sixth<T>), detail::sixth_of_what_is_lost(x, t));
}

/// The same to twice the precision. The low part is 0 for tiny x.
template <class V>
XACT_INLINE constexpr simd::unevaluated_sum<V> shifted_sixth_in_parts(V x) {
  using o = ops<V>;
  using T = scalar_t<V>;
  V t = x + V(T(3)), sixth(detail::sixth<T>);
  V lost = detail::sixth_of_what_is_lost(x, t);
  V hi = o::fma(t, sixth, lost);
  return {hi, o::fms(t, sixth, hi) + lost};
}

}  // namespace xact::math::accurate
