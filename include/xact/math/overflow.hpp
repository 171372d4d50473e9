// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// 2^n for any n of a normal number of type T.
template <class T>
XACT_INLINE constexpr T power_of_2(int n) {
  using format = simd::format<T>;
  using bits = typename format::bits;
  return simd::bit_cast<T>(
      static_cast<bits>(static_cast<bits>(n + format::exponent_bias) << format::mantissa_bits));
}

/// The factor by which y becomes y 2^n, or infinity where that is too large for a number: which a constant
/// expression may not find out by an overflow, and which is none for infinite x.
template <int n, class V>
XACT_INLINE constexpr V factor_to_infinity(V y) {
  using T = scalar_t<V>;
  constexpr T last = power_of_2<T>(simd::format<T>::exponent_bias + 1 - n), scale = power_of_2<T>(n);
  return ops<V>::select_less_equal(V(last), y, V(static_cast<T>(__builtin_huge_val())), V(scale));
}

}  // namespace xact::math
