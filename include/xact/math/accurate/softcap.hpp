// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/logistic.hpp"
#include "xact/math/accurate/tanh.hpp"
#include "xact/math/fast/softcap.hpp"
#include "xact/math/softcap.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

/// cap tanh(z) and 1 - tanh(z)^2 for z = x / cap in two parts. Next to 0 it is x.
struct softcap : softcap_parameter {
  using double_kernels = fast::softcap;
  template <class T>
  static constexpr simd::unrolling unroll = tanh::unroll<T>;

  using softcap_parameter::softcap_parameter;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    const cap_constants<T> k(cap);
    V a = o::abs(x), factor(k.cap);
    V c = o::min(V(k.cap * T(sizeof(T) == 4 ? 9.1 : 22)), a);  // beyond it, tanh rounds to 1
    const auto z = quotient(c, k);
    const auto y = tanh_in_two_parts(z.hi, z.lo);
    V capped = o::fma(factor, y.hi, factor * y.lo);
    V linear(k.cap * T(sizeof(T) == 4 ? 0x1p-13 : 0x1p-28));  // x - x^3 / (3 cap^2) rounds to x, or nearly
    return o::or_sign(o::select_less(a, linear, a, capped), x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    const cap_constants<T> k(cap);
    V c = o::max(V(k.cap * T(sizeof(T) == 4 ? -53.5 : -374.5)), o::negative_abs(x));
    const auto z = quotient(c, k);
    return logistic_derivative<2>(z.hi + z.hi, z.lo + z.lo);
  }

  /// (cap - y) (cap + y) / cap^2, all in two parts.
  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    const cap_constants<T> k(cap);
    const auto inverse_square = k.inverse_square();
    V c(k.cap), zero(T(0)), inverse_hi(inverse_square.hi), inverse_lo(inverse_square.lo);
    const auto below = simd::fast_two_sum(c, zero - y), above = simd::fast_two_sum(c, y);
    V p = o::fence(below.hi * above.hi);
    V p_lo = o::fma(below.hi, above.lo, o::fma(below.lo, above.hi, o::fms(below.hi, above.hi, p)));
    return o::fma(p, inverse_hi, o::fma(p, inverse_lo, p_lo * inverse_hi));
  }

  XACT_INLINE constexpr void round_parameters_to_float() { cap = simd::rounded_to_float(cap); }
  XACT_INLINE constexpr auto in_double() const { return double_kernels(simd::rounded_to_float(cap)); }

 private:
  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> quotient(V x, const cap_constants<scalar_t<V>>& k) {
    using o = ops<V>;
    V z = x * V(k.inverse);
    return {z, o::mul_add(x, V(k.inverse_lo), o::fms(x, V(k.inverse), z))};
  }
};

}  // namespace xact::math::accurate
