// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/logistic.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/fast/tanh.hpp"
#include "xact/math/from_output.hpp"
#include "xact/math/narrow/tanh.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

namespace detail {

// tanh(centre + d) = value + d (slope + d P(d)), two intervals an octave of a + 1, in the order of
// table_index(a + 1): edges 1 2 3 5 7 9.125, 15 (unused), 0 .5 1. Centres where tanh is nearly a float need
// no low part. From tests/sollya/tanh.sollya, to 2^-28.
XACT_TABLE simd::table8<float> tanh_centre{0x1.7f1cp0f, 0x1.3f74p1f, 0x1.ffc8p1f, 0x1.7f69p2f,
                                           0x1.fe28p2f, 0x1.2p3f,    0.f,         0x1.82ep-1f};
XACT_TABLE simd::table8<float> tanh_value{
    0x1.cf1ceep-1f, 0x1.f9168ep-1f, 0x1.ffa7cap-1f, 0x1.fffe5cp-1f, 0x1.fffff8p-1f, 0x1p0f, 0.f,
    0x1.46e7c4p-1f};
XACT_TABLE simd::table8<float> tanh_slope{0x1.746cacp-3f,  0x1.b7602p-6f, 0x1.60b7bap-10f, 0x1.a3fc82p-16f,
                                          0x1.fffc72p-22f, 0.f,           0x1p0f,          0x1.2f4674p-1f};
XACT_TABLE coefficient_table<float, 7> tanh_rest = {
    {{-0x1.50dd3ap-3f, -0x1.b171aap-6f, -0x1.607bc8p-10f, -0x1.a3fbe4p-16f, -0x1.0004f6p-21f, 0.f,
      0x1.8f2138p-24f, -0x1.83464p-2f},
     {0x1.691fd6p-4f, 0x1.192168p-6f, 0x1.d58bfp-11f, 0x1.1821ap-16f, 0x1.5586bp-22f, 0.f, -0x1.5556cp-2f,
      0x1.68ad28p-5f},
     {-0x1.985658p-6f, -0x1.09b5ecp-7f, -0x1.d434a2p-12f, -0x1.181182p-17f, -0x1.54e9ep-23f, 0.f,
      0x1.c2222cp-14f, 0x1.912bc2p-4f},
     {-0x1.73dd08p-9f, 0x1.795ee6p-9f, 0x1.719cc2p-13f, 0x1.bbb616p-19f, 0x1.0e68fcp-24f, 0.f, 0x1.0ef622p-3f,
      -0x1.0623e8p-4f},
     {0x1.db2d2ap-8f, -0x1.7b5134p-11f, -0x1.e8be56p-15f, -0x1.288b7p-20f, -0x1.711994p-26f, 0.f,
      0x1.62d58cp-8f, 0x1.3c28d2p-13f},
     {-0x1.f823e4p-9f, 0x1.f5e806p-15f, 0x1.30c762p-16f, 0x1.819dap-22f, 0x1.d6e37cp-28f, 0.f,
      -0x1.203046p-4f, 0x1.501c3ep-6f},
     {0x1.91557p-11f, 0x1.8de64cp-15f, -0x1.1bc3fap-18f, -0x1.79c588p-24f, -0x1.8ddf0ep-30f, 0.f,
      0x1.c64026p-6f, -0x1.a172fap-7f}}};
inline constexpr float tanh_rest_at_0 = tanh_rest.columns[0].entries[6];

}  // namespace detail

/// tanh(a), 0 <= a: piecewise polynomials, no exponential and no division.
template <single_precision V>
XACT_INLINE constexpr V tanh_of_positive(V a) {
  using o = ops<V>;
  a = o::min(V(9.1f), a);  // tanh(9.1) rounds to 1
  const auto i = o::table_index(a + V(1.0f));
  V d = a - o::lookup(detail::tanh_centre, i);
  V d2 = product_plus_tiny(d, d);
  V rest = product_without_tiny(d2, polynomial<0>(d, d2, detail::tanh_rest.rows(i)), detail::tanh_rest_at_0);
  return o::lookup(detail::tanh_value, i) + o::fma(d, o::lookup(detail::tanh_slope, i), rest);
}
/// tanh(a + a_lo), 0 <= a <= 9.1, in two parts.
template <single_precision V>
XACT_INLINE constexpr simd::unevaluated_sum<V> tanh_in_two_parts(V a, V a_lo) {
  using o = ops<V>;
  const auto i = o::table_index(a + V(1.0f));
  const auto d = simd::fast_two_sum(a - o::lookup(detail::tanh_centre, i),
                                    a_lo);  // |a_lo| > |d| only where d.lo is 0, or nearly
  V d2 = product_plus_tiny(d.hi, d.hi), slope = o::lookup(detail::tanh_slope, i);
  V rest =
      product_without_tiny(d2, polynomial<0>(d.hi, d2, detail::tanh_rest.rows(i)), detail::tanh_rest_at_0);
  rest = o::fma(slope, d.lo, rest);
  V p = o::fma(d.hi, slope, rest), p_lo = o::fms(d.hi, slope, p) + rest;
  const auto sum = simd::fast_two_sum(o::lookup(detail::tanh_value, i), p);
  return {sum.hi, sum.lo + p_lo};
}

