// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/overflow.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// The constants of SELU, from tests/sollya/selu.sollya: scale = 1.0507009873554804934193349852946 and alpha
/// = 1.6732632423543772848170429916717. With them the distribution of mean 0 and variance 1 is a fixed point.
template <class T>
struct selu_constants {
  static constexpr bool single = sizeof(T) == 4;
  static constexpr T scale = static_cast<T>(single ? 0x1.0cfabep+0 : 0x1.0cfabd6a91132p+0);
  static constexpr T scale_minus_1 = static_cast<T>(single ? 0x1.9f57aep-5 : 0x1.9f57ad5222646p-5);
  /// scale alpha, and what it has lost, relative to it.
  static constexpr T scale_alpha = static_cast<T>(single ? 0x1.c212ccp+0 : 0x1.c212cc640f031p+0);
  static constexpr T scale_alpha_error = static_cast<T>(single ? 0x1.c74dcp-27 : 0x1.290280fb31bap-57);
};

/// f(x) from left = f(-|x|). The product with scale - 1 loses less than one with scale, rounded, would.
template <class V>
XACT_INLINE constexpr V selu_from_left(V x, V left) {
  using o = ops<V>;
  using T = scalar_t<V>;
  V c(selu_constants<T>::scale_minus_1), positive = o::max(V(T(0)), x), right = positive;
  if (simd::is_constant_evaluated()) {  // an overflow is no constant
    V one(T(1)), largest(power_of_2<T>(o::format::exponent_bias));
    V half = o::min(largest, positive * V(T(0.5))), up_to_1 = o::min(one, positive);
    V scaled_half = o::mul_add(half, c, half);
    right = o::select_less(one, x, scaled_half * factor_to_infinity<1>(scaled_half),
                           o::mul_add(up_to_1, c, up_to_1));
  } else {
    right = o::mul_add(positive, c, positive);
  }
  return o::select_negative(x, left, right);
}

/// f'(x) from tail = f'(-|x|).
template <class V>
XACT_INLINE constexpr V selu_derivative_from_tail(V x, V tail) {
  using T = scalar_t<V>;
  return ops<V>::select_less(V(T(0)), x, V(selu_constants<T>::scale), tail);
}

/// f'(x) from y = f(x): y + scale alpha for y <= 0, rounded once after scale alpha.
template <class V>
XACT_INLINE constexpr V selu_derivative_from_output(V y) {
  return selu_derivative_from_tail(y, y + V(selu_constants<scalar_t<V>>::scale_alpha));
}

}  // namespace xact::math
