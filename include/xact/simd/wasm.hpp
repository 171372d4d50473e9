// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>

#include "xact/base/config.hpp"

// What xsimd does otherwise than the kernels need, on WebAssembly's registers, which are all of one type.
// Included by simd/xsimd.hpp only.

namespace xact::simd::wasm {

// So that simd/xsimd.hpp may ask for an overload that this build does not have.
template <class T>
void max();
template <class T>
void min();

}  // namespace xact::simd::wasm

#if defined(__wasm_simd128__)

#include <wasm_simd128.h>

namespace xact::simd::wasm {

// One instruction, and out of reach of clang 14, which takes a bound of -0 for 0 in compare and select.

template <class T>
XACT_INLINE v128_t max(v128_t bound, v128_t x) {
  return std::same_as<T, float> ? wasm_f32x4_pmax(x, bound) : wasm_f64x2_pmax(x, bound);
}
template <class T>
XACT_INLINE v128_t min(v128_t bound, v128_t x) {
  return std::same_as<T, float> ? wasm_f32x4_pmin(x, bound) : wasm_f64x2_pmin(x, bound);
}

}  // namespace xact::simd::wasm

#endif
