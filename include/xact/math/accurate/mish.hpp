// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/logistic.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/fast/mish.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

/// Mish: y = x g, g = tanh(log(1 + e^x)). With F = 2^n exp(-x) = 1 + r + tail, p = 2^(n - 1) and a = p + F,
/// it is g = 2 p a / B, B = a^2 + p^2: twice a power of two times a quotient whose residual is known, from a
/// and B in two parts. And y' = (2 p / B) h, h = a + x F (1 - 2 p^2 / B).
struct mish {
  using double_kernels = fast::mish;

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T identity = sizeof(T) == 4 ? 10 : 20;
    V one(T(1));
    V c = o::max(V(underflow<T>), o::min(V(identity), x));
    auto [power, r, tail] = exp_split<-1, bias<T>>(c, V(T(0)));
    V p = half_power(power);
    V p1 = one + p;
    V lost = p - (p1 - one);  // by 1 + p
    V a = ((p1 + r) + lost) + tail;
    V a_lo = (((p1 - a) + r) + lost) + tail;
    V a2 = o::fence(a * a), p2 = p * p;
    V b = a2 + p2;
    V b_lo = ((a2 - b) + p2) + o::fms(a, a, a2);
    V reciprocal = o::divide(one, b);
    V q = o::fence(a * reciprocal);
    V residual = o::nmul_add(q, o::mul_add(a + a, a_lo, b_lo), o::fnma(q, b, a) + a_lo);
    V scaled_x = subnormal_product(c, power);
    V y = scaled_down(o::fma(scaled_x, q, scaled_x * (residual * reciprocal)));
    return o::or_sign(o::select_less(V(identity), x, x, y), x);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T saturation = sizeof(T) == 4 ? 14 : 25;
    V one(T(1));
    V c = o::max(V(underflow<T>), o::min(V(saturation), x));
    auto [power, r, tail] = exp_split<-1, bias<T>>(c, V(T(0)));
    V p = half_power(power);
    V f = (one + r) + tail;
    V f_lo = ((one - f) + r) + tail;
    V larger = o::max(p, f), smaller = o::min(p, f);
    V a = larger + smaller;
    V a_lo = ((larger - a) + smaller) + f_lo;
    V a2 = o::fence(a * a), p2 = p * p;
    V b = a2 + p2;
    V b_lo = o::mul_add(a + a, a_lo, ((a2 - b) + p2) + o::fms(a, a, a2));
    V reciprocal = o::divide(one, b);
    V correction = o::nmul_add(b_lo, reciprocal, o::fnma(b, reciprocal, one));
    // h, which has the zero, to twice the precision
    V t = o::fence(product_plus_tiny(c, f));
    V t_lo = o::mul_add(c, f_lo, o::fms(c, f, t));
    const auto sum = simd::two_sum(a, t);
    V part = (p2 + p2) * o::mul_add(reciprocal, correction, reciprocal);
    V h = o::fnma(part, t, sum.hi);
    V h_lo = o::fnma(part, t, sum.hi - h) + (sum.lo + o::nmul_add(part, t_lo, a_lo + t_lo));
    V d = o::fence(reciprocal * h);
    V d_lo = o::mul_add(reciprocal, h_lo, o::mul_add(d, correction, o::fms(reciprocal, h, d)));
    return scaled_down((d + d_lo) * power);
  }

 private:
  /// Up to here y and y' are 0.
  template <class T>
  static constexpr T underflow = T(sizeof(T) == 4 ? -110 : -752);
  /// 2^(n + result_scale) as a number.
  template <class T>
  static constexpr int bias = result_scale<T> + ops<T>::format::exponent_bias;

  /// 2^(n - 1), or what is as negligible, from 2^(n + result_scale).
  template <class V>
  XACT_INLINE static constexpr V half_power(V power) {
    using T = scalar_t<V>;
    return power_of_two<bias<T> + 1>(power, negligible_power<T>);
  }
};

}  // namespace xact::math::accurate
