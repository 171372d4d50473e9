// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/expm1.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/alpha.hpp"
#include "xact/math/fast/celu.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

/// CELU: alpha (e^(x / alpha) - 1) for x < 0, and its derivative. x is reduced as it is, x = n alpha ln2 +
/// rest, so that nothing is divided by alpha but what is small already: alpha 2^n r is 2^n rest, exactly.
struct celu : celu_parameter {
  using double_kernels = fast::celu;
  using celu_parameter::celu_parameter;
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {3, 3}, .both = {3, 3}};

  XACT_INLINE constexpr auto in_double() const { return double_kernels(simd::rounded_to_float(alpha)); }

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    V a = alpha_as<V>();
    auto k = constants<V>();
    auto [power, n, rest] = reduce<o::format::exponent_bias>(x, V(expm1_saturates<T>), k);
    V r = rest * k.reciprocal;
    V r_lo = o::mul_add(rest, k.reciprocal_lo, o::fms(rest, k.reciprocal, r));
    V tail = o::mul_add(r, r_lo, expm1_rest::at(r, r * r, V(T(0)) - n * k.ln2_lo));
    power = power_or_nan(exp_parts<V>{power, r, tail});
    return with_tail(x, times_from_one(a, T(0), exp_parts<V>{power, r, tail}, power, rest));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T underflow = T(sizeof(T) == 4 ? -105 : -747);
    auto k = constants<V>();
    auto [power, n, rest] = reduce<o::format::exponent_bias + result_scale<T>>(x, V(underflow), k);
    V r = product_plus_tiny(rest, k.reciprocal);
    V r_lo = o::nmul_add(n, k.ln2_lo, o::fms(rest, k.reciprocal, r));
    r_lo = o::mul_add(rest, k.reciprocal_lo, r_lo);
    V sum = r + r_lo;
    V sum2 = product_plus_tiny(sum, sum);
    V tail = exp_rest::at(sum, sum2, r_lo);
    return derivative_with_tail(x, scaled_down(o::fma(power, r + tail, power)));
  }

  /// (y + alpha) / alpha for y <= 0, from a sum in two parts.
  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    using o = ops<V>;
    V a = alpha_as<V>();
    auto k = constants<V>();
    V at_most_0 = o::min(V(scalar_t<V>(0)), y) - a * V(tiny<scalar_t<V>>);  // no product with it underflows
    V sum = at_most_0 + a;
    V sum_lo = (a - sum) + at_most_0;
    V low = o::mul_add(sum, k.reciprocal_lo, sum_lo * k.reciprocal);
    return derivative_with_tail(y, o::fma(sum, k.reciprocal, low));
  }

 private:
  /// alpha ln2, and 1 / alpha: each in two parts, ln2_lo divided by alpha; and log2(e) / alpha.
  template <class V>
  struct parts {
    V log2_e, ln2_hi, ln2_lo, reciprocal, reciprocal_lo;
  };
  template <class V>
  XACT_INLINE constexpr parts<V> constants() const {
    using o = ops<V>;
    using k = exp_constants<scalar_t<V>>;
    V a = alpha_as<V>(), one(scalar_t<V>(1)), ln2_hi(k::ln2_hi);
    V reciprocal = o::divide(one, a);
    V product = ln2_hi * a;
    V product_lo = o::fma(V(k::ln2_lo), a, o::fms(ln2_hi, a, product));
    return {reciprocal * V(k::log2_e), product, product_lo * reciprocal, reciprocal,
            o::fnma(reciprocal, a, one) * reciprocal};
  }

  template <class V>
  struct reduced {
    V power, n, rest;
  };
  /// -|x| = n alpha ln2 + rest, for x / alpha down to `lowest`; n + bias is in power.
  template <int bias, class V>
  XACT_INLINE constexpr reduced<V> reduce(V x, V lowest, const parts<V>& k) const {
    using o = ops<V>;
    V to_integer(exp_constants<scalar_t<V>>::to_integer + bias);
    V c = o::max(lowest * alpha_as<V>(), o::negative_abs(x));
    V m = o::mul_add(c, k.log2_e, to_integer);
    V n = m - to_integer;
    return {o::to_exponent(m), n, o::fnma(n, k.ln2_hi, c)};
  }
};

}  // namespace xact::math::accurate
