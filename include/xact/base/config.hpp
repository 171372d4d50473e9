// SPDX-License-Identifier: MIT

#pragma once

// The library's version and everything that depends on the compiler. No other header defines a macro.

#include "xact/base/requirements.hpp"

#define XACT_VERSION_MAJOR 0
#define XACT_VERSION_MINOR 1
#define XACT_VERSION_PATCH 0

// Kernels are inlined into their caller always: a functor costs no call, and no copy of a kernel is left
// behind that the linker could share between files built for different instruction sets. CUDA's compiler
// makes them for both sides. Patterns of bits wrap around as they are meant to, which clang's
// -fsanitize=integer would report.
#if defined(__CUDACC__)
#define XACT_INLINE __host__ __device__ __forceinline__
#elif defined(_MSC_VER) && !defined(__clang__)
#define XACT_INLINE __forceinline
#elif defined(__clang__)
#define XACT_INLINE             \
  [[__gnu__::__always_inline__, \
    clang::no_sanitize("unsigned-integer-overflow", "unsigned-shift-base", "implicit-conversion")]] inline
#else
#define XACT_INLINE [[__gnu__::__always_inline__]] inline
#endif

// What a program calls for a scalar. In a debug build (-O0) this is a function, which GCC optimises because
// it asks for that: sigmoid takes 6 ns instead of 66. A template argument, simd::this_file, keeps it apart
// from its copies in other files.
#if defined(__GNUC__) && !defined(__clang__) && !defined(__OPTIMIZE__) && !defined(__CUDACC__)
#define XACT_CALLED [[__gnu__::__optimize__("O2")]] inline
#else
#define XACT_CALLED XACT_INLINE
#endif

// What is called seldom, and would else be inlined in many places: a function of its own, with
// simd::this_file among its template arguments.
#if defined(__GNUC__) && !defined(__CUDACC__)
#define XACT_SELDOM [[__gnu__::__noinline__, __gnu__::__cold__]] inline
#else
#define XACT_SELDOM XACT_INLINE
#endif

// Keeps a symbol of a library or a program apart from those of others that are loaded beside it.
#if defined(__ELF__)
#define XACT_HIDDEN [[__gnu__::__visibility__("hidden")]]
#else
#define XACT_HIDDEN
#endif

// Declares a table that kernels read. A GPU reads its own copy.
#if defined(__CUDA_ARCH__)
#define XACT_TABLE static __device__ constexpr
#else
#define XACT_TABLE inline constexpr
#endif

// 1 where xsimd provides the registers that array functions run on, 0 where these are scalar loops: with
// XACT_NO_SIMD, in CUDA, whose compiler does not take xsimd, and on 32-bit ARM, whose NEON flushes
// subnormal numbers to zero and cannot divide.
#if defined(XACT_NO_SIMD) || defined(__CUDACC__) || defined(__arm__)
#define XACT_HAS_SIMD 0
#else
#define XACT_HAS_SIMD 1
#endif

// 1 where a fused multiply-add of this type is one instruction of the target, 0 where it would be a call.
// These are the only switches between the library's two arithmetic classes (see simd/fma.hpp). A small ARM or
// RISC-V core may have it for float alone.
#if defined(__FMA__) || defined(__FP_FAST_FMA) || defined(__CUDA_ARCH__) ||                             \
    (defined(_MSC_VER) && defined(__AVX2__)) || (defined(__ARM_FEATURE_FMA) && defined(__aarch64__)) || \
    (defined(__ARM_FEATURE_FMA) && defined(__ARM_FP) && (__ARM_FP & 8) != 0) ||                         \
    (defined(__riscv_flen) && __riscv_flen >= 64)
#define XACT_HAS_FMA_DOUBLE 1
#else
#define XACT_HAS_FMA_DOUBLE 0
#endif
#if XACT_HAS_FMA_DOUBLE || defined(__FP_FAST_FMAF) || defined(__ARM_FEATURE_FMA) || defined(__riscv_flen)
#define XACT_HAS_FMA_FLOAT 1
#else
#define XACT_HAS_FMA_FLOAT 0
#endif

// An optimisation barrier: hides where a register's value came from, so that a product which is meant to be
// rounded is not contracted into the sum that follows it (GCC contracts by default, across intrinsics too).
#if defined(__CUDA_ARCH__)
#define XACT_FENCE(reg)           \
  if constexpr (sizeof(reg) == 4) \
    asm("" : "+f"(reg));          \
  else                            \
    asm("" : "+d"(reg))
#elif defined(__AVX512F__)
#define XACT_FENCE(reg) asm("" : "+v"(reg))
#elif defined(__SSE2__)
#define XACT_FENCE(reg) asm("" : "+x"(reg))
#elif defined(__aarch64__)
#define XACT_FENCE(reg) asm("" : "+w"(reg))
#elif defined(__arm__) && defined(__ARM_FP)
#define XACT_FENCE(reg)                                \
  if constexpr (sizeof(reg) <= (__ARM_FP & 8 ? 8 : 4)) \
    asm("" : "+w"(reg));                               \
  else                                                 \
    asm("" : "+r"(reg))
