#pragma once

#include "xact/core/config.hpp"

// What xsimd does otherwise than the kernels need, as overloads on ARM registers. Included by simd/xsimd.hpp
// only.

namespace xact::simd::arm {

void divide();  // so that simd/xsimd.hpp may ask for an overload that this build does not have

}  // namespace xact::simd::arm

#if defined(__aarch64__) && defined(__ARM_NEON)

#include <arm_neon.h>

namespace xact::simd::arm {

/// xsimd's own comes from an approximate reciprocal, and is an ULP off now and then.
XACT_INLINE float32x4_t divide(float32x4_t a, float32x4_t b) { return vdivq_f32(a, b); }

}  // namespace xact::simd::arm

#endif
