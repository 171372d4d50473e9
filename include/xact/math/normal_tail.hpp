#pragma once

#include "xact/core/config.hpp"
#include "xact/math/exp_quotient.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

// The left tails of GELU and of its derivative in the fast tier, for a >= 0: a Phi(-a), and
// Phi(-a) - a phi(a). With look-ups in a register (float with FMA), piecewise polynomials, 0 where the tail
// is nothing; otherwise exp(-a^2 / 2) and Phi(-a) exp(a^2 / 2) = 1/2 - a R(t) / (a + s), t = 1 - 2 s / (a +
// s).

template <class T>
inline constexpr bool tabulates_normal_tail = sizeof(T) == 4 && XACT_HAS_FMA;

namespace detail {

// From tests/sollya/step_table.sollya, to 3.1e-7 and 1.6e-7, and 2.9e-7 and 3.8e-7 at the end. A Phi(-a)
// needs no interval that is 0: the end of its last one wraps around to the beginning of the first.
template <std::size_t n>
struct step_table {
  float step, last;
  coefficient_table<float, n> c;
};
XACT_TABLE step_table<6> gelu_steps{
    0x1.54p-1f,
    8,
    {{{0.f, 0x1.588596p-3f, 0x1.f4da0cp-4f, 0x1.7a387p-5f, 0x1.57dfcap-7f, 0x1.87510cp-10f, 0x1.1aa9dap-13f,
       0x1.04d224p-17f},
      {0x1.fffa54p-2f, 0x1.4ea034p-5f, -0x1.04a036p-3f, -0x1.609898p-4f, -0x1.bd39bcp-6f, -0x1.40f5e6p-8f,
       -0x1.179ce2p-11f, -0x1.2d75e2p-15f},
      {-0x1.98068cp-2f, -0x1.ffba28p-3f, -0x1.43c0e6p-6f, 0x1.bb5c5cp-5f, 0x1.e6625ep-6f, 0x1.dbb6e8p-8f,
       0x1.011092p-10f, 0x1.4799dp-14f},
      {-0x1.c7f93cp-9f, 0x1.07825ep-3f, 0x1.566d0ap-4f, -0x1.3724f6p-12f, -0x1.0b985cp-6f, -0x1.9715cp-8f,
       -0x1.18eda4p-10f, -0x1.a795f2p-14f},
      {0x1.3e1286p-4f, 0x1.fbd166p-8f, -0x1.58044p-5f, -0x1.05ae6ap-6f, 0x1.e38364p-9f, 0x1.9a665ap-9f,
       0x1.6ee2f8p-11f, 0x1.4162eep-14f},
      {-0x1.123a0cp-6f, -0x1.06a90ap-6f, 0x1.94d7dp-8f, 0x1.9e0126p-8f, 0x1.2b4d1ep-13f, -0x1.88488cp-11f,
       -0x1.bf71d6p-13f, -0x1.b8b1f8p-16f}}}};
XACT_TABLE step_table<7> gelu_slope_steps{
    0x1.98p-1f,
    7,
    {{{0x1p-1f, -0x1.31c61ap-6f, -0x1.f80ad4p-4f, -0x1.7ba414p-5f, -0x1.d74952p-8f, -0x1.17d2e4p-11f,
       -0x1.4d019cp-16f, 0.f},
      {-0x1.988578p-1f, -0x1.95e902p-2f, 0x1.ef944p-5f, 0x1.5c8356p-4f, 0x1.4bbe36p-6f, 0x1.030caap-9f,
       0x1.7b0262p-14f, 0.f},
      {0x1.dffae2p-13f, 0x1.8e55a8p-2f, 0x1.0b3b04p-3f, -0x1.8074f2p-5f, -0x1.8f7ea6p-6f, -0x1.b98f68p-9f,
       -0x1.980ad8p-13f, 0.f},
      {0x1.0e4812p-2f, 0x1.cdcd6cp-11f, -0x1.1a6c0ep-3f, -0x1.a8d6f6p-7f, 0x1.ef677ep-7f, 0x1.c1f8ecp-9f,
       0x1.0eaa04p-12f, 0.f},
      {0x1.0f707cp-7f, -0x1.eec46ep-4f, 0x1.e4928ep-6f, 0x1.d6f4p-6f, -0x1.f57466p-9f, -0x1.254ccp-9f,
       -0x1.d5ce74p-13f, 0.f},
      {-0x1.3dae0ap-4f, 0x1.46850ep-5f, 0x1.18ee52p-6f, -0x1.ce47f6p-7f, -0x1.836a5ep-11f, 0x1.d3aed2p-11f,
       0x1.f2f542p-14f, 0.f},
      {0x1.41eccp-6f, -0x1.4237ap-12f, -0x1.00b622p-7f, 0x1.4e3fcep-9f, 0x1.161d56p-11f, -0x1.62caa8p-13f,
       -0x1.eaefe2p-16f, 0.f}}}};

/// The polynomial in a - n step, where n is a / step rounded down.
template <class V, std::size_t n>
XACT_INLINE constexpr V evaluate(const step_table<n>& table, V a) {
  using o = ops<V>;
  V to_integer(0x1.8p23f), step(table.step);
  a = o::min(V(table.step * table.last), a);
  // Rounding to nearest, half a step down. That half is a little short and 1 / step is rounded up, so that
  // n is 0 at a = 0, and first past the last interval at its very end.
  V m = o::fma(a - V(table.step * 0x1.fffffcp-2f), V(1 / table.step), to_integer);
  return horner<0>(o::fnma(step, m - to_integer, a), table.c.rows(o::integer_index(m)));
}

// From tests/sollya/normal_tail.sollya, to 1.4e-7 and 1.6e-16.
XACT_TABLE coefficients<float, 5> tail_r{0x1.8392acp-1f, -0x1.604fe4p-2f, 0x1.929a9ap-4f, -0x1.15f1dp-8f,
                                         -0x1.ba9a84p-8f};
XACT_TABLE coefficients<double, 13> tail_r_double{
    0x1.a9294cb13ae45p-1,   -0x1.0979bd7fa6a68p-1,  0x1.1baa04d93bd3bp-2,   -0x1.f1dec1968a6a9p-4,
    0x1.4c2554dad8a98p-5,   -0x1.0ed4d64dc8d28p-7,  -0x1.98c5e05dd3a5dp-13, 0x1.8ece3c56a77eap-11,
    -0x1.1b23ebea8d692p-13, -0x1.47579037853d5p-16, 0x1.bb5594e56d036p-15,  0x1.56aa65a8f2725p-16,
    0x1.45374e0abf96dp-19};

}  // namespace detail

