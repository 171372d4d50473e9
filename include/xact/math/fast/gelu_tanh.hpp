// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/math/fast/gate.hpp"
#include "xact/math/fast/step_table.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::fast {

namespace detail {

// From tests/sollya/step_table.sollya, to 3.5e-7 and 1.9e-7, which is what the function still changes beyond
// `last`. Rounded as here, the polynomials are there 0 and 1/2.
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
XACT_TABLE step_table<7> gelu_tanh_derivative_steps{
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

/// z = c1 x + c3 x^3, c1 = 2 sqrt(2 / pi), c3 = 0.044715 c1, for math/fast/gate.hpp.
struct gelu_tanh_argument {
  static constexpr double c1 = 1.59576912160573071176, c3 = 0.044715 * c1;
  template <class T>
  XACT_INLINE static constexpr T infinite() {
    return T(sizeof(T) == 4 ? 10.07 : 21.16);
  }
  template <class T>
  XACT_INLINE static constexpr T saturated() {
    return T(sizeof(T) == 4 ? 10.03 : 21.15);
  }

  template <class V>
  XACT_INLINE static constexpr V exponent(V x2) {
    using T = scalar_t<V>;
    constexpr double half = half_log2_e<double>;
    return ops<V>::mul_add(V(T(-c3 * half)), x2, V(T(-c1 * half)));
  }
  template <class V>
  XACT_INLINE static constexpr V times_derivative(V x, V x2) {
    using T = scalar_t<V>;
    return x * ops<V>::mul_add(V(T(3 * c3)), x2, V(T(c1)));
  }
};

}  // namespace detail

/// GELU's tanh form in the fast tier: by step tables (float with FMA), or a gate.
struct gelu_tanh {
  template <class T>
  static constexpr simd::unrolling unroll =
      has_step_tables<T> ? unroll_step_tables : simd::unrolling{.forward = {4, 5}, .derivative = {4, 5}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    if constexpr (has_step_tables<scalar_t<V>>)
      return gelu_in_steps(detail::gelu_tanh_steps, x);
    else
      return by_gate{}.eval(x);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    if constexpr (has_step_tables<scalar_t<V>>)
      return gelu_derivative_in_steps(detail::gelu_tanh_derivative_steps, x);
    else
      return by_gate{}.eval_derivative(x);
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    if constexpr (has_step_tables<scalar_t<V>>)
      return {eval(x), eval_derivative(x)};
    else
      return by_gate{}.eval_both(x);
  }

 private:
  using by_gate = gate<detail::gelu_tanh_argument>;
};

}  // namespace xact::math::fast
