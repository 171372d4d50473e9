// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/narrow/octave_table.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::narrow {

namespace detail {

// log2 T(a), as far as that power of 2 rounds right.
XACT_TABLE octave_table<4> log2_sigmoid_bfloat16{
    0x1p0f,
    0x1p0f,
    0x1.ap6f,
    {{{-0x1.00ae5ep0f, -0x1.e31114p-1f, -0x1.4273c8p-1f, -0x1.197652p-2f, -0x1.83acep-5f, 0x1.5c0ba2p-14f,
       -0x1.fff798p-1f, -0x1.043e32p0f},
      {-0x1.6924aep-1f, -0x1.989a7ep-1f, -0x1.17aee6p0f, -0x1.52b9e4p0f, -0x1.6e4dbcp0f, -0x1.715514p0f,
       -0x1.715f1p-1f, -0x1.4e989cp-1f},
      {-0x1.ad5f78p-3f, -0x1.49d256p-3f, -0x1.1809dp-4f, -0x1.2383bcp-6f, -0x1.ba7688p-11f, 0x1.3abfc2p-22f,
       -0x1.74c242p-3f, -0x1.17cb2cp-2f},
      {0x1.792572p-6f, 0x1.d77254p-7f, 0x1.2fd23ep-8f, 0x1.d85b98p-11f, 0x1.b7cefap-17f, -0x1.672ceap-29f,
       0x1.3be58ap-8f, 0x1.8de87p-5f}}}};

}  // namespace detail

/// sigmoid(x): its tail T(|x|), or 1 minus that.
template <class V>
XACT_INLINE constexpr V sigmoid_bfloat16(V x) {
  using o = ops<V>;
  V a = o::min(V(detail::log2_sigmoid_bfloat16.last), o::abs(x));
  V tail = exp2_up_24(V(1.0f), evaluate(detail::log2_sigmoid_bfloat16, a, true));
  return o::nmul_add(tail, o::xor_sign(V(0x1p-24f), x), o::select_negative(x, V(0.0f), V(1.0f)));
}

}  // namespace xact::math::narrow
