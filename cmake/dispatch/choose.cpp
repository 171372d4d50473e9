// Which of XACT_DISPATCH_SETS, best first, runs on this machine. Compiled without their flags.

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "kernels.hpp"

#if XACT_DISPATCH_X86 && defined(_MSC_VER)
#include <xsimd/xsimd.hpp>
#elif XACT_DISPATCH_X86
#include <cpuid.h>
#endif

namespace xact::dispatch::detail {
namespace {

// Not xsimd's word where the compiler has one: up to xsimd 13 it does not ask whether the operating system
// saves the registers, nor for all that an AVX-512 build uses.
#if XACT_DISPATCH_X86 && defined(_MSC_VER)
bool runs_here(avx512) { return xsimd::available_architectures().has(xsimd::avx512bw{}); }
bool runs_here(avx2) { return xsimd::available_architectures().has(xsimd::fma3<xsimd::avx2>{}); }
#elif XACT_DISPATCH_X86
bool runs_here(avx512) {
  return __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx512f") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
bool runs_here(avx2) {
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  const bool f16c =
      __get_cpuid(1, &eax, &ebx, &ecx, &edx) != 0 && (ecx & bit_F16C) != 0;  // no word in clang 14
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && f16c;
}
#endif
bool runs_here(baseline) { return true; }

/// The first of Sets that runs here and has this name, if one is asked for.
template <class... Sets>
struct sets {
  template <class Activations>
  static const loops<Activations>* first(const char* name) {
    const loops<Activations>* found = nullptr;
    const auto is_it = [&]<class Set>([[maybe_unused]] Set set) {
      if constexpr (Set::exists) {
        if ((name != nullptr && std::strcmp(name, Set::name) != 0) || !runs_here(set)) return false;
        found = &compiled_for<Set, Activations>::all;
        return true;
      } else {
        return false;
      }
    };
    static_cast<void>((is_it(Sets{}) || ...));
    return found;
  }
};

template <class Activations>
const loops<Activations>& look_for_best() {
#if XACT_DISPATCH_X86 && !defined(_MSC_VER)
  __builtin_cpu_init();  // dispatch may be called before the constructor that does this
#endif
  using all = sets<XACT_DISPATCH_SETS>;
  const char* const name = std::getenv("XACT_INSTRUCTION_SET");
  if (name != nullptr && *name != '\0') {
    if (const auto* const asked_for = all::first<Activations>(name)) return *asked_for;
    std::fprintf(stderr,
                 "xact: XACT_INSTRUCTION_SET=%s is not in this program, or does not run on this machine\n",
                 name);
  }
  return *all::first<Activations>(nullptr);
}

}  // namespace

template <class Activations>
const loops<Activations>& best() {
  static const loops<Activations>& once = look_for_best<Activations>();
  return once;
}

template const loops<activations>& best<activations>();

}  // namespace xact::dispatch::detail
