// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/exact/normal.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::exact {

/// GELU, correctly rounded: f(x) = max(x, 0) - |x| Phi(-|x|), and for f'(x) likewise Phi(-|x|) - |x| phi(x).
struct gelu {
  /// Of |x|, up to where both tails are 0.
  template <class W>
  XACT_INLINE static constexpr normal_tail<W> parts_at(W x) {
    using o = ops<W>;
    // For tiny x, half of x may lie halfway between two subnormal floats: f(x) is above that, and so is what
    // Phi(-2^-40) < 1/2 makes of it.
    return normal(o::max(W(0x1p-40), o::min(W(14.75), o::abs(x))));
  }

  template <class W>
  XACT_INLINE static constexpr W value_at(W x, const normal_tail<W>& p) {
    using o = ops<W>;
    W a = o::min(W(14.75), o::abs(x));
    return o::max(W(0.0), x) - o::divide(a * p.e * p.f(), p.d * p.sum);
  }

  template <class W>
  XACT_INLINE static constexpr W derivative_at(W x, const normal_tail<W>& p) {
    using o = ops<W>;
    return gelu_derivative(x, o::divide(p.e * p.m(), p.d));
  }
};

}  // namespace xact::math::exact
