#pragma once

#include "xact/core/config.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

// Exception flags are for results, not for steps on the way: sigmoid(1e-30) is 0.5, and x * x must not raise
// underflow there. Where a value ends up beside a 1, something tiny may be added to it first, most often for
// nothing, as the third operand of a fused multiply-add. Without FMA the steps underflow as they come: there
// a multiply-add takes several operations, and they raise flags of their own.

/// Nothing next to 1; its own square and the last bit of that are normal numbers.
template <class T>
inline constexpr T tiny = !XACT_HAS_FMA    ? T(0)
                          : sizeof(T) == 4 ? T(0x1p-50)
                                           : T(0x1p-100);

/// x + tiny.
template <class V>
XACT_INLINE constexpr V plus_tiny(V x) {
  if constexpr (XACT_HAS_FMA)
    return x + V(tiny<scalar_t<V>>);
  else
    return x;
}

/// a b + tiny.
template <class V>
XACT_INLINE constexpr V product_plus_tiny(V a, V b) {
  if constexpr (XACT_HAS_FMA)
    return ops<V>::fma(a, b, V(tiny<scalar_t<V>>));
  else
    return a * b;
}

/// (p - tiny) b for p = product_plus_tiny(...), if b is b0 wherever tiny is not nothing next to p: for what
/// ends up beside something as small as itself.
template <class V>
XACT_INLINE constexpr V product_without_tiny(V p, V b, scalar_t<V> b0) {
  if constexpr (XACT_HAS_FMA)
    return ops<V>::fma(p, b, V(-tiny<scalar_t<V>> * b0));
  else
    return p * b;
}

/// a b, where it or a factor is subnormal now and then; whether it is 0 or -0 does not matter. A product that
/// becomes subnormal holds up Zen 5 for 15 to 40 cycles, a fused multiply-add does not.
template <class V>
XACT_INLINE constexpr V subnormal_product(V a, V b) {
  if constexpr (XACT_HAS_FMA) {
    if (!simd::is_constant_evaluated()) return ops<V>::fma(a, b, V(scalar_t<V>(0)));
  }
  return a * b;
}

}  // namespace xact::math
