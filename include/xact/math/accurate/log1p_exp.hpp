// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/logistic.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

// log(1 + e), e = exp(t) <= 1, as 2 atanh(u), u = e / (2 + e). With F = 2^n exp(-t) = 1 + r + tail and p =
// 2^(n - 1), u = p / (p + F): its numerator is a power of two, so that the only errors are in the
// denominator, and its residual on the unrounded pieces finds them, as in math/accurate/logistic.hpp. And u
// is at most 1/3, so that what the series of atanh adds to it is small, and needs no low part.

namespace detail {

// From tests/sollya/log1p_exp.sollya: atanh(u) = u (1 + v R(v)), v = u^2 <= 1 / 9, to 2^-27.7 and 2^-59.4.
XACT_TABLE coefficients<float, 4> atanh_rest{0x1.555502p-2f, 0x1.99d1cap-3f, 0x1.1ec07p-3f, 0x1.1ec906p-3f};
XACT_TABLE coefficients<double, 10> atanh_rest_double{
    0x1.5555555555535p-2, 0x1.99999999a0725p-3, 0x1.249249208e892p-3, 0x1.c71c741b15a37p-4,
    0x1.745cb438b4937p-4, 0x1.3b1dd62634f2cp-4, 0x1.10681126b98dap-4, 0x1.efd33f593d079p-5,
    0x1.55c870b8c38e9p-5, 0x1.5c62245ac6f53p-4};

template <single_precision V>
XACT_INLINE constexpr V atanh_rest_at(V v) {
  return horner<0>(v, atanh_rest);
}
template <double_precision V>
XACT_INLINE constexpr V atanh_rest_at(V v) {
  return polynomial<0>(v, v * v, atanh_rest_double);
}

}  // namespace detail

/// log(1 + exp(t + t_lo)) = y 2^n (1 + correction), with n + result_scale in power, as to_exponent leaves it.
template <class V>
struct log1p_parts {
  V y, power, correction;
};

/// From here on downwards log(1 + exp(t)) is less than half of the smallest number, also when it is
/// multiplied by 2^30.
template <class T>
inline constexpr T log1p_exp_underflow = sizeof(T) == 4 ? T(-126) : T(-768);
/// From here on upwards log(1 + exp(t)) rounds to t.
template <class T>
inline constexpr T log1p_exp_identity = sizeof(T) == 4 ? T(18) : T(38);

/// log(1 + exp(t + t_lo)), log1p_exp_underflow <= t <= 0, with t_lo a correction below the last bit of t.
template <class V>
XACT_INLINE constexpr log1p_parts<V> log1p_exp(V t, V t_lo) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr int bias = result_scale<T>;
  V one(T(1));
  auto [power, r, tail] = exp_split<-1, bias>(t, t_lo);
  V p = power_of_two<bias + 1>(power, negligible_power<T>);
  V y = o::divide(one, ((one + p) + r) + tail);
  V u = p * y;  // exact
  V v = product_plus_tiny(u, u);
  V residual = o::nmul_add(tail, y, o::fnma(r, y, o::fnma(p, y, one - y)));
  return {y, power, o::mul_add(v, detail::atanh_rest_at(v), residual)};
}

/// max(x, 0) + 2^-result_scale y, for c = x up to where the sum rounds to x. The smaller of the two terms
/// comes with all corrections added: what it loses by that is far below the last bit of the sum.
template <class V>
struct softplus_sum {
  V x, y, positive, smaller;

  XACT_INLINE constexpr V value(V corrected) const {
    return ops<V>::max(scaled_down(ops<V>::max(positive, y) + corrected), x);
  }
};
template <class V>
XACT_INLINE constexpr softplus_sum<V> softplus_sum_of(V x, V c, V y) {
  using o = ops<V>;
  V positive = o::max(V(scalar_t<V>(0)), o::template add_exponent<result_scale<scalar_t<V>>>(c));
  return {x, y, positive, o::min(positive, y)};
}

/// log(1 + exp(x)).
template <class V>
XACT_INLINE constexpr V softplus_of(V x) {
  using o = ops<V>;
  using T = scalar_t<V>;
  V c = o::max(V(log1p_exp_underflow<T>), o::min(V(log1p_exp_identity<T>), x));
  auto log1p = log1p_exp(o::negative_abs(c), V(T(0)));
  V y = o::add_bits(log1p.y, log1p.power);
  auto sum = softplus_sum_of(x, c, y);
  return sum.value(o::fma(y, log1p.correction, sum.smaller));
}

}  // namespace xact::math::accurate
