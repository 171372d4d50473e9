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
/// that of sigmoid, with z in two parts. An Argument says what z is, by its members, where x2 is x^2:
///
///     z(x, x2)                   in two parts
///     times_derivative(x, x2)    x z', in two parts
///     underflow<T>()             up to here y and y' are 0
///     identity<T>()              beyond this y is x
template <class Argument>
struct gate : Argument {
  XACT_INLINE constexpr gate() noexcept {}  // not defaulted: CUDA
  XACT_INLINE constexpr explicit gate(const Argument& argument) : Argument(argument) {}

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    V identity(Argument::template identity<T>());
    V c = o::max(V(Argument::template underflow<T>()), o::min(identity, x));
    const auto z = Argument::z(c, product_plus_tiny(c, c));
    auto [y, correction] = logistic(z.hi, z.lo);
    V gated = scaled_down(o::fma(c, y, subnormal_product(c, y) * correction));
    return o::or_sign(o::select_less(identity, x, x, gated), x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    V one(T(1));
    V c = o::max(V(Argument::template underflow<T>()), o::negative_abs(x));
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

/// A gate whose z is a product, so that it is cheap: x is divided by 1 + exp(-z). Close to 0 some steps
/// underflow. Here y and y' may reach 0 in different places, and an Argument also has
///
///     underflow_of_value<T>()    up to here y is 0
template <class Argument>
struct gate_of_product : gate<Argument> {
  using gate<Argument>::gate;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    V identity(Argument::template identity<T>());
    V c = o::max(V(Argument::template underflow_of_value<T>()), o::min(identity, x));
    const auto z = Argument::z(c, c);
    V gated = times_logistic(c, z.hi, z.lo);
    return o::or_sign(o::select_less(identity, x, x, gated), x);
  }
};

}  // namespace xact::math::accurate
