// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/exact/exp.hpp"
#include "xact/math/from_output.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::exact {

/// Sigmoid, correctly rounded: s = f(-|x|) = E / (D + E), e^-|x| = E / D; f'(x) = s (1 - s).
struct sigmoid {
  /// y (1 - y), rounded once.
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return minus_square(y, y);
  }

  /// e^-|x| = e / d.
  template <class W>
  struct parts {
    W e, d;
  };
  template <class W>
  XACT_INLINE static constexpr parts<W> parts_at(W x) {
    using o = ops<W>;
    auto e = exp(o::max(W(-105.0), o::negative_abs(x)), W(0.0));
    return {e.numerator(), e.denominator()};
  }

  /// For tiny x it is 1/2 + x/4 - x^3/48.
  template <class W>
  XACT_INLINE static constexpr W value_at(W x, const parts<W>& p) {
    using o = ops<W>;
    W y = o::divide(o::select_negative(x, p.e, p.d), p.d + p.e);
    return close_to_half(x, 0x1p-13, 0.25 - 0x1p-29, y);
  }

  template <class W>
  XACT_INLINE static constexpr W derivative_at(W, const parts<W>& p) {
    W s = ops<W>::divide(p.e, p.d + p.e);
    return ops<W>::nmul_add(s, s, s);
  }
};

}  // namespace xact::math::exact
