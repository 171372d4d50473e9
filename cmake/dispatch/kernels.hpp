#pragma once

// What kernels.cpp defines for each instruction set and choose.cpp chooses from.

#include "xact/dispatch.hpp"

namespace xact::dispatch::detail {

// The instruction sets of xact-dispatch.cmake.
struct baseline {
  static constexpr const char* name = "baseline";
};
struct avx2 {
  static constexpr const char* name = "avx2";
};
struct avx512 {
  static constexpr const char* name = "avx512";
};

template <class Set, class Activations>
struct XACT_HIDDEN compiled_for {
  static const loops<Activations> all;
};
extern template struct compiled_for<baseline, activations>;
extern template struct compiled_for<avx2, activations>;
extern template struct compiled_for<avx512, activations>;

}  // namespace xact::dispatch::detail
