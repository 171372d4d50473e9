// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::fast {

/// Mish in the fast tier: f(x) = x N A / Z with e^x = N / D, A = N + 2 D, Z = N A + 2 D^2, and f'(x) = (N /
/// Z) h, h = A + 2 x D (1 - N^2 / Z).
struct mish {
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {sizeof(T) == 4 ? 5 : 4, 4}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    x = o::max(V(underflow<scalar_t<V>>), x);
    return value_from(x, parts_at(x));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    using o = ops<V>;
    x = o::max(V(underflow<scalar_t<V>>), x);
    return derivative_from(parts_at(x));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    using o = ops<V>;
    x = o::max(V(underflow<scalar_t<V>>), x);
    auto e = parts_at(x);
    return {value_from(x, e), derivative_from(e)};
  }

 private:
  /// Up to here e^x is 0 for exp2_quotient<0>.
  template <class T>
  static constexpr T underflow = T(sizeof(T) == 4 ? -88 : -709);
  /// From here on N A / Z and f'(x) are 1: just here f'(x) is so as it is rounded, with FMA and without.
  template <class T>
  static constexpr T saturation = T(sizeof(T) == 4 ? 13 : 24.5);

  template <class V>
  struct parts {
    V c, n, d, na, z;
  };
  template <class V>
  XACT_INLINE static constexpr parts<V> parts_at(V x) {
    using o = ops<V>;
    V c = o::min(V(saturation<scalar_t<V>>), x);
    auto [n, d] = exp2_quotient<0>(c, V(half_log2_e<scalar_t<V>>));
    V d2 = d + d, na = n * (n + d2);
    return {c, n, d, na, o::mul_add(d2, d, na)};
  }
  template <class V>
  XACT_INLINE static constexpr V value_from(V x, const parts<V>& e) {
    return x * ops<V>::divide(e.na, e.z);
  }
  template <class V>
  XACT_INLINE static constexpr V derivative_from(const parts<V>& e) {
    using o = ops<V>;
    V s = o::divide(e.n, e.z), d2 = e.d + e.d;
    V h = o::mul_add(e.c * d2, o::nmul_add(e.n, s, V(scalar_t<V>(1))), e.n + d2);
    return s * h;
  }
};

}  // namespace xact::math::fast
