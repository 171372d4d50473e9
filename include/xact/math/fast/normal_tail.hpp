// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

// The left tails of GELU and of its derivative in the fast tier, for a >= 0: a Phi(-a), and
// Phi(-a) - a phi(a), from exp(-a^2 / 2) and Phi(-a) exp(a^2 / 2) = 1/2 - a R(t) / (a + s), t = 1 - 2 s / (a
// + s). In float, a Phi(-a) is a / p(a)^16 with a polynomial p.

namespace detail {

// From tests/sollya/normal_tail.sollya, to 1.4e-7 and 1.3e-16; in double also to 2^-28 of Phi(-a), for
// floats without FMA.
XACT_TABLE coefficients<float, 5> tail_r{0x1.8392acp-1f, -0x1.604fe4p-2f, 0x1.929a9ap-4f, -0x1.15f1dp-8f,
                                         -0x1.ba9a84p-8f};
XACT_TABLE coefficients<double, 14> tail_r_double{
    0x1.9f52d11cda78fp-1,  -0x1.e1ac272ed998bp-2,  0x1.c5e3343e3220fp-3,   -0x1.40591327e07b2p-4,
    0x1.0e0394c216448p-6,  0x1.082c8e0e6b14bp-11,  -0x1.8e2e3d4eaad15p-10, 0x1.fa0ae47818208p-13,
    0x1.16489b01a24d4p-13, -0x1.6449c701326b9p-15, -0x1.045213712a184p-16, 0x1.e07ccbdb8c01dp-18,
    0x1.252e67b890119p-18, 0x1.6c95a850a21dfp-21};

// From tests/sollya/gelu_tail.sollya, to 2.2e-7.
XACT_TABLE coefficients<float, 8> gelu_p{0x1.0b5582p0f,    0x1.aaa35cp-5f,   0x1.69514cp-6f,
                                         0x1.c799a8p-9f,   -0x1.3ed91ep-16f, 0x1.61d1fap-14f,
                                         -0x1.e5fc2cp-19f, 0x1.08e306p-20f};

}  // namespace detail

/// Phi(-a) = q numerator / denominator, with a limited to where that is 0.
template <class V>
struct normal_tail_parts {
  V a, q, numerator, denominator;
};

/// Phi(-a), 0 <= a.
template <class V>
XACT_INLINE constexpr normal_tail_parts<V> normal_tail(V a) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr bool single = sizeof(T) == 4;
  constexpr T underflow = T(single ? 13.268 : 37.66), s = T(single ? 3 : 4);
  constexpr T quarter_log2_e = half_log2_e<T> / 2;
  a = o::min(V(underflow), a);
  V one(T(1)), half(T(0.5));
  V c = simd::has_fma<T> ? o::max(V(T(single ? 0x1p-60 : 0x1p-500)), a) : a;  // c^2 raises no flag, with FMA
  auto [numerator, denominator] = exp2_quotient<0>(c, c * V(-quarter_log2_e));
  V reciprocal = o::divide(one, a + V(s));
  V t = o::nmul_add(reciprocal, V(2 * s), one), r;
  if constexpr (single)
    r = horner<0>(t, detail::tail_r);
  else
    r = polynomial<0>(t, t * t, detail::tail_r_double);
  return {a, o::nmul_add(a * reciprocal, r, half), numerator, denominator};
}

/// a Phi(-a).
template <single_precision V>
XACT_INLINE constexpr V gelu_tail(V a) {
  using o = ops<V>;
  V negligible(6.0f);
  a = o::min(negligible, a);
  V p = horner<0>(a, detail::gelu_p), p2 = p * p, p4 = p2 * p2, p8 = p4 * p4;
  return o::select_less_equal(negligible, a, V(0.0f), o::divide(a, p8 * p8));
}
template <double_precision V>
XACT_INLINE constexpr V gelu_tail(V a) {
  auto e = normal_tail(a);
  return ops<V>::divide(e.a * e.numerator * e.q, e.denominator);
}

/// Phi(-a) - a phi(a).
template <class V>
XACT_INLINE constexpr V gelu_derivative_tail(V a) {
  using o = ops<V>;
  constexpr scalar_t<V> inv_sqrt_2pi = scalar_t<V>(0.39894228040143267793995);
  auto e = normal_tail(a);
  return o::divide(e.numerator * o::nmul_add(e.a, V(inv_sqrt_2pi), e.q), e.denominator);
}

}  // namespace xact::math::fast
