// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

/// Below this, 1 - exp(t) rounds to 1.
template <class T>
inline constexpr T one_minus_exp_saturates = sizeof(T) == 4 ? T(-18) : T(-38);

/// 1 - exp(t + t_lo), one_minus_exp_saturates <= t <= 0, with t_lo a correction below the last bit of t; +0
/// for t = 0. With e^t = 2^n (1 + r + tail) it is (1 - 2^n) - 2^n (r + tail), rounded once but for its last
/// bits. For tiny t, tail comes without what keeps it from underflow.
template <class V>
XACT_INLINE constexpr V one_minus_exp(V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  V one(T(1)), without_tiny(-tiny<T> * exp_constants<T>::p().c[0]);
  auto [power, r, tail] = exp_split<1, o::format::exponent_bias>(t, t_lo + without_tiny);
  V base = one - power;
  V base_lo = (one - base) - power;
  V y = o::fnma(power, r + tail, base);
  return y + o::nmul_add(power, tail, o::fnma(power, r, base - y) + base_lo);
}

}  // namespace xact::math::accurate
