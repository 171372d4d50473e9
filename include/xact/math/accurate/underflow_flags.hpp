// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

// Exception flags are for results, not for steps on the way: sigmoid(1e-30) is 0.5, and x * x must not raise
// underflow there. Where a value is going to be added to 1, something tiny may be added to it first, most
// often at no cost, as the third operand of a fused multiply-add. Without FMA the steps may underflow: a
// multiply-add takes several operations there, which raise flags of their own.

/// Too small to change 1, yet its square is normal to the last bit.
template <class T>
inline constexpr T tiny = !simd::has_fma<T> ? T(0)
                          : sizeof(T) == 4  ? T(0x1p-50)
                                            : T(0x1p-100);

/// x + tiny.
template <class V>
XACT_INLINE constexpr V plus_tiny(V x) {
  if constexpr (simd::has_fma<scalar_t<V>>)
    return x + V(tiny<scalar_t<V>>);
  else
    return x;
}

/// a b + tiny.
template <class V>
XACT_INLINE constexpr V product_plus_tiny(V a, V b) {
  if constexpr (simd::has_fma<scalar_t<V>>)
    return ops<V>::fma(a, b, V(tiny<scalar_t<V>>));
  else
    return a * b;
}

/// (p - tiny) b for p = product_plus_tiny(...), if b is b0 wherever p is so small that tiny counts: for a
/// product that is going to be added to something as small as itself.
template <class V>
XACT_INLINE constexpr V product_without_tiny(V p, V b, scalar_t<V> b0) {
  if constexpr (simd::has_fma<scalar_t<V>>)
    return ops<V>::fma(p, b, V(-tiny<scalar_t<V>> * b0));
  else
    return p * b;
}

/// a b, for products that are subnormal now and then, or have a subnormal factor, and whose zero may have
/// either sign. A product that becomes subnormal holds up Zen 5 for 15 to 40 cycles, a fused multiply-add
/// does not.
template <class V>
XACT_INLINE constexpr V subnormal_product(V a, V b) {
  if constexpr (simd::has_fma<scalar_t<V>>) {
    if (!simd::is_constant_evaluated()) return ops<V>::fma(a, b, V(scalar_t<V>(0)));
  }
  return a * b;
}

}  // namespace xact::math::accurate