/// Phi(-a) = q numerator / denominator, with a limited to where that is 0.
template <class V>
struct normal_tail_parts {
  V a, q, numerator, denominator;
};

template <class V>
XACT_INLINE constexpr normal_tail_parts<V> normal_tail(V a) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr bool single = sizeof(T) == 4;
  constexpr T underflow = T(single ? 13.268 : 37.66), s = T(single ? 3 : 4.5);
  constexpr T quarter_log2_e = T(0.36067376022224085183998);
  a = o::min(V(underflow), a);
  V one(T(1)), half(T(0.5));
  V c = XACT_HAS_FMA ? o::max(V(T(single ? 0x1p-60 : 0x1p-500)), a) : a;  // c^2 raises no flag, with FMA
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
template <class V>
XACT_INLINE constexpr V gelu_tail(V a) {
  if constexpr (tabulates_normal_tail<scalar_t<V>>) {
    return detail::evaluate(detail::gelu_steps, a);
  } else {
    auto e = normal_tail(a);
    return ops<V>::divide(e.a * e.numerator * e.q, e.denominator);
  }
}

/// Phi(-a) - a phi(a).
template <class V>
XACT_INLINE constexpr V gelu_slope_tail(V a) {
  if constexpr (tabulates_normal_tail<scalar_t<V>>) {
    return detail::evaluate(detail::gelu_slope_steps, a);
  } else {
    using o = ops<V>;
    constexpr scalar_t<V> inv_sqrt_2pi = scalar_t<V>(0.39894228040143267793995);
    auto e = normal_tail(a);
    return o::divide(e.numerator * o::nmul_add(e.a, V(inv_sqrt_2pi), e.q), e.denominator);
  }
}

}  // namespace xact::math
