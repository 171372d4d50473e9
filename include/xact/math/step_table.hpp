#pragma once

#include <cstddef>

#include "xact/core/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

// GELU and its tanh form in the fast tier where a register can be looked up in (float with FMA): a function
// of a = |x| as eight polynomials, on intervals of one width but for the first, half as wide. For f(x) it is
// the tail -f(-a); for f'(x), which is 1/2 more than an odd function, that function.

template <class T>
inline constexpr bool has_step_tables = sizeof(T) == 4 && XACT_HAS_FMA;

/// Polynomials in t - n, for t = steps_per_unit a within 1/2 of n. From `last` on the function is constant.
template <std::size_t n>
struct step_table {
  float steps_per_unit, last;
  coefficient_table<float, n> c;
};

// From tests/sollya/step_table.sollya, to 4.0e-7, 2.1e-7, 3.5e-7 and 1.9e-7, which is what the function still
// changes beyond `last`. Rounded as here, the polynomials are there 0, 1/2, 0 and 1/2.
XACT_TABLE step_table<6> gelu_steps{
    0x1.6cp0f,
    0x1.5p2f,
    {{{0.f, 0x1.5b082ap-3f, 0x1.cb9c9ep-4f, 0x1.2d54bep-5f, 0x1.c42de2p-8f, 0x1.931e7ep-11f, 0x1.b0de2ep-15f,
       0x1.15da64p-19f},
      {0x1.681648p-2f, 0x1.f73d0cp-7f, -0x1.734d06p-4f, -0x1.a7343p-5f, -0x1.b60016p-7f, -0x1.edaaccp-10f,
       -0x1.3f854ap-13f, -0x1.f5a168p-18f},
      {-0x1.94139ep-3f, -0x1.db1702p-4f, -0x1.aa1da8p-11f, 0x1.ac01dp-6f, 0x1.6dc1fep-7f, 0x1.14b9e4p-9f,
       0x1.bba182p-13f, 0x1.785c7ep-17f},
      {-0x1.d8152ap-13f, 0x1.6ca278p-5f, 0x1.90cf7cp-6f, -0x1.374a28p-9f, -0x1.3f49d8p-8f, -0x1.706b6ap-10f,
       -0x1.7fd51p-13f, -0x1.c1728cp-17f},
      {0x1.198614p-6f, 0x1.4de42ap-9f, -0x1.1da06p-7f, -0x1.ad720cp-9f, 0x1.ab9456p-11f, 0x1.3705c4p-11f,
       0x1.dc71fp-14f, 0x1.44e0bep-17f},
      {-0x1.bf2b7p-10f, -0x1.ff27e4p-9f, -0x1.8e913cp-14f, 0x1.741bf6p-10f, 0x1.c0adf8p-13f, -0x1.27127p-13f,
       -0x1.88abdap-15f, -0x1.851164p-18f}}}};
XACT_TABLE step_table<7> gelu_slope_steps{
    0x1.5p0f,
    0x1.6cp2f,
    {{{0.f, 0x1.0236c4p-1f, 0x1.40d238p-1f, 0x1.1c8d9ep-1f, 0x1.0565c2p-1f, 0x1.008376p-1f, 0x1.00069cp-1f,
       0x1.00002ep-1f},
      {0x1.374044p-1f, 0x1.4a847p-2f, -0x1.f62dc6p-6f, -0x1.268b96p-4f, -0x1.5d1f08p-6f, -0x1.5fd03ap-9f,
       -0x1.5d182ap-13f, -0x1.6fdb3ap-18f},
      {-0x1.7dc808p-18f, -0x1.ce306ap-3f, -0x1.7bcd06p-4f, 0x1.8594dep-6f, 0x1.261a6cp-6f, 0x1.ad0606p-9f,
       0x1.0fccf4p-12f, 0x1.315dcap-17f},
      {-0x1.e1802cp-4f, -0x1.8cb22ep-8f, 0x1.02cccp-4f, 0x1.75b3bp-7f, -0x1.d45682p-8f, -0x1.33ae98p-9f,
       -0x1.06d292p-12f, -0x1.9b9e8ap-17f},
      {-0x1.f085b6p-12f, 0x1.386da6p-5f, -0x1.77574cp-8f, -0x1.76defep-7f, 0x1.65b8eep-12f, 0x1.0f89fcp-10f,
       0x1.5dbbacp-13f, 0x1.f7769p-17f},
      {0x1.13e258p-6f, -0x1.f16d6cp-9f, -0x1.caba78p-8f, 0x1.61484ap-9f, 0x1.10a9a6p-10f, -0x1.e93fd2p-13f,
       -0x1.539a9cp-14f, -0x1.05aa7ep-17f},
      {-0x1.2ab4fcp-9f, -0x1.d984a2p-9f, 0x1.062018p-9f, 0x1.d03b4p-12f, -0x1.df9228p-12f, -0x1.47384ep-18f,
       0x1.b4a66ap-16f, -0x1.2c36d8p-17f}}}};
