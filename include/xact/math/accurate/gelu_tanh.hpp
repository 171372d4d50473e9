// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>

#include "xact/base/config.hpp"
#include "xact/math/accurate/gate.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/fast/gelu_tanh.hpp"
#include "xact/math/narrow/gelu_tanh.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

namespace detail {

/// z = c1 x + c3 x^3, c1 = 2 sqrt(2 / pi), c3 = 0.044715 c1, each in two parts; c1_hi is short enough for
/// c1_hi - (c1_hi + c3 x^2) to be exact.
struct gelu_tanh_argument {
  template <class T>
  XACT_INLINE static constexpr T underflow() {
    return T(sizeof(T) == 4 ? -11 : -21.6);
  }
  template <class T>
  XACT_INLINE static constexpr T identity() {
    return T(sizeof(T) == 4 ? 5.2 : 7.2);
  }

  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> z(V x, V x2) {
    return odd_cubic(x, x2, constants<scalar_t<V>>::c3_hi, constants<scalar_t<V>>::c3_lo);
  }
  /// x z' = c1 x + 3 c3 x^3.
  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> times_derivative(V x, V x2) {
    return odd_cubic(x, x2, constants<scalar_t<V>>::c9_hi, constants<scalar_t<V>>::c9_lo);
  }

 private:
  template <class T>
  struct constants {
    static constexpr bool single = sizeof(T) == 4;
    static constexpr T c1_hi = static_cast<T>(single ? 0x1.988p+0 : 0x1.9884530p+0);
    static constexpr T c1_lo = static_cast<T>(single ? 0x1.14cf5p-14 : 0x1.ea1b284687e5ap-27);
    static constexpr T c3_hi = static_cast<T>(single ? 0x1.2444f2p-4 : 0x1.2444f2a4d8b4bp-4);
    static constexpr T c3_lo = static_cast<T>(single ? 0x1.49b16ap-29 : -0x1.6c843a29d1c7p-61);
    static constexpr T c9_hi = static_cast<T>(single ? 0x1.b6676cp-3 : 0x1.b6676bf7450f0p-3);
    static constexpr T c9_lo = static_cast<T>(single ? -0x1.175e2p-32 : 0x1.bba7351828aabp-57);
  };
  template <class V, class T = scalar_t<V>>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> odd_cubic(V x, V x2, T c_hi, T c_lo) {
    using o = ops<V>;
    using k = constants<T>;
    V x2_lo = o::fms(x, x, x2);
    V w = o::fma(V(c_hi), x2, V(k::c1_hi));
    V w_lo = o::fma(V(c_hi), x2, V(k::c1_hi) - w) +
             o::mul_add(V(c_hi), x2_lo, o::mul_add(V(c_lo), x2, V(k::c1_lo)));
    V z = product_plus_tiny(x, w);
    return {z, o::mul_add(x, w_lo, o::fms(x, w, z))};
  }
};

}  // namespace detail

/// GELU's tanh form, which is a gate.
struct gelu_tanh : gate<detail::gelu_tanh_argument> {
  using double_kernels = fast::gelu_tanh;
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {4, sizeof(T) == 4 ? 6 : 4}, .narrow = {2, 6}};
  static constexpr bool above_half_of_x = true;  // f(x) = x / 2 + x (s - 1/2), an even, positive term

  template <class Format, class V>
  XACT_INLINE static constexpr V eval_narrow(V x) {
    return narrow::gelu_tanh<Format>(x);
  }
};

}  // namespace xact::math::accurate
