// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

// The normal tail without its exponential: Phi(-a) = exp(-a^2 / 2) Q(a). Q is Mills' ratio over sqrt(2 pi),
// erfcx(a / sqrt 2) / 2: smooth, between .5 and .03, so that GELU keeps its relative accuracy all the way
// down. K(a) = Q(a) - a / sqrt(2 pi) does the same for the derivative: Phi(-a) - a phi(a) = exp(-a^2/2) K(a).

namespace detail {

// Q(centre + d) = value + d (slope + d P(d)), two intervals an octave of a + 1, in the order of
// table_index(a + 1): edges 1 2 3 5 7 11 15, 0 .5 1. Centres where Q is nearly a float need
// no low part. From tests/sollya/mills.sollya, to 2^-28.
XACT_TABLE simd::table8<float> q_centre{0x1.8038p0f,  0x1.3f8cp1f, 0x1.ffccp1f, 0x1.7fc6p2f,
                                        0x1.20478p3f, 0x1.a013p3f, 0x1.03dp-2f, 0x1.7a3p-1f};
XACT_TABLE simd::table8<float> q_value{0x1.a547e8p-3f, 0x1.21c712p-3f, 0x1.82d83p-4f,  0x1.097c2ap-4f,
                                       0x1.6675ccp-5f, 0x1.f3c732p-6f, 0x1.a6d84ep-2f, 0x1.357828p-2f};
XACT_TABLE simd::table8<float> q_slope{-0x1.718146p-4f, -0x1.767658p-5f, -0x1.5d36d2p-6f, -0x1.50c74cp-7f,
                                       -0x1.36ebf4p-8f, -0x1.2ff75cp-9f, -0x1.2d3b3ap-2f, -0x1.67db34p-3f};
XACT_TABLE coefficient_table<float, 7> q_rest = {
    {{0x1.1ffd16p-5f, 0x1.c08f92p-7f, 0x1.2e26a6p-8f, 0x1.a19af8p-10f, 0x1.0ab014p-11f, 0x1.6faafep-13f,
      0x1.5a6a5cp-3f, 0x1.6121bep-4f},
     {-0x1.990a6ep-7f, -0x1.f80b48p-9f, -0x1.f74ba4p-11f, -0x1.fadd78p-13f, -0x1.c493c4p-15f,
      -0x1.ba4414p-17f, -0x1.570b1cp-4f, -0x1.31ebb8p-5f},
     {0x1.0d03f4p-8f, 0x1.0bf49p-10f, 0x1.94dbd4p-13f, 0x1.2d7198p-15f, 0x1.7bfe58p-18f, 0x1.088cep-20f,
      0x1.2eefa8p-5f, 0x1.e053e2p-7f},
     {-0x1.4b62e6p-10f, -0x1.0f6e16p-12f, -0x1.3ae7c2p-15f, -0x1.5fa10ep-18f, -0x1.3ae584p-21f,
      -0x1.3a5ec6p-24f, -0x1.e7fbfep-7f, -0x1.5a25c6p-8f},
     {0x1.82424cp-12f, 0x1.06dc7ep-14f, 0x1.dd0ce6p-18f, 0x1.93408ap-21f, 0x1.030dfp-24f, 0x1.74081ap-28f,
      0x1.6206f4p-8f, 0x1.ca66cp-10f},
     {-0x1.b71f5ep-14f, -0x1.eacc8ap-17f, -0x1.789d04p-20f, -0x1.d6112cp-24f, -0x1.cf322cp-28f,
      -0x1.d1d9b2p-32f, -0x1.d3179ap-10f, -0x1.9565d2p-11f},
     {0x1.bccc6p-16f, 0x1.cadd0cp-19f, 0x1.09b9f8p-22f, 0x1.fcc7cap-27f, 0x1.7751c2p-31f, 0x1.11ccc4p-35f,
      0x1.c3eeaap-10f, 0x1.559c64p-11f}}};

// K likewise, on the same edges. The float next to the zero of K, 0.7517915..., is the centre of its
// interval, so that relative accuracy survives there. From tests/sollya/mills_k.sollya, to 2^-27.8.
XACT_TABLE simd::table8<float> k_centre{0x1.8p0f, 0x1.4p1f, 0x1p2f,  0x1.8p2f,
                                        0x1.2p3f, 0x1.ap3f, 0x1p-2f, 0x1.80ead2p-1f};
XACT_TABLE simd::table8<float> k_value{-0x1.920e52p-2f, -0x1.b648d4p-1f, -0x1.805908p0f, -0x1.2a188ep1f,
                                       -0x1.c5f9aap1f,  -0x1.49f7a6p2f,  0x1.41d6f4p-2f, 0.f};
XACT_TABLE simd::table8<float> k_value_lo{-0x1.fcc9p-31f,  0x1.ff1e78p-27f, 0x1.efb72p-26f,   -0x1.3d9b6p-26f,
                                          -0x1.8bc88p-24f, 0x1.04c18p-25f,  -0x1.715684p-27f, -0x1.dc87p-28f};
XACT_TABLE simd::table8<float> k_slope{-0x1.f4f466p-2f, -0x1.c739cp-2f,  -0x1.ae53eap-2f, -0x1.a3079ap-2f,
                                       -0x1.9d6258p-2f, -0x1.9ae478p-2f, -0x1.638552p-1f, -0x1.25126cp-1f};
XACT_TABLE coefficient_table<float, 7> k_rest = {
    {{0x1.20403ap-5f, 0x1.bf3994p-7f, 0x1.2dda16p-8f, 0x1.a0ee9ep-10f, 0x1.0b6dd6p-11f, 0x1.6fddp-13f,
      0x1.5c567p-3f, 0x1.5b297ep-4f},
     {-0x1.998174p-7f, -0x1.f6244cp-9f, -0x1.f6b1aap-11f, -0x1.f9aba2p-13f, -0x1.c631b6p-15f,
      -0x1.bafc1ap-17f, -0x1.59501p-4f, -0x1.2badd4p-5f},
     {0x1.0d5f28p-8f, 0x1.0ac94cp-10f, 0x1.942e34p-13f, 0x1.2cdfb4p-15f, 0x1.7ddabap-18f, 0x1.08368cp-20f,
      0x1.31322cp-5f, 0x1.d509c6p-7f},
     {-0x1.4b9cdcp-10f, -0x1.0e8c2p-12f, -0x1.393938p-15f, -0x1.65a4c6p-18f, -0x1.3dd6b8p-21f,
      -0x1.2410d4p-24f, -0x1.ead0fap-7f, -0x1.51c1dep-8f},
     {0x1.82c35p-12f, 0x1.02517p-14f, 0x1.df1d48p-18f, 0x1.7b26dap-21f, 0x1.0119bcp-24f, 0x1.b2806p-28f,
      0x1.691cc8p-8f, 0x1.c6186cp-10f},
     {-0x1.c0d5e4p-14f, -0x1.c62056p-17f, -0x1.8a4e7ap-20f, -0x1.d1e73ap-25f, -0x1.bdd65ap-28f,
      -0x1.308962p-30f, -0x1.168feap-9f, -0x1.549f4p-11f},
     {0x1.c0bc0ap-16f, 0x1.46c2bp-18f, 0x1.deacecp-23f, 0x1.3ad874p-25f, 0x1.b4a33p-31f, -0x1.7966a2p-34f,
      0x1.487348p-10f, 0x1.bf6072p-13f}}};

// Q(a) (a + 4) = F(t), t = 1 - 8 / (a + 4), 0 <= a <= 39.6. From tests/sollya/mills_q_double.sollya, to
// 2^-57.
inline constexpr double f_head[] = {0x1.82b4bb8c94dcep-1, -0x1.373e3a893c28ap-1, 0x1.8c6dbf2cfc2b5p-2,
                                    -0x1.7dff2bff6839dp-3};
inline constexpr double f0_lo = -0x1.ac85d81914378p-56;
XACT_TABLE coefficients<double, 20> f_rest = {
    0x1.eec4cc3e4d12ap-5,  -0x1.ee2761047e339p-8,  -0x1.c81719d52bd56p-9,  0x1.ab825fc0bd1a7p-10,
    0x1.17a4ae1c8444ep-13, -0x1.e4a4255ec097p-13,  -0x1.001e317fc088cp-19, 0x1.26d0985fade7bp-15,
    0x1.80afdeab0579dp-21, -0x1.8d4b09a2a48e2p-18, -0x1.51dfd18115a59p-21, 0x1.12365c4b76762p-20,
    0x1.232c6fa9771c5p-22, -0x1.4cedb788a1ea2p-23, -0x1.6bdc31ba36ffcp-24, 0x1.cec57cc237bcfp-27,
    0x1.49a6d69850b32p-26, 0x1.dee70da0c9ceep-30,  -0x1.4a93ca171df09p-29, -0x1.6dc502061fe64p-31};

// K(centre + d) = value + d (slope + d P(d)), 0.5 <= a <= 1, around the double next to the zero of K. From
// tests/sollya/mills_k_double.sollya.
inline constexpr double k_root = 0x1.80ead197f00b4p-1, k_root_value = -0x1.3bdb95217ce99p-57;
inline constexpr double k_root_slope = -0x1.25126c154319p-1, k_root_slope_lo = 0x1.5ed084b148566p-55;
XACT_TABLE coefficients<double, 12> k_root_rest = {
    0x1.5b297ebb9a525p-4,  -0x1.2bad2862a3fb7p-5,  0x1.d507ae5ca88bdp-7,  -0x1.526fe74d75fccp-8,
    0x1.c7c02506dbe7cp-10, -0x1.20e42360c4fe6p-11, 0x1.5b285da730012p-13, -0x1.8d96d0c720a51p-15,
    0x1.b3dc2519fdd1fp-17, -0x1.cb0ab67b503a4p-19, 0x1.d7fc2b09d9d4dp-21, -0x1.d4e3e9ad3ec55p-23};

inline constexpr double inv_sqrt_2pi_hi = 0x1.9884533d43651p-2, inv_sqrt_2pi_lo = -0x1.cbc0d30ebfd15p-56;

/// value + value_lo + d (slope + slope_lo + d rest) to about twice the precision, where the value is 0 or
/// larger than what is added to it.
template <class V>
XACT_INLINE constexpr simd::unevaluated_sum<V> expansion(V d, V value, V value_lo, V slope, V slope_lo,
                                                         V rest) {
  using o = ops<V>;
  V s = o::fma(d, rest, slope);
  V s_lo = o::fma(d, rest, slope - s) + slope_lo;
  V rise = o::fence(d * s);
  V sum = value + rise;
  V sum_lo = o::fms(d, s, rise) + o::mul_add(d, s_lo, value_lo);
  return {sum, ((value - sum) + rise) + sum_lo};
}

/// c + t (s.hi + s.lo), to about twice the precision, where nearly all of c does not cancel.
template <class V>
XACT_INLINE constexpr simd::unevaluated_sum<V> horner_step(V t, simd::unevaluated_sum<V> s, V c) {
  using o = ops<V>;
  V sum = o::fma(t, s.hi, c);
  return {sum, o::mul_add(t, s.lo, o::fma(t, s.hi, c - sum))};
}

}  // namespace detail

