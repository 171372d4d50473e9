#pragma once

#include "xact/core/config.hpp"
#include "xact/math/exp.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

namespace detail {

// tanh(centre + d) = value + d (slope + d P(d)) + value_lo, two intervals an octave of a + 1, in the order of
// table_index(a + 1): edges 1 2 3 5 7 9.125, 9.125, 0 .5 1. From tests/sollya/tanh.sollya, to 2^-28.
inline constexpr simd::table8<float> tanh_centre{0x1.8p0f, 0x1.4p1f, 0x1p2f, 0x1.8p2f,
                                                 0x1.2p3f, 9.f,      0.f,    0x1.8p-1f};
inline constexpr simd::table8<float> tanh_value{
    0x1.cf6f98p-1f, 0x1.f92582p-1f, 0x1.ffa818p-1f, 0x1.fffe64p-1f, 0x1.fffffep-1f, 1.f, 0.f, 0x1.45323ep-1f};
inline constexpr simd::table8<float> tanh_value_lo{
    -0x1.0dce68p-26f, 0x1.84ba6p-27f, -0x1.f6c4p-26f, -0x1.50f868p-27f, 0x1.f4b748p-26f, 0.f, 0.f,
    0x1.548bbp-27f};
inline constexpr simd::table8<float> tanh_slope{
    0x1.72164ep-3f, 0x1.b3afe6p-6f, 0x1.5f83c6p-10f, 0x1.9c509ep-16f, 0x1.05cc7p-24f, 0.f, 1.f,
    0x1.3173b2p-1f};
inline constexpr coefficient_table<float, 7> tanh_rest = {{
    {-0x1.4efbb6p-3f, -0x1.addafp-6f, -0x1.5f480ap-10f, -0x1.9c4f96p-16f, -0x1.05eb26p-24f, 0.f,
     0x1.8f2138p-24f, -0x1.8403d4p-2f},
    {0x1.67b402p-4f, 0x1.16de54p-6f, 0x1.d3f39ap-11f, 0x1.13058p-16f, 0x1.4b8a16p-25f, 0.f, -0x1.5556cp-2f,
     0x1.567facp-5f},
    {-0x1.9921f2p-6f, -0x1.07b334p-7f, -0x1.d2a27p-12f, -0x1.12ff5ap-17f, -0x1.e41642p-26f, 0.f,
     0x1.c2222cp-14f, 0x1.9896p-4f},
    {-0x1.605406p-9f, 0x1.76f33cp-9f, 0x1.705834p-13f, 0x1.b3856ap-19f, -0x1.772f9p-28f, 0.f, 0x1.0ef622p-3f,
     -0x1.0639dap-4f},
    {0x1.d52f1cp-8f, -0x1.7a80bp-11f, -0x1.e6e052p-15f, -0x1.226d7ep-20f, -0x1.00f1d2p-26f, 0.f,
     0x1.62d58cp-8f, -0x1.0e2f34p-10f},
    {-0x1.f4fb6ep-9f, 0x1.014798p-14f, 0x1.2fe138p-16f, 0x1.7af6f4p-22f, -0x1.5a9278p-28f, 0.f,
     -0x1.203046p-4f, 0x1.5d7ab8p-6f},
    {0x1.8ff7p-11f, 0x1.918f92p-15f, -0x1.1be8ap-18f, -0x1.798556p-24f, -0x1.8d7ff6p-30f, 0.f, 0x1.c64026p-6f,
     -0x1.3f6d56p-7f},
}};

}  // namespace detail

/// tanh(a), 0 <= a: piecewise polynomials, no exponential and no division.
template <class V>
  requires std::same_as < scalar_t<V>,
float > XACT_INLINE constexpr V tanh_of_positive(V a) {
  using o = ops<V>;
  a = o::min(V(9.1f), a);  // tanh(9.1) rounds to 1
  const auto i = o::table_index(a + V(1.0f));
  const V d = a - o::lookup(detail::tanh_centre, i);
  const V d2 = d * d;
  const V rest =
      o::mul_add(d2, polynomial<0>(d, d2, detail::tanh_rest.rows(i)), o::lookup(detail::tanh_value_lo, i));
  return o::lookup(detail::tanh_value, i) + o::fma(d, o::lookup(detail::tanh_slope, i), rest);
}

/// tanh(a), 0 <= a: (1 - e) / (1 + e) with e = exp(-2a) = 2^n (1 + q), and one Newton step.
template <class V>
  requires std::same_as < scalar_t<V>,
double > XACT_INLINE constexpr V tanh_of_positive(V a) {
  using o = ops<V>;
  constexpr int bias = o::format::exponent_bias;
  const V one(1.0);
  a = o::min(V(22.0), a);  // tanh(22) rounds to 1
  const auto [s, r, tail] = exp_split<bias>(-(a + a), V(0.0));
  const V q = r + tail, q_lo = (r - q) + tail;
  const V sq = s * q;  // exact
  const V one_s = one - s, numerator = one_s - sq;
  const V numerator_lo = o::mul_add(-s, q_lo, ((one_s - numerator) - sq) + ((one - one_s) - s));
  const V reciprocal = one / ((one + s) + sq);
  const V y = o::fence(numerator * reciprocal);
  const V residual = o::fnma(sq, y, o::fnma(s, y, numerator - y)) + numerator_lo;
  return o::fma(residual, reciprocal, y);
}

}  // namespace xact::math