/// tanh(a) = y + residual reciprocal, not rounded yet.
template <class V>
struct tanh_quotient {
  V y, residual, reciprocal;
};

/// tanh(a + a_lo), 0 <= a <= 22, for t_lo = -2 a_lo - tiny / 2: (1 - e) / (1 + e) with e = exp(-2a) =
/// 2^n (1 + q), and one Newton step.
template <double_precision V>
XACT_INLINE constexpr tanh_quotient<V> tanh_by_exp(V a, V t_lo) {
  using o = ops<V>;
  constexpr int bias = o::format::exponent_bias;
  V one(1.0);
  auto [s, r, tail] = exp_split<1, bias>(a * V(-2.0), t_lo);  // tail: r^2 / 2, without tiny
  V q = r + tail, q_lo = (r - q) + tail;
  V sq = s * q;  // exact
  V sq_or_0 = simd::has_fma<double> ? o::select_less(a, V(tiny<double>), V(0.0), sq)
                                    : sq;  // does not underflow in sq y
  V one_s = one - s, numerator = one_s - sq;
  V numerator_lo = o::nmul_add(s, q_lo, ((one_s - numerator) - sq) + ((one - one_s) - s));
  V reciprocal = o::divide(one, (one + s) + sq);
  V y = o::fence(numerator * reciprocal);
  V residual = o::fnma(sq_or_0, y, o::fnma(s, y, numerator - y)) + numerator_lo;
  return {y, residual, reciprocal};
}
/// tanh(a), 0 <= a.
template <double_precision V>
XACT_INLINE constexpr V tanh_of_positive(V a) {
  auto [y, residual, reciprocal] = tanh_by_exp(ops<V>::min(V(22.0), a), V(-tiny<double> / 2));
  return ops<V>::fma(residual, reciprocal, y);  // tanh(22) rounds to 1
}
/// tanh(a + a_lo), 0 <= a <= 22, in two parts.
template <double_precision V>
XACT_INLINE constexpr simd::unevaluated_sum<V> tanh_in_two_parts(V a, V a_lo) {
  auto [y, residual, reciprocal] = tanh_by_exp(a, ops<V>::nmul_add(a_lo, V(2.0), V(-tiny<double> / 2)));
  return {y, residual * reciprocal};
}

/// tanh: f(|x|) with the sign of x, and 1 / cosh^2 as the derivative of the logistic function, 4 s (1 - s)
/// with s = sigmoid(-2 |x|).
struct tanh {
  using double_kernels = fast::tanh;
  template <class T>
  static constexpr bool looks_up = sizeof(T) == 4 && simd::has_fma<T>;
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {looks_up<T> ? 2 : 4, 4},
                                             .derivative = {4, sizeof(T) == 4 ? 6 : 4},
                                             .both = {looks_up<T> ? 2 : 4, looks_up<T> ? 2 : 4}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return ops<V>::or_sign(tanh_of_positive(ops<V>::abs(x)), x);
  }

  template <class Format, class V>
  XACT_INLINE static constexpr V eval_narrow(V x) {
    return narrow::tanh<Format>(x);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    using T = scalar_t<V>;
    constexpr T underflow = sizeof(T) == 4 ? -53.5 : -374.5;
    V half = ops<V>::max(V(underflow), ops<V>::negative_abs(x));
    return logistic_derivative<2>(half + half);
  }

  /// (1 - y) (1 + y), rounded once.
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return minus_square(V(scalar_t<V>(1)), y);
  }
};

}  // namespace xact::math::accurate