/// Q(a), 0 <= a < 15.
template <single_precision V>
XACT_INLINE constexpr simd::unevaluated_sum<V> mills_q(V a) {
  using o = ops<V>;
  const auto i = o::table_index(a + V(1.0f));
  V d = a - o::lookup(detail::q_centre, i);
  V value = o::lookup(detail::q_value, i);
  V rise = o::mul_add(d, polynomial<0>(d, d * d, detail::q_rest.rows(i)), o::lookup(detail::q_slope, i));
  V q = o::fma(d, rise, value);
  return {q, o::fma(d, rise, value - q)};
}

/// K(a), 0 <= a < 15.
template <single_precision V>
XACT_INLINE constexpr simd::unevaluated_sum<V> mills_k(V a) {
  using o = ops<V>;
  const auto i = o::table_index(a + V(1.0f));
  V d = a - o::lookup(detail::k_centre, i);
  return detail::expansion(d, o::lookup(detail::k_value, i), o::lookup(detail::k_value_lo, i),
                           o::lookup(detail::k_slope, i), V(0.0f),
                           polynomial<0>(d, d * d, detail::k_rest.rows(i)));
}

/// Q(a), 0 <= a <= 39.6: one polynomial in t = 1 - 8 / (a + 4), whose last four steps keep their low parts.
template <double_precision V>
XACT_INLINE constexpr simd::unevaluated_sum<V> mills_q(V a) {
  using o = ops<V>;
  V one(1.0), four(4.0), eight(8.0), zero(0.0);
  a = plus_tiny(a);
  V sum = a + four;
  V r = o::divide(one, sum);
  V r_lo = r * o::fnma(a - (sum - four), r, o::fnma(sum, r, one));
  V t = o::fnma(eight, r, one);
  V t_lo = o::fnma(eight, r, one - t) - eight * r_lo;
  V s4 = polynomial<0>(t, t * t, detail::f_rest);
  auto s3 = detail::horner_step(t, {s4, zero}, V(detail::f_head[3]));
  auto s2 = detail::horner_step(t, s3, V(detail::f_head[2]));
  auto s1 = detail::horner_step(t, s2, V(detail::f_head[1]));
  auto f = detail::horner_step(t, s1, V(detail::f_head[0]));
  V slope = o::mul_add(t, o::mul_add(t, o::mul_add(t, s4, s3.hi), s2.hi), s1.hi);  // F'(t), nearly
  V f_lo = o::mul_add(t_lo, slope, f.lo + V(detail::f0_lo));
  V q = f.hi * r;
  return {q, o::mul_add(f_lo, r, o::mul_add(f.hi, r_lo, o::fms(f.hi, r, q)))};
}

/// K(a), 0 <= a <= 39.6.
template <double_precision V>
XACT_INLINE constexpr simd::unevaluated_sum<V> mills_k(V a) {
  using o = ops<V>;
  const auto q = mills_q(a);
  V p = o::fence(product_plus_tiny(a, V(-detail::inv_sqrt_2pi_hi)));
  V p_lo = o::mul_add(a, V(-detail::inv_sqrt_2pi_lo), o::fms(a, V(-detail::inv_sqrt_2pi_hi), p));
  const auto k = simd::two_sum(q.hi, p);
  // Q cancels next to the zero, 0.7517915...
  V d = a - V(detail::k_root);
  const auto root =
      detail::expansion(d, V(0.0), V(detail::k_root_value), V(detail::k_root_slope),
                        V(detail::k_root_slope_lo), polynomial<0>(d, d * d, detail::k_root_rest));
  V distance = o::abs(d), near(0.25);
  return {o::select_less(distance, near, root.hi, k.hi),
          o::select_less(distance, near, root.lo, k.lo + (q.lo + p_lo))};
}

}  // namespace xact::math::accurate
