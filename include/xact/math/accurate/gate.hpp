// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/logistic.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

/// y = x s and y' = s (1 + x z' (1 - s)), s = 1 / (1 + exp(-z)), where z = z(x) is odd and rises. Method:
/// that of sigmoid, with z in two parts. An Argument says what z is, by static members, where x2 is x^2:
///
///     z(x, x2)                   in two parts
///     times_derivative(x, x2)    x z', in two parts
///     underflow<T>               up to here y and y' are 0
///     identity<T>                beyond this y is x
template <class Argument>
struct gate {
  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T underflow = Argument::template underflow<T>, identity = Argument::template identity<T>;
    V c = o::max(V(underflow), o::min(V(identity), x));
    const auto z = Argument::z(c, product_plus_tiny(c, c));
    auto [y, correction] = logistic(z.hi, z.lo);
    V gated = scaled_down(o::fma(c, y, subnormal_product(c, y) * correction));
    return o::or_sign(o::select_less(V(identity), x, x, gated), x);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    V one(T(1));
    V c = o::max(V(Argument::template underflow<T>), o::negative_abs(x));
    V c2 = product_plus_tiny(c, c);
    const auto z = Argument::z(c, c2), xz = Argument::times_derivative(c, c2);
    auto [power, y, s, g, g_lo, correction] = logistic_of_negative<result_scale<T>>(z.hi, z.lo);
    // y'(c) = s h, h = 1 + c z' (1 - s), to twice the precision: h has the zero
    V p = o::fence(xz.hi * g);
    V p_lo = o::fma(xz.hi, o::fnma(s, correction, g_lo), o::mul_add(xz.lo, g, o::fms(xz.hi, g, p)));
    const auto h = simd::two_sum(one, p);
    V d = o::fence(y * h.hi);
    V d_lo = o::mul_add(y, h.lo + p_lo, o::mul_add(d, correction, o::fms(y, h.hi, d)));
    V base = o::select_negative(x, V(T(0)), V(scale_up<T>));
    V scale = o::xor_sign(o::template add_exponent<o::format::exponent_bias>(power), x);
    return scaled_down(subtract_product(base, scale, {d, d_lo}));
  }
};

}  // namespace xact::math::accurate
