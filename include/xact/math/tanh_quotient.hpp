// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// tanh(|x|) = n / d and 1 - tanh(|x|) = e / d.
template <class V>
struct tanh_parts {
  V n, e, d;

  /// tanh(|x|).
  XACT_INLINE constexpr V value() const { return ops<V>::divide(n, d); }
  /// 1 - tanh(x)^2 = u (2 - u), u = e / d.
  XACT_INLINE constexpr V derivative() const {
    V u = ops<V>::divide(e, d);
    return ops<V>::nmul_add(u, u, u + u);
  }
};

/// The parts from e^-2|x| = power (p + f) / (p - f), with sum = p + f. For tiny x, n is -2f with all its
/// bits.
template <class V>
XACT_INLINE constexpr tanh_parts<V> tanh_of_exp(V power, V sum, V f) {
  V n = ops<V>::mul_sub(V(scalar_t<V>(1)) - power, sum, f + f);
  V e = power * (sum + sum);
  return {n, e, n + e};
}

}  // namespace xact::math