#elif defined(__riscv_flen)
#define XACT_FENCE(reg)                          \
  if constexpr (8 * sizeof(reg) <= __riscv_flen) \
    asm("" : "+f"(reg));                         \
  else if constexpr (sizeof(reg) <= 8)           \
    asm("" : "+r"(reg));                         \
  else                                           \
    asm("" : "+vr"(reg))
#elif defined(__GNUC__) && (defined(__powerpc64__) || defined(__s390x__))
#define XACT_FENCE(reg) asm("" : "+m"(reg))
#else
#define XACT_FENCE(reg) static_cast<void>(0)
#define XACT_HAS_FENCE 0
#endif
#if !defined(XACT_HAS_FENCE)
#define XACT_HAS_FENCE 1
#endif

// The compiler's own types of 16 bits, where C++ has them in full; GCC's are std::float16_t and
// std::bfloat16_t in C++23. GCC 12 has _Float16 on x86 only, and clang leaves the rounding to __bf16 to a
// library that may be missing.
#if !defined(__CUDACC__) && !defined(_MSC_VER) && defined(__FLT16_MANT_DIG__) && \
    (defined(__clang__) || __GNUC__ >= 13 || defined(__SSE2__))
#define XACT_FLOAT16 _Float16
#endif
#if !defined(__CUDACC__) && !defined(__clang__) && defined(__BFLT16_MANT_DIG__)
#define XACT_BFLOAT16 __bf16
#endif

// 1 where the compiler may change the order of operations: kernels run on simd::ordered then. GCC defines a
// macro for each permission, clang up to 17 only for -ffast-math as a whole, and for pragmas neither does.
// There, simd::refuse_reordering() stops the compilation, unless the program has defined this itself.
#if defined(XACT_FAST_MATH)
#define XACT_ASKS_FOR_REORDERING 0
#elif defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__)
#define XACT_FAST_MATH 1
#define XACT_ASKS_FOR_REORDERING 0
#else
#define XACT_FAST_MATH 0
#define XACT_ASKS_FOR_REORDERING XACT_HAS_FENCE
#endif

// a /= b on registers of this `kind` ("ss", "ps", ...), as an instruction: under -ffast-math the compiler
// multiplies by an approximate reciprocal, which of 2^127 is 0 and of infinity NaN times infinity.
#if defined(__CUDA_ARCH__) || !defined(__SSE2__)
#define XACT_DIVIDE(kind, a, b) static_cast<void>(a = a / b)
#elif defined(__AVX512F__)
#define XACT_DIVIDE(kind, a, b) asm("{vdiv" kind " %1, %0, %0|vdiv" kind " %0, %0, %1}" : "+v"(a) : "v"(b))
#elif defined(__AVX__)
#define XACT_DIVIDE(kind, a, b) asm("{vdiv" kind " %1, %0, %0|vdiv" kind " %0, %0, %1}" : "+x"(a) : "x"(b))
#else
#define XACT_DIVIDE(kind, a, b) asm("{div" kind " %1, %0|div" kind " %0, %1}" : "+x"(a) : "x"(b))
#endif

// a = sqrt(a) on a register of this `kind`, as an instruction: under -ffast-math the compiler multiplies by
// an approximate reciprocal square root, and without it calls a function that sets errno. AVX names the
// operand of a scalar `once_more`.
#if defined(__CUDA_ARCH__)
#define XACT_SQUARE_ROOT(kind, once_more, a) \
  if constexpr (sizeof(a) == 4)              \
    a = __fsqrt_rn(a);                       \
  else                                       \
    a = __dsqrt_rn(a)
#elif defined(_MSC_VER) && !defined(__clang__)
#define XACT_SQUARE_ROOT(kind, once_more, a) static_cast<void>(a = std::sqrt(a))
#elif !defined(__SSE2__)
#define XACT_SQUARE_ROOT(kind, once_more, a) \
  if constexpr (sizeof(a) == 4)              \
    a = __builtin_sqrtf(a);                  \
  else                                       \
    a = __builtin_sqrt(a)
#elif defined(__AVX512F__)
#define XACT_SQUARE_ROOT(kind, once_more, a) asm("vsqrt" kind " " once_more "%0, %0" : "+v"(a))
#elif defined(__AVX__)
#define XACT_SQUARE_ROOT(kind, once_more, a) asm("vsqrt" kind " " once_more "%0, %0" : "+x"(a))
#else
#define XACT_SQUARE_ROOT(kind, once_more, a) asm("sqrt" kind " %0, %0" : "+x"(a))
#endif
