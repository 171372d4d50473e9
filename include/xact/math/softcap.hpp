// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cassert>

#include "xact/base/config.hpp"
#include "xact/base/parameter.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// The parameter of softcap.
struct softcap_parameter {
  double cap = 30;

  XACT_INLINE constexpr softcap_parameter() noexcept {}  // not defaulted: CUDA
  XACT_INLINE constexpr explicit softcap_parameter(double c) noexcept : cap(c) {
    assert(accepts(c) && "xact: the cap of softcap is from 2^-30 to 2^30");
  }
  static constexpr std::array parameters{parameter<softcap_parameter>{"cap", &softcap_parameter::cap}};
  XACT_INLINE static constexpr bool accepts(double c) { return 0x1p-30 <= c && c <= 0x1p30; }
  friend constexpr bool operator==(const softcap_parameter&, const softcap_parameter&) = default;
};

/// What the kernels of softcap take of cap: it, 1 / cap and 1 / cap^2, in two parts. The fences keep
/// -ffast-math from taking them apart.
template <class T>
struct cap_constants {
  T cap = 0, inverse = 0, inverse_lo = 0;

  XACT_INLINE constexpr explicit cap_constants(double c) {
    cap = ops<T>::fence(static_cast<T>(c));
    inverse = ops<T>::fence(ops<T>::divide(T(1), cap));
    inverse_lo = ops<T>::fence(ops<T>::fence(simd::fma(-inverse, cap, T(1))) * inverse);
  }

  XACT_INLINE constexpr simd::unevaluated_sum<T> inverse_square() const {
    T square = ops<T>::fence(inverse * inverse);
    T rest = ops<T>::fence(simd::fma(inverse, inverse, -square));
    return {square, ops<T>::fence(rest + ops<T>::fence((inverse + inverse) * inverse_lo))};
  }
};

}  // namespace xact::math
