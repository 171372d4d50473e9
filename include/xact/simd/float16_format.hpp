// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

#include "xact/base/config.hpp"
#include "xact/simd/ops.hpp"

// The two formats of 16 bits, to and from float, in integer arithmetic and for any V: a scalar, also in
// constant expressions, or a batch. A pattern of 16 bits lies in one of 32, at `position`; the rest is 0
// before widening, and anything after rounding. Rounding is to nearest, halfway to even, subnormal numbers
// included; NaN stays NaN and becomes quiet, and keeps what fits of its payload: as the instructions do that
// some processors have.
//
// What lies halfway between two numbers of 16 bits may have been rounded there. any_halfway() finds such
// floats, and may find a float just beside.

namespace xact::simd {

template <class V>
using integers_of = typename ops<V>::integers;

/// bfloat16: the upper half of a float.
struct bfloat16_format {
  static constexpr int position = 16;
  static constexpr int minus_infinity = 0xff80 - 0x1'0000;  ///< its pattern as a signed integer

  template <class V>
  XACT_INLINE static constexpr V widen(integers_of<V> pattern) {
    return ops<V>::from_bits(pattern);
  }

  template <class V>
  XACT_INLINE static constexpr integers_of<V> round(V y) {
    using o = ops<V>;
    using I = integers_of<V>;
    I bits = o::to_bits(y);
    V nearest = o::from_bits(bits + I(0x7fffu) + ((bits >> 16) & I(1u)));
    V quiet = o::from_bits(bits | I(0x40'0000u));
    return o::to_bits(o::select_less_equal(y, y, nearest, quiet));
  }

  template <class V>
  XACT_INLINE static constexpr bool any_halfway(V y) {
    using I = integers_of<V>;
    return ops<V>::any_equal(ops<V>::to_bits(y) & I(0xffffu), I(0x8000u));
  }
};

/// float16: binary16 of IEEE 754, 5 bits of exponent and 10 of mantissa.
struct float16_format {
  static constexpr int position = 0;
  static constexpr int minus_infinity = 0xfc00 - 0x1'0000;

  template <class V>
  XACT_INLINE static constexpr V widen(integers_of<V> pattern) {
    using o = ops<V>;
    using I = integers_of<V>;
    I magnitude = (pattern & I(0x7fffu)) << lost_bits, sign = (pattern & I(0x8000u)) << 16;
    V normal = o::from_bits(magnitude + I(bias));
    V subnormal = o::from_bits(magnitude + I(bias + (1u << 23))) - V(smallest);
    I special = magnitude + I(2 * bias);
    V y = o::select_less(normal, V(smallest), subnormal, normal);
    V beyond = o::select_less_equal(normal, V(0x1p16f), o::from_bits(special),
                                    o::from_bits(special | I(0x40'0000u)));  // infinity or NaN
    y = o::select_less(normal, V(0x1p16f), y, beyond);
    return o::from_bits(o::to_bits(y) | sign);
  }

  template <class V>
  XACT_INLINE static constexpr integers_of<V> round(V y) {
    using o = ops<V>;
    using I = integers_of<V>;
    V a = o::abs(y);
    I bits = o::to_bits(a), sign = o::to_bits(y) >> 31 << 15;
    I infinity(0x7c00u);
    I normal = (bits + I(0xfffu - bias) + ((bits >> lost_bits) & I(1u))) >> lost_bits;
    I subnormal = o::to_bits(o::min(a, V(1)) + V(0.5f)) - I(0x3f00'0000u);  // of 0.5, the last bit is 2^-24
    I nan = ((bits >> lost_bits) & I(0x3ffu)) | I(0x7e00u);
    V magnitude = o::select_less(a, V(smallest), o::from_bits(subnormal), o::from_bits(normal));
    V special = o::select_less_equal(a, V(__builtin_huge_valf()), o::from_bits(infinity), o::from_bits(nan));
    return o::to_bits(o::select_less(a, V(0x1.ffep15f), magnitude, special)) | sign;
  }

  template <class V>
  XACT_INLINE static constexpr bool any_halfway(V y) {
    using o = ops<V>;
    using I = integers_of<V>;
    V a = o::abs(y);
    V in_line = o::select_less(a, V(smallest), a + V(smallest), a);  // all lose the same bits
    return o::any_equal(o::to_bits(in_line) & I(0x1fffu), I(0x1000u));
  }

 private:
  static constexpr int lost_bits = 13;
  static constexpr std::uint32_t bias = (127u - 15u) << 23;
  static constexpr float smallest = 0x1p-14f;  ///< normal number
};

}  // namespace xact::simd
