#pragma once

// The library's version and everything that depends on the compiler. No other header defines a macro.

#define XACT_VERSION_MAJOR 0
#define XACT_VERSION_MINOR 1
#define XACT_VERSION_PATCH 0

// Kernels are inlined into their caller always: a functor costs no call, and no copy of a kernel is left
// behind that the linker could share between files built for different instruction sets.
#if defined(_MSC_VER) && !defined(__clang__)
#define XACT_INLINE __forceinline
#else
#define XACT_INLINE [[gnu::always_inline]] inline
#endif

// 1 where a fused multiply-add is one instruction of the target, 0 where it would be a call. This is the
// only switch between the library's two arithmetic classes (see simd/fma.hpp).
#if defined(__FMA__) || defined(__FP_FAST_FMA) || defined(__ARM_FEATURE_FMA) || defined(__CUDACC__) || \
    (defined(_MSC_VER) && defined(__AVX2__))
#define XACT_HAS_FMA 1
#else
#define XACT_HAS_FMA 0
#endif

// Hides where a register's value came from, so that a product which is meant to be rounded is not
// contracted into the sum that follows it (GCC contracts by default, across intrinsics too).
#if defined(__AVX512F__)
#define XACT_FENCE(reg) asm("" : "+v"(reg))
#elif defined(__SSE2__)
#define XACT_FENCE(reg) asm("" : "+x"(reg))
#elif defined(__aarch64__)
#define XACT_FENCE(reg) asm("" : "+w"(reg))
#elif defined(__riscv_flen)
#define XACT_FENCE(reg) asm("" : "+f"(reg))
#else
#define XACT_FENCE(reg) static_cast<void>(0)
#endif
