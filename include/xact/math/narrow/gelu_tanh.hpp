// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/narrow/gate.hpp"
#include "xact/math/narrow/octave_table.hpp"
#include "xact/math/step_table.hpp"

namespace xact::math::narrow {

namespace detail {

// log2 T(a), as far as that power of 2 rounds right.
XACT_TABLE octave_table<4> log2_gelu_tanh_bfloat16{
    0x1.4p0f,
    0x1p0f,
    0x1.5p3f,
    {{{-0x1.016bb4p0f, -0x1.0e6cep-1f, -0x1.1ab35p-2f, -0x1.63e032p-2f, 0x1.0238c4p-5f, -0x1.4607ecp4f,
       -0x1.fffcap-1f, -0x1.fe78c6p-1f},
      {-0x1.21e602p0f, -0x1.e6152ap0f, -0x1.091ae8p1f, -0x1.0ac2d6p1f, -0x1.284668p1f, 0x1.0be05cp2f,
       -0x1.263a3p0f, -0x1.29a16ep0f},
      {-0x1.f266c4p-2f, -0x1.30cf0cp-4f, -0x1.09cbfap-4f, -0x1.72c0cep-5f, 0x1.a5ce4ap-10f, -0x1.6027c4p-1f,
       -0x1.f6383ap-2f, -0x1.cb1f06p-2f},
      {-0x1.eccc38p-6f, -0x1.acac1p-4f, -0x1.8c9f7cp-4f, -0x1.98f08p-4f, -0x1.a5eefap-4f, -0x1.4235acp-4f,
       0x1.f6b21ep-6f, -0x1.80d86ep-5f}}}};

// T(a).
XACT_TABLE step_table<8> gelu_tanh_float16{
    0x1.614p0f,
    0x1.528p2f,
    {{{0x1p-1f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f},
      {0x1.87cd8ep-26f, 0x1.e00ecp-3f, 0x1.2e29a6p-4f, 0x1.e2dd1ap-7f, 0x1.c2c9a8p-10f, 0x1.b19ab2p-14f,
       0x1.70bdd6p-19f, 0x1.d86cf4p-26f},
      {-0x1.280dc4p-2f, -0x1.c6f906p-3f, -0x1.9ee0b2p-4f, -0x1.c1877ep-6f, -0x1.14c3fap-8f, -0x1.5a1f06p-12f,
       -0x1.78fb08p-17f, -0x1.382e46p-23f},
      {0x1.b73152p-16f, 0x1.dec396p-5f, 0x1.b113e4p-5f, 0x1.621292p-6f, 0x1.2ead5cp-8f, 0x1.fc5a5cp-12f,
       0x1.6b27p-16f, 0x1.75221p-22f},
      {0x1.a1e586p-6f, 0x1.29c326p-7f, -0x1.3ba742p-7f, -0x1.1fa676p-7f, -0x1.7b1fe6p-9f, -0x1.c1d95ep-12f,
       -0x1.b22d2ep-16f, -0x1.7ba9cp-22f},
      {-0x1.f24296p-10f, -0x1.b1cc9ep-8f, -0x1.0d26d4p-9f, 0x1.9ab222p-10f, 0x1.1a734ep-10f, 0x1.069e56p-12f,
       0x1.64227ap-16f, 0x1.b562p-21f},
      {0x1.3743f2p-8f, -0x1.70caacp-18f, 0x1.11908p-10f, 0x1.1e1798p-13f, -0x1.ab0d86p-13f, -0x1.9a66c6p-14f,
       -0x1.bdaeccp-17f, -0x1.1b8c8p-19f},
      {-0x1.c87e06p-8f, 0x1.1f1d5p-10f, 0x1.2cc122p-14f, -0x1.07ffb6p-12f, 0x1.e0a774p-17f, 0x1.73a3c8p-16f,
       0x1.a51cbcp-18f, -0x1.31b0dep-19f}}}};

}  // namespace detail

/// x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)).
template <class Format, class V>
XACT_INLINE constexpr V gelu_tanh(V x) {
  return gate<Format>(x, detail::log2_gelu_tanh_bfloat16, detail::gelu_tanh_float16);
}

}  // namespace xact::math::narrow
