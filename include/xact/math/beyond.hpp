// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// 1 where |x| > bound, else 0; NaN stays NaN.
template <class V>
XACT_INLINE constexpr V is_beyond(V bound, V x) {
  using o = ops<V>;
  V zero(scalar_t<V>(0)), one(scalar_t<V>(1)), size = o::abs(x);
  return o::select_less(bound, size, one, o::select_less_equal(size, bound, zero, x));
}

}  // namespace xact::math
