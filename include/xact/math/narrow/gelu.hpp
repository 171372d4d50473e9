// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/narrow/gate.hpp"
#include "xact/math/narrow/octave_table.hpp"
#include "xact/math/step_table.hpp"

namespace xact::math::narrow {

namespace detail {

// log2 T(a), as far as that power of 2 rounds right.
XACT_TABLE octave_table<4> log2_normal_bfloat16{
    0x1.18p0f,
    0x1p0f,
    0x1.b4p3f,
    {{{-0x1.feaf7ap-1f, -0x1.88e35cp-1f, -0x1.319bd2p0f, -0x1.b63b82p0f, -0x1.df4772p0f, -0x1.06c052p2f,
       -0x1.fffcap-1f, -0x1.05e4a8p0f},
      {-0x1.25190cp0f, -0x1.6fe96cp0f, -0x1.c0e9a2p-1f, -0x1.17e24ap-1f, -0x1.f8d10cp-2f, 0x1.d77ccep-4f,
       -0x1.264796p0f, -0x1.0c2f2ep0f},
      {-0x1.efe29cp-2f, -0x1.7a24ccp-2f, -0x1.3b8768p-1f, -0x1.60029ep-1f, -0x1.626c74p-1f, -0x1.7ebcfcp-1f,
       -0x1.ec1396p-2f, -0x1.3a1c5cp-1f},
      {-0x1.e2ec5ep-6f, -0x1.5bc2acp-5f, -0x1.8a6fbp-8f, -0x1.a78212p-11f, -0x1.943cfcp-11f, 0x1.dd5ebcp-11f,
       -0x1.2c4cf2p-8f, 0x1.d8a95ap-6f}}}};

// T(a).
XACT_TABLE step_table<8> normal_float16{
    0x1.464p0f,
    0x1.6e8p2f,
    {{{0x1p-1f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f},
      {0x1.740e32p-26f, 0x1.bb07a4p-3f, 0x1.dd75a6p-5f, 0x1.30461ap-7f, 0x1.bcdcbcp-11f, 0x1.6e3d2cp-15f,
       0x1.4fb708p-20f, 0x1.568414p-26f},
      {-0x1.408e06p-2f, -0x1.d73b2ap-3f, -0x1.763f2ep-4f, -0x1.4126aep-6f, -0x1.29c792p-9f, -0x1.2a58a8p-13f,
       -0x1.4346a8p-18f, -0x1.800ef4p-24f},
      {0x1.0a2e38p-15f, 0x1.21e8bcp-4f, 0x1.cccfa4p-5f, 0x1.28a1c4p-6f, 0x1.6eaf06p-9f, 0x1.cb384ep-13f,
       0x1.2a6e94p-17f, 0x1.96b75cp-23f},
      {0x1.096f98p-5f, 0x1.2a52eap-7f, -0x1.c17db8p-7f, -0x1.2b8baep-7f, -0x1.0e9934p-9f, -0x1.b85942p-13f,
       -0x1.5ad9a4p-17f, -0x1.1bcd32p-23f},
      {-0x1.fd992ap-9f, -0x1.04eb28p-7f, -0x1.8b8d1ap-10f, 0x1.332854p-9f, 0x1.0217b2p-10f, 0x1.24392cp-13f,
       0x1.20f9a4p-17f, 0x1.d053c2p-22f},
      {0x1.391024p-7f, 0x1.5c7518p-13f, 0x1.a9bf82p-10f, 0x1.3d467ap-18f, -0x1.2e6f22p-12f, -0x1.1d3948p-14f,
       -0x1.9ffc24p-18f, -0x1.86e50ep-20f},
      {-0x1.90db8cp-7f, -0x1.7d240ep-10f, -0x1.1ac7aap-12f, -0x1.fee03p-14f, 0x1.2c25ecp-15f, 0x1.75a3fap-16f,
       0x1.b5351ep-19f, -0x1.1b68c8p-19f}}}};

}  // namespace detail

/// x Phi(x).
template <class Format, class V>
XACT_INLINE constexpr V gelu(V x) {
  return gate<Format>(x, detail::log2_normal_bfloat16, detail::normal_float16);
}

}  // namespace xact::math::narrow
