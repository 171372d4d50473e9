#pragma once

// What kernels.cpp defines for each instruction set and choose.cpp chooses from.

#include "xact/dispatch.hpp"

// Whether this is compiled for x86 with registers of xsimd: true or false. ARM64EC calls itself x64, but is
// ARM.
#if XACT_HAS_SIMD && !defined(_M_ARM64EC) && \
    (defined(__x86_64__) || defined(__i386__) || defined(_M_X64) || defined(_M_IX86))
#define XACT_DISPATCH_X86 true
#else
#define XACT_DISPATCH_X86 false
#endif

namespace xact::dispatch::detail {

// The instruction sets of xact-dispatch.cmake. One that does not exist on the processor that this is compiled
// for, as in the other half of a universal binary, has no table.
struct baseline {
  static constexpr const char* name = "baseline";
  static constexpr bool exists = true;
};
struct avx2 {
  static constexpr const char* name = "avx2";
  static constexpr bool exists = XACT_DISPATCH_X86;
};
struct avx512 {
  static constexpr const char* name = "avx512";
  static constexpr bool exists = XACT_DISPATCH_X86;
};

template <class Set, class Activations, bool exists = Set::exists>
struct compiled_for {};
template <class Set, class Activations>
struct XACT_HIDDEN compiled_for<Set, Activations, true> {
  static const loops<Activations> all;
};
extern template struct compiled_for<baseline, activations>;
extern template struct compiled_for<avx2, activations>;
extern template struct compiled_for<avx512, activations>;

}  // namespace xact::dispatch::detail
