#pragma once

#include "xact/core/config.hpp"
#include "xact/math/exp.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

// The normal tail without its exponential: Phi(-a) = exp(-a^2 / 2) Q(a). Q is Mills' ratio over sqrt(2 pi),
// erfcx(a / sqrt 2) / 2: smooth, between .5 and .03, so that GELU keeps its relative accuracy all the way
// down. K(a) = Q(a) - a / sqrt(2 pi) does the same for the derivative: Phi(-a) - a phi(a) = exp(-a^2/2) K(a).

namespace detail {

// Q(centre + d) = value + d P(d) + value_lo, two intervals an octave of a + 1, in the order of
// table_index(a + 1): edges 1 2 3 5 7 11 15, 0 .5 1. From tests/sollya/mills.sollya, to 2^-28.
inline constexpr simd::table8<float> q_centre{1.5f, 2.5f, 4.f, 6.f, 9.f, 13.f, .25f, .75f};
inline constexpr simd::table8<float> q_value{0x1.a57056p-3f, 0x1.217252p-3f, 0x1.82b4bcp-4f, 0x1.095608p-4f,
                                             0x1.66ccb8p-5f, 0x1.f3ddc2p-6f, 0x1.a7f808p-2f, 0x1.337024p-2f};
inline constexpr simd::table8<float> q_value_lo{-0x1.a8a9cp-29f, 0x1.8b33cp-30f,  -0x1.d22878p-30f,
                                                0x1.8f3648p-29f, -0x1.19167p-31f, 0x1.7a4738p-32f,
                                                0x1.6a57ep-30f,  -0x1.087c5p-27f};
inline constexpr coefficient_table<float, 8> q_rest = {{
    {-0x1.71c04cp-4f, -0x1.75ab64p-5f, -0x1.5cf97ap-6f, -0x1.5068c2p-7f, -0x1.37812p-8f, -0x1.3012a8p-9f,
     -0x1.2e8652p-2f, -0x1.63e072p-3f},
    {0x1.20403ap-5f, 0x1.bf399ep-7f, 0x1.2dda06p-8f, 0x1.a0eee4p-10f, 0x1.0b6e06p-11f, 0x1.6fdc4p-13f,
     0x1.5c5676p-3f, 0x1.5bf7f4p-4f},
    {-0x1.9980bcp-7f, -0x1.f6277p-9f, -0x1.f6a73ep-11f, -0x1.f9cd3ap-13f, -0x1.c63e4ap-15f, -0x1.ba91f4p-17f,
     -0x1.594e2ep-4f, -0x1.2c838p-5f},
    {0x1.0d5faep-8f, 0x1.0ac1d6p-10f, 0x1.943c2cp-13f, 0x1.2cab8ap-15f, 0x1.7db8bap-18f, 0x1.08c6b6p-20f,
     0x1.31292cp-5f, 0x1.d686aep-7f},
    {-0x1.4bc45ap-10f, -0x1.0ddf6p-12f, -0x1.3a58p-15f, -0x1.5e6efcp-18f, -0x1.3c7c8ap-21f, -0x1.3ad72ep-24f,
     -0x1.ec718ep-7f, -0x1.549cfp-8f},
    {0x1.82773p-12f, 0x1.058286p-14f, 0x1.dbfa4cp-18f, 0x1.91747cp-21f, 0x1.04ac4cp-24f, 0x1.74b214p-28f,
     0x1.70d456p-8f, 0x1.ce6e08p-10f},
    {-0x1.bbb564p-14f, -0x1.f3002ap-17f, -0x1.77ad08p-20f, -0x1.d87dc2p-24f, -0x1.d4544cp-28f,
     -0x1.cdadfcp-32f, -0x1.c07de2p-10f, -0x1.ca7476p-12f},
    {0x1.cbcaep-16f, 0x1.b9e104p-19f, 0x1.09f63ep-22f, 0x1.041632p-26f, 0x1.79effp-31f, 0x1.0ee1b4p-35f,
     0x1.210b1ep-12f, 0x1.e199d6p-17f},
}};

// 2^-6 K likewise, on the same edges. The zero of K, 0.7517915..., is the centre of its interval and its
// low part is in value_lo and slope_lo, so that relative accuracy survives there.
inline constexpr simd::table8<float> k_centre{0x1.8p0f, 0x1.4p1f, 0x1p2f,  0x1.8p2f,
                                              0x1.2p3f, 0x1.ap3f, 0x1p-2f, 0x1.80ead2p-1f};
inline constexpr simd::table8<float> k_value{
    -0x1.920e52p-8f, -0x1.b648d4p-7f, -0x1.805908p-6f, -0x1.2a188ep-5f,
    -0x1.c5f9aap-5f, -0x1.49f7a6p-4f, 0x1.41d6f4p-8f,  0.f};
inline constexpr simd::table8<float> k_value_lo{-0x1.fcc9p-37f,   0x1.ff1e78p-33f,        0x1.efb72p-32f,
                                                -0x1.3d9b6p-32f,  -0x1.8bc88p-30f,        0x1.04c18p-31f,
                                                -0x1.715684p-33f, -0x1.dc8701ad7e242p-34f};
inline constexpr simd::table8<float> k_slope{-0x1.f4f466p-8f, -0x1.c739cp-8f,  -0x1.ae53eap-8f,
                                             -0x1.a3079ap-8f, -0x1.9d6258p-8f, -0x1.9ae478p-8f,
                                             -0x1.638552p-7f, -0x1.25126cp-7f};
inline constexpr simd::table8<float> k_slope_lo{0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0x1.1a3cfdba2f2c0p-35f};
inline constexpr coefficient_table<float, 7> k_rest = {{
    {0x1.20403ap-11f, 0x1.bf3994p-13f, 0x1.2dda16p-14f, 0x1.a0ee9ep-16f, 0x1.0b6dd6p-17f, 0x1.6fddp-19f,
     0x1.5c567p-9f, 0x1.5b297ep-10f},
    {-0x1.998174p-13f, -0x1.f6244cp-15f, -0x1.f6b1aap-17f, -0x1.f9aba2p-19f, -0x1.c631b6p-21f,
     -0x1.bafc1ap-23f, -0x1.59501p-10f, -0x1.2badd4p-11f},
    {0x1.0d5f28p-14f, 0x1.0ac94cp-16f, 0x1.942e34p-19f, 0x1.2cdfb4p-21f, 0x1.7ddabap-24f, 0x1.08368cp-26f,
     0x1.31322cp-11f, 0x1.d509c6p-13f},
    {-0x1.4b9cdcp-16f, -0x1.0e8c2p-18f, -0x1.393938p-21f, -0x1.65a4c6p-24f, -0x1.3dd6b8p-27f,
     -0x1.2410d4p-30f, -0x1.ead0fap-13f, -0x1.51c1dep-14f},
    {0x1.82c35p-18f, 0x1.02517p-20f, 0x1.df1d48p-24f, 0x1.7b26dap-27f, 0x1.0119bcp-30f, 0x1.b2806p-34f,
     0x1.691cc8p-14f, 0x1.c6186cp-16f},
    {-0x1.c0d5e4p-20f, -0x1.c62056p-23f, -0x1.8a4e7ap-26f, -0x1.d1e73ap-31f, -0x1.bdd65ap-34f,
     -0x1.308962p-36f, -0x1.168feap-15f, -0x1.549f4p-17f},
    {0x1.c0bc0ap-22f, 0x1.46c2bp-24f, 0x1.deacecp-29f, 0x1.3ad874p-31f, 0x1.b4a33p-37f, -0x1.7966a4p-40f,
     0x1.487348p-16f, 0x1.bf6072p-19f},
}};

}  // namespace detail

