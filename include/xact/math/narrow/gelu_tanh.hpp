// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/narrow/octave_table.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/ops.hpp"

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

}  // namespace detail

/// x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)).
template <class V>
XACT_INLINE constexpr V gelu_tanh_bfloat16(V x) {
  return gate_bfloat16(x, detail::log2_gelu_tanh_bfloat16);
}

}  // namespace xact::math::narrow
