// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/sixth.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

namespace detail {

/// x where it lies between -3 and 3, else the nearer of them; NaN stays NaN.
template <class V>
XACT_INLINE constexpr V within_3(V x) {
  using T = scalar_t<V>;
  return ops<V>::max(V(T(-3)), ops<V>::min(V(T(3)), x));
}

/// y for -3 < x < 3, else 0 or 1.
template <class V>
XACT_INLINE constexpr V or_end(V x, V y) {
  using o = ops<V>;
  using T = scalar_t<V>;
  return o::select_less_equal(x, V(T(-3)), V(T(0)), o::select_less_equal(V(T(3)), x, V(T(1)), y));
}

/// On doubles, for floats on targets without FMA: x + 3 loses nothing that a float shows.
struct hard_swish_in_double {
  template <class W>
  XACT_INLINE static constexpr W eval(W x) {
    W from_minus_3 = ops<W>::max(W(-3.0), x);
    return ops<W>::or_sign(from_minus_3 * ((ops<W>::min(W(3.0), from_minus_3) + W(3.0)) * W(1.0 / 6)), x);
  }
  template <class W>
  XACT_INLINE static constexpr W eval_derivative(W x) {
    W within = within_3(x);
    return or_end(x, (within + within + W(3.0)) * W(1.0 / 6));
  }
};

}  // namespace detail

/// x (x + 3) / 6 between -3 and 3: x times both parts of the other factor.
struct hard_swish {
  using double_kernels = detail::hard_swish_in_double;
  static constexpr bool above_half_of_x = true;  // f(x) = x / 2 + x^2 / 6 between -3 and 3
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {3, 4}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    V from_minus_3 = o::max(V(T(-3)), x), within = o::min(V(T(3)), from_minus_3);
    auto [hi, lo] = shifted_sixth_in_parts(within);
    if (simd::has_fma<T> && !simd::is_constant_evaluated()) return o::fma(from_minus_3, hi, within * lo);
    // What stands in for FMA does not take the largest numbers, and a zero may have lost its sign.
    return o::select_less_equal(V(T(3)), x, x, o::or_sign(o::fma(within, hi, within * lo), x));
  }

  /// (2 x + 3) / 6.
  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    V within = detail::within_3(x);
    return detail::or_end(x, shifted_sixth(within + within));
  }
};

}  // namespace xact::math::accurate