/// Q(a), 0 <= a < 15.
template <class V>
  requires std::same_as < scalar_t<V>,
float > XACT_INLINE constexpr simd::unevaluated_sum<V> mills_q(V a) {
  using o = ops<V>;
  const auto i = o::table_index(a + V(1.0f));
  const V d = a - o::lookup(detail::q_centre, i);
  const V value = o::lookup(detail::q_value, i);
  const V rest =
      o::mul_add(d, polynomial<0>(d, d * d, detail::q_rest.rows(i)), o::lookup(detail::q_value_lo, i));
  const V q = value + rest;
  return {q, (value - q) + rest};
}

/// 2^-6 K(a), 0 <= a < 15.
template <class T>
inline constexpr int k_scale = sizeof(T) == 4 ? 6 : 0;
template <class V>
  requires std::same_as < scalar_t<V>,
float > XACT_INLINE constexpr simd::unevaluated_sum<V> mills_k(V a) {
  using o = ops<V>;
  const auto i = o::table_index(a + V(1.0f));
  const V d = a - o::lookup(detail::k_centre, i);
  const V rest = polynomial<0>(d, d * d, detail::k_rest.rows(i));
  const V slope0 = o::lookup(detail::k_slope, i);
  const V slope = o::fma(d, rest, slope0);
  const V slope_lo = o::fma(d, rest, slope0 - slope) + o::lookup(detail::k_slope_lo, i);
  const V value = o::lookup(detail::k_value, i);
  const V rise = o::fence(d * slope);
  const V k = value + rise;
  const V rise_lo = o::fms(d, slope, rise) + o::mul_add(d, slope_lo, o::lookup(detail::k_value_lo, i));
  return {k, ((value - k) + rise) + rise_lo};
}

}  // namespace xact::math
namespace xact::math {  // placeholder until the double kernels stand
template <class V>
  requires std::same_as < scalar_t<V>,
double > XACT_INLINE constexpr simd::unevaluated_sum<V> mills_q(V a) { return {a, a}; }
template <class V>
  requires std::same_as < scalar_t<V>,
double > XACT_INLINE constexpr simd::unevaluated_sum<V> mills_k(V a) { return {a, a}; }
}  // namespace xact::math
