// SPDX-License-Identifier: MIT

#pragma once

// What the library asks of the compiler and its options, in words instead of in hundreds of errors or in
// wrong results. base/config.hpp includes it first, so every header does.

// The last line stops the compiler, which else goes on, and buries the first message under its own.
#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "xact needs C++20: compile with -std=c++20 (Visual C++: /std:c++20; CMake: cxx_std_20)"
#include <xact/needs_cxx20>
#endif

// A single header has the same definitions as these files, and their #pragma once does not know of it.
#if defined(XACT_SINGLE_HEADER)
#error "xact: a single header comes before this one of the folder xact/: include only that file, or only the folder's"
#include <xact/needs_either_the_single_header_or_the_folder>
#endif

// Sums and products have to be rounded to their type, one by one. The old floating-point unit of x86 rounds
// later.
#if (defined(__i386__) || defined(__x86_64__)) && !defined(__SSE2_MATH__) || \
    defined(_M_IX86_FP) && _M_IX86_FP < 2 ||                                 \
    defined(__FLT_EVAL_METHOD__) && (__FLT_EVAL_METHOD__ == 1 || __FLT_EVAL_METHOD__ == 2)
#error "xact: float is computed in a wider type here (FLT_EVAL_METHOD): on x86, add -msse2 -mfpmath=sse"
#include <xact/needs_float_arithmetic>
#endif

// All processors with AVX-512 have FMA. Without it, scalars would be computed in other bits than registers.
#if defined(__AVX512F__) && !defined(__FMA__) && !defined(_MSC_VER)
#error "xact: -mavx512f does without FMA in this compiler: add -mfma"
#include <xact/needs_fma_beside_avx512>
#endif

// The compiler fuses products and sums by it, where it likes.
#if defined(__FMA4__) && !defined(__FMA__)
#error "xact: FMA4 is not supported: add -mno-fma4"
#include <xact/needs_no_fma4>
#endif

namespace xact {

static_assert(0.1 != static_cast<double>(0.1F),
              "xact: constants of double are rounded to float here: leave -fsingle-precision-constant off");

}  // namespace xact
