// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/narrow/octave_table.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/ops.hpp"

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

}  // namespace detail

/// x Phi(x).
template <class V>
XACT_INLINE constexpr V gelu_bfloat16(V x) {
  return gate_bfloat16(x, detail::log2_normal_bfloat16);
}

}  // namespace xact::math::narrow
