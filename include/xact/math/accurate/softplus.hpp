// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/expm1.hpp"
#include "xact/math/accurate/log1p_exp.hpp"
#include "xact/math/accurate/logistic.hpp"
#include "xact/math/accurate/sigmoid.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/fast/softplus.hpp"
#include "xact/math/softplus_beta.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

/// Softplus: max(x, 0) + log(1 + exp(-|beta x|)) / beta, with beta x and 1 / beta in two parts. Whether beta
/// is 1, so that they are not needed, is asked once for all that is computed side by side.
struct softplus : softplus_beta {
  using double_kernels = fast::softplus;
  using softplus_beta::softplus_beta;

  XACT_INLINE constexpr auto in_double() const { return double_kernels(simd::rounded_to_float(beta)); }

  /// From a small output y, it is 1 - e^(-beta y) < beta y.
  XACT_INLINE constexpr bool rounds_away_from_0(double y, double derivative) const {
    return derivative < 0x1p-40 && derivative == beta * y;
  }

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using o = ops<V>;
    if (beta == 1) return softplus_of(x);
    const auto scale = scale_for<scalar_t<V>>();
    V c = clamped(x, scale);
    const auto z = product(o::negative_abs(c), scale.beta);
    auto log1p = log1p_exp(z.hi, z.lo);
    V inverse(scale.inverse), power = o::template add_exponent<o::format::exponent_bias>(log1p.power);
    V quotient = o::fence(log1p.y * inverse);
    V y = quotient * power, y_lo = o::fms(log1p.y, inverse, quotient) * power;
    auto sum = softplus_sum_of(x, c, y);
    return sum.value(sum.smaller + o::fma(y, log1p.correction + V(scale.correction), y_lo));
  }

  /// sigmoid(beta x).
  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    if (beta == 1) return sigmoid::eval(x);
    const auto scale = scale_for<scalar_t<V>>();
    const auto z = product(clamped(x, scale), scale.beta);
    auto s = logistic(z.hi, z.lo);
    return scaled_down(ops<V>::mul_add(s.y, s.correction, s.y));
  }

  /// 1 - exp(-beta y).
  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    if constexpr (single_precision<V> && !simd::has_fma<float>)
      return widening<V>::narrow(in_double().eval_derivative_from_output(widening<V>::widen(y)));
    constexpr T saturates = expm1_saturates<T>, near_0 = sizeof(T) == 4 ? T(0x1p-40) : T(0x1p-200);
    V zero(T(0));
    if (beta == 1) return one_minus_exp(o::max(V(saturates), o::xor_sign(y, V(T(-0.0)))), zero);
    const auto scale = scale_for<T>();
    V c = o::min(V(-saturates * scale.inverse), y), b(-scale.beta), low(near_0 * scale.inverse);
    // Next to 0 the low part of the product means nothing, and would be subnormal.
    V large = o::max(low, c), t = o::fence(large * b);
    return one_minus_exp(o::fence(c * b), o::select_less(c, low, zero, o::fms(large, b, t)));
  }

 private:
  /// x up to where neither function of it changes any more.
  template <class V, class T>
  XACT_INLINE static constexpr V clamped(V x, const factors<T>& by) {
    return ops<V>::max(V(log1p_exp_underflow<T> * by.inverse),
                       ops<V>::min(V(log1p_exp_identity<T> * by.inverse), x));
  }
  /// a b in two parts, neither of them subnormal.
  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> product(V a, scalar_t<V> b) {
    V p = ops<V>::fence(product_plus_tiny(a, V(b)));
    return {p, ops<V>::fms(a, V(b), p)};
  }
};

}  // namespace xact::math::accurate
