// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/exact/exp.hpp"
#include "xact/math/from_output.hpp"
#include "xact/math/tanh_quotient.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::exact {

/// tanh, correctly rounded: with e^-2|x| = E / D, f(|x|) = (D - E) / (D + E); f'(x) = u (2 - u),
/// u = 2 E / (D + E).
struct tanh {
  static constexpr bool odd = true;

  /// (1 - y) (1 + y), rounded once.
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return minus_square(V(scalar_t<V>(1)), y);
  }

  template <class W>
  XACT_INLINE static constexpr tanh_parts<W> parts_at(W x) {
    W half = ops<W>::max(W(-53.0), ops<W>::negative_abs(x));
    auto [power, p, r] = exp(half + half, W(0.0));
    return tanh_of_exp(power, p + r, r);
  }

  template <class W>
  XACT_INLINE static constexpr W value_at(W, const tanh_parts<W>& p) {
    return p.value();
  }

  template <class W>
  XACT_INLINE static constexpr W derivative_at(W, const tanh_parts<W>& p) {
    return p.derivative();
  }
};

}  // namespace xact::math::exact
