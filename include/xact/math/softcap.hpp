// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

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
