// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/exp_series.hpp"
#include "xact/math/fast/exp.hpp"
#include "xact/math/overflow.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

// e^x and e^x - 1, and for the exponential linear units a (1 - e^t) and a e^t, t <= 0.

/// Below this, a (e^t - 1) rounds to -a.
template <class T>
inline constexpr T expm1_saturates = T(sizeof(T) == 4 ? -18 : -38);

/// e^(t + t_lo) = 2^n (1 + r + tail), where tail is relative to r, and 0 for t = 0; t_lo is a correction
/// below the last bit of t.
template <class V>
XACT_INLINE constexpr exp_parts<V> expm1_split(V t, V t_lo) {
  return exp_split<1, ops<V>::format::exponent_bias, expm1_rest>(t, t_lo);
}
template <class V>
XACT_INLINE constexpr exp_parts<V> expm1_split(V t) {
  return expm1_split(t, V(scalar_t<V>(0)));
}

/// e.power, and NaN where r is: of NaN the power is any number, whose product with a may be subnormal.
template <class V>
XACT_INLINE constexpr V power_or_nan(const exp_parts<V>& e) {
  return ops<V>::mul_add(e.r, V(scalar_t<V>(0)), e.power);
}

/// a (1 + a_error) (1 - e^t) for a >= 0, t <= 0, where e^t = power (1 + r + tail), and linear x is a power r,
/// exactly. It is +0 for t = 0.
template <class V>
XACT_INLINE constexpr V times_from_one(V a, scalar_t<V> a_error, const exp_parts<V>& e, V linear, V x) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr bool scaled = !simd::has_fma<T>;  // an emulated product loses bits where it is subnormal
  if constexpr (scaled) {
    a = a * V(scale_up<T>);
    linear = linear * V(scale_up<T>);
  }
  V scale = a * e.power;
  V base = a - scale;
  V base_lo = (a - base) - scale;
  V y = o::fnma(scale, e.r + e.tail, base);
  V lost = o::fnma(linear, x, base - y) + base_lo;
  lost = o::nmul_add(scale, e.tail, lost);
  if (a_error != 0) lost = o::mul_add(y, V(a_error), lost);
  y = y + lost;
  if constexpr (scaled) y = scaled_down(y);
  return y;
}
template <class V>
XACT_INLINE constexpr V times_from_one(V a, scalar_t<V> a_error, const exp_parts<V>& e) {
  V power = power_or_nan(e);
  return times_from_one(a, a_error, exp_parts<V>{power, e.r, e.tail}, a * power, e.r);
}

/// 1 - e^(t + t_lo), expm1_saturates <= t <= 0; +0 for t = 0.
template <class V>
XACT_INLINE constexpr V one_minus_exp(V t, V t_lo) {
  return times_from_one(V(scalar_t<V>(1)), 0, expm1_split(t, t_lo));
}

/// a e^t = 2^-result_scale a power (1 + r + tail).
template <class V>
XACT_INLINE constexpr V times(V a, const exp_parts<V>& e) {
  V scale = subnormal_product(a, power_or_nan(e));
  return scaled_down(ops<V>::fma(scale, e.r + e.tail, scale));
}

/// a e^(t + t_lo), t <= 0, |a| <= 2^40.
template <class V>
XACT_INLINE constexpr V times_exp(V a, V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr T underflow = T(sizeof(T) == 4 ? -131.7 : -773);  // 2^40 times that is 0
  return times(a, exp_split<1, o::format::exponent_bias + result_scale<T>>(o::max(V(underflow), t), t_lo));
}

/// e^x: two factors of 2^n, so that neither overflows or underflows where e^x does not.
struct exp {
  using double_kernels = fast::exp;

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr bool single = sizeof(T) == 4;
    constexpr T underflow = single ? -104 : -746, overflow = fast::exp_overflows<T>;
    constexpr int bias = o::format::exponent_bias, scale = result_scale<T>;
    auto [n, r, tail] = exp_split<1, 0>(o::max(V(underflow), o::min(V(overflow), x)), V(T(0)));
    V power = o::select_negative(x, o::template add_exponent<bias + scale>(n),
                                 o::template add_exponent<bias - scale>(n));
    V y = o::fma(power, r + tail, power);
    return subnormal_product(y, o::select_negative(x, V(scale_down<T>), factor_to_infinity<scale>(y)));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return eval(x);
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    V y = eval(x);
    return {y, y};
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return y;
  }
};

/// e^x - 1 = (2^n - 1) + 2^n (r + tail), rounded once or nearly. From 1 on it is computed 2^-result_scale
/// times as large, since 2^n may be infinite.
struct expm1 {
  using double_kernels = fast::expm1;

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T overflow = fast::exp_overflows<T>;
    constexpr int scale = result_scale<T>;
    V unit(T(1));
    auto [power, r, tail] = expm1_split(o::max(V(expm1_saturates<T>), o::min(V(overflow), x)));
    V one = o::select_less(unit, x, V(scale_down<T>), unit);
    power = o::select_less(unit, x, o::template add_exponent<-scale>(power), power);
    V base = power - one;
    V base_lo = (power - base) - one;
    V y = o::fma(power, r + tail, base);
    V difference = base - y;
    V lost = o::fma(power, r, difference) + (((base - difference) - y) + base_lo);
    y = y + o::mul_add(power, tail, lost);
    return o::or_sign(y * o::select_less(unit, x, factor_to_infinity<scale>(y), unit), x);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return exp::eval(x);
  }

  /// y + 1, rounded once.
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return y + V(scalar_t<V>(1));
  }
};

}  // namespace xact::math::accurate
