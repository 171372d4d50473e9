// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/mills.hpp"
#include "xact/math/accurate/normal.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/fast/gelu.hpp"
#include "xact/math/narrow/gelu.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

/// GELU: f(x) = max(x, 0) - |x| exp(-x^2/2) Q(|x|), Q as in math/accurate/mills.hpp.
struct gelu {
  using double_kernels = fast::gelu;
  template <class T>
  static constexpr bool looks_up = sizeof(T) == 4 && simd::has_fma<T>;
  template <class T>
  static constexpr simd::unrolling unroll = {
      .forward = {looks_up<T> ? 2 : 4, 4},
      .derivative = {looks_up<T> ? 2 : 4, 4},
      .both = {sizeof(T) == 4 ? 2 : 4, sizeof(T) == 4 ? 2 : 4}};  // also in double, where there is no FMA
  static constexpr bool above_half_of_x = true;  // f(x) = x / 2 + x (Phi(x) - 1/2), an even, positive term

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    V a = magnitude(x);
    return value_from(x, a, normal_exp(a));
  }

  template <class Format, class V>
  XACT_INLINE static constexpr V eval_narrow(V x) {
    return narrow::gelu<Format>(x);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    V a = magnitude(x);
    return derivative_from(x, a, normal_exp(a));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    V a = magnitude(x);
    const auto e = normal_exp(a);
    return {value_from(x, a, e), derivative_from(x, a, e)};
  }

 private:
  /// |x| up to where both tails are 0.
  template <class V>
  XACT_INLINE static constexpr V magnitude(V x) {
    using T = scalar_t<V>;
    constexpr T underflow = sizeof(T) == 4 ? 14.75 : 39.5;
    return ops<V>::min(V(underflow), ops<V>::abs(x));
  }

  /// max(x, 0) - a exp(-a^2 / 2) Q(a).
  template <class V>
  XACT_INLINE static constexpr V value_from(V x, V a, const exp_parts<V>& e) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T identity = sizeof(T) == 4 ? 13 : 38;
    V base = o::select_negative(x, V(T(0)), subnormal_product(a, V(scale_up<T>)));
    V y = scaled_down(subtract_product(base, subnormal_product(e.power, a), product(e, mills_q(a))));
    return o::or_sign(o::select_less(V(identity), x, x, y), x);
  }

  /// exp(-a^2 / 2) K(a) for x < 0, 1 minus that for x >= 0.
  template <class V>
  XACT_INLINE static constexpr V derivative_from(V x, V a, const exp_parts<V>& e) {
    using o = ops<V>;
    using T = scalar_t<V>;
    V base = o::select_negative(x, V(T(0)), V(scale_up<T>));
    return scaled_down(subtract_product(base, o::xor_sign(e.power, x), product(e, mills_k(a))));
  }
};

}  // namespace xact::math::accurate
