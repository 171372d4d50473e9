// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/fast/normal_tail.hpp"
#include "xact/math/fast/step_table.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::fast {

namespace detail {

// From tests/sollya/step_table.sollya, to 4.0e-7 and 2.1e-7, which is what the function still changes beyond
// `last`. Rounded as here, the polynomials are there 0 and 1/2.
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
XACT_TABLE step_table<7> gelu_derivative_steps{
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

}  // namespace detail

/// GELU in the fast tier: f(x) = max(x, 0) - |x| Phi(-|x|), the tail as in math/fast/step_table.hpp (float
/// with FMA) or math/fast/normal_tail.hpp.
struct gelu {
  template <class T>
  static constexpr simd::unrolling unroll = has_step_tables<T> ? unroll_step_tables : simd::unrolling{};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    if constexpr (has_step_tables<scalar_t<V>>)
      return gelu_in_steps(detail::gelu_steps, x);
    else
      return o::max(V(scalar_t<V>(-0.0)), x) - gelu_tail(o::abs(x));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    using o = ops<V>;
    if constexpr (has_step_tables<scalar_t<V>>) {
      return gelu_derivative_in_steps(detail::gelu_derivative_steps, x);
    } else {
      V tail = gelu_derivative_tail(o::abs(x));
      return o::select_negative(x, tail, V(scalar_t<V>(1)) - tail);
    }
  }
};

}  // namespace xact::math::fast
