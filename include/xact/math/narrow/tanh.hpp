// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>

#include "xact/base/config.hpp"
#include "xact/math/narrow/octave_table.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::narrow {

namespace detail {

XACT_TABLE octave_table<4> tanh_bfloat16{
    0x1p2f,
    0x1p0f,
    0x1.cp1f,
    {{{-0x1.4208c6p-11f, -0x1.146066p-4f, -0x1.660b3ap-4f, -0x1.c9b204p-3f, 0x1.4c3eb6p-2f, -0x1.c40194p-1f,
       0.f, 0x1.7b1beap-9f},
      {0x1.0351eep0f, 0x1.5d76c6p0f, 0x1.63a9c6p0f, 0x1.a92202p0f, 0x1.5cdd0ep-1f, 0x1.c5df8cp0f,
       0x1.007f68p0f, 0x1.eb0caap-1f},
      {-0x1.1d04e2p-4f, -0x1.63b464p-1f, -0x1.4d8758p-1f, -0x1.a87c5p-1f, -0x1.e648bap-3f, -0x1.1dff2p-1f,
       -0x1.751272p-6f, 0x1.8004bp-3f},
      {-0x1.af8344p-3f, 0x1.5130fap-3f, 0x1.c7041ap-4f, 0x1.31299p-3f, 0x1.d02552p-6f, 0x1.e14f6ep-5f,
       -0x1.48619ap-2f, -0x1.3664ap-1f}}}};
XACT_TABLE octave_table<5> tanh_float16{
    0x1.2cp1f,
    0x1.8p-1f,
    0x1.24p2f,
    {{{-0x1.054c36p-7f, -0x1.0fed0ep-3f, -0x1.0d6198p-3f, 0x1.16b67p-2f, 0x1.722952p-1f, 0.f, 0x1.072822p-14f,
       -0x1.cd676cp-11f},
      {0x1.0c9c3ep0f, 0x1.8a667ap0f, 0x1.8ac602p0f, 0x1.a7c86ap-1f, 0x1.fcaea2p-3f, 0x1.00000ep0f,
       0x1.ff3beap-1f, 0x1.01889p0f},
      {-0x1.a479acp-4f, -0x1.ae831cp-1f, -0x1.b00b5ap-1f, -0x1.76702ep-2f, -0x1.5bdf4ap-4f, -0x1.71c67p-14f,
       0x1.c3b596p-7f, -0x1.8be89ap-8f},
      {-0x1.23ff0cp-2f, 0x1.bc7daap-3f, 0x1.bd3454p-3f, 0x1.2e92fcp-4f, 0x1.aca392p-7f, -0x1.536752p-2f,
       -0x1.94eebp-2f, -0x1.82eb46p-2f},
      {0x1.bb0956p-4f, -0x1.6fce3p-6f, -0x1.68cc2ep-6f, -0x1.773afep-8f, -0x1.90539ep-11f, -0x1.c5de7ep-14f,
       0x1.1efcep-3f, 0x1.1e93acp-3f}}}};

}  // namespace detail

/// tanh(x).
template <class Format, class V>
XACT_INLINE constexpr V tanh(V x) {
  if constexpr (std::same_as<Format, simd::bfloat16_format>)
    return odd(x, detail::tanh_bfloat16);
  else
    return odd(x, detail::tanh_float16);
}

}  // namespace xact::math::narrow