XACT_TABLE step_table<6> gelu_tanh_steps{
    0x1.8p0f,
    0x1.3cp2f,
    {{{0.f, 0x1.58d54p-3f, 0x1.f316fep-4f, 0x1.73ef82p-5f, 0x1.3f38dep-7f, 0x1.30604cp-10f, 0x1.26a9dap-14f,
       0x1.fdd5c4p-20f},
      {0x1.55552cp-2f, 0x1.b2515ap-6f, -0x1.5bf04cp-4f, -0x1.d637c8p-5f, -0x1.22aa5p-6f, -0x1.74a4c8p-9f,
       -0x1.d48a82p-13f, -0x1.0dda88p-17f},
      {-0x1.6b16f8p-3f, -0x1.c3b614p-4f, -0x1.156744p-7f, 0x1.88c70ep-6f, 0x1.b44d4cp-7f, 0x1.94d792p-9f,
       0x1.56ed72p-12f, 0x1.d38f04p-17f},
      {-0x1.5c71f6p-13f, 0x1.32009p-5f, 0x1.86cac8p-6f, 0x1.2ce766p-12f, -0x1.373674p-8f, -0x1.f248b2p-10f,
       -0x1.2fe66ap-12f, -0x1.32ba4ap-16f},
      {0x1.c6be7ep-7f, 0x1.6d40a6p-9f, -0x1.bf7526p-8f, -0x1.d3b0c6p-9f, 0x1.47a286p-12f, 0x1.5f7c4ep-11f,
       0x1.6e8ad4p-13f, 0x1.f5e64ep-17f},
      {-0x1.4c1c2cp-10f, -0x1.8e6012p-9f, -0x1.7c2a4cp-12f, 0x1.1e3f74p-10f, 0x1.7bae42p-12f,
       -0x1.a0261cp-14f, -0x1.14f458p-14f, -0x1.580cdap-17f}}}};
XACT_TABLE step_table<7> gelu_tanh_slope_steps{
    0x1.68p0f,
    0x1.54p2f,
    {{{0.f, 0x1.ed1942p-2f, 0x1.420b02p-1f, 0x1.24c5e8p-1f, 0x1.08ec7cp-1f, 0x1.010458p-1f, 0x1.000cb8p-1f,
       0x1.00003cp-1f},
      {0x1.22803ep-1f, 0x1.50a99ap-2f, -0x1.1aa3dcp-10f, -0x1.3267fap-4f, -0x1.fdd738p-6f, -0x1.4f3208p-8f,
       -0x1.629ce8p-12f, -0x1.1307dcp-17f},
      {-0x1.e40592p-19f, -0x1.8e12fep-3f, -0x1.a4d08ep-4f, 0x1.642f7cp-7f, 0x1.5cadc4p-6f, 0x1.789a14p-8f,
       0x1.1c5c94p-11f, 0x1.12e07p-16f},
      {-0x1.89785ep-4f, -0x1.9bbefcp-7f, 0x1.a80e4cp-5f, 0x1.27356ap-6f, -0x1.4e759p-8f, -0x1.cf92c8p-9f,
       -0x1.11858cp-11f, -0x1.877d88p-16f},
      {-0x1.41e2dp-12f, 0x1.e94fbcp-6f, -0x1.5d914ep-11f, -0x1.4980c4p-7f, -0x1.93de02p-10f, 0x1.2bc3ap-10f,
       0x1.529954p-12f, 0x1.bdd024p-16f},
      {0x1.8c23dp-7f, -0x1.fa0edep-10f, -0x1.76066ap-8f, 0x1.29c928p-10f, 0x1.59b012p-10f, -0x1.3e45a8p-15f,
       -0x1.166bf6p-13f, -0x1.124378p-16f},
      {-0x1.844436p-10f, -0x1.584bp-9f, 0x1.32a8dcp-10f, 0x1.25776ep-11f, -0x1.26b88cp-12f, -0x1.ec482ap-14f,
       0x1.5a0dfp-15f, -0x1.53cd6ap-18f}}}};

/// The polynomial for 0 <= a <= last.
template <class V, std::size_t n>
XACT_INLINE constexpr V in_steps(const step_table<n>& table, V a) {
  using o = ops<V>;
  V to_integer(0x1.8p23f), steps_per_unit(table.steps_per_unit);
  V m = o::fma(a, steps_per_unit, to_integer);
  return horner<0>(o::fms(a, steps_per_unit, m - to_integer), table.c.rows(o::integer_index(m)));
}

/// f(x) = max(x, 0) - tail(|x|). Of NaN it is the max that keeps it.
template <class V, std::size_t n>
XACT_INLINE constexpr V gelu_in_steps(const step_table<n>& tail, V x) {
  using o = ops<V>;
  return o::max(V(-0.0f), x) - in_steps(tail, o::min_abs(V(tail.last), x));
}

/// f'(x) = 1/2 + odd(x). Nothing but |x| keeps NaN: no min_abs.
template <class V, std::size_t n>
XACT_INLINE constexpr V gelu_slope_in_steps(const step_table<n>& odd, V x) {
  using o = ops<V>;
  return V(0.5f) + o::or_sign(in_steps(odd, o::min(V(odd.last), o::abs(x))), x);
}

}  // namespace xact::math
