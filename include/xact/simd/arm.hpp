// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"

// What xsimd does otherwise than the kernels need, as overloads on ARM registers. Included by simd/xsimd.hpp
// only.

namespace xact::simd::arm {

// So that simd/xsimd.hpp may ask for an overload that this build does not have.
void divide();
void widen_lower();
void widen_upper();
void narrow();

}  // namespace xact::simd::arm

#if defined(__aarch64__) && defined(__ARM_NEON)

#include <arm_neon.h>

namespace xact::simd::arm {

/// xsimd's own comes from an approximate reciprocal, and is an ULP off now and then.
XACT_INLINE float32x4_t divide(float32x4_t a, float32x4_t b) { return vdivq_f32(a, b); }
/// Without it, clang would take the one above for double, too: to it, registers of one size convert.
XACT_INLINE float64x2_t divide(float64x2_t a, float64x2_t b) { return vdivq_f64(a, b); }

XACT_INLINE float64x2_t widen_lower(float32x4_t x) { return vcvt_f64_f32(vget_low_f32(x)); }
XACT_INLINE float64x2_t widen_upper(float32x4_t x) { return vcvt_high_f64_f32(x); }
XACT_INLINE float32x4_t narrow(float64x2_t lower, float64x2_t upper) {
  return vcvt_high_f32_f64(vcvt_f32_f64(lower), upper);
}

}  // namespace xact::simd::arm

#endif
