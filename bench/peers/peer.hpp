#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "xact/core/float16.hpp"

// What one can take instead of xact, each in a source of its own, so that one that is not installed is left
// out. A new one is a source here, its line in all_peers(), and its find_... in CMakeLists.txt.

namespace peers {

/// y[i] = f(x[i]), i < n.
template <class T>
using function = void (*)(const T* x, T* y, std::size_t n);

/// One activation, on the types that it is there for.
struct entry {
  std::string_view activation;  ///< the name of the accurate functor: gelu
  function<float> of_float;
  function<xact::bfloat16> of_bfloat16 = nullptr;
  function<xact::float16> of_float16 = nullptr;
};

struct peer {
  std::string_view name;
  std::vector<entry> functions;
};

peer xact_accurate();
peer xact_exact();
peer xact_fast();
peer standard_library();
peer look_up_table();
peer xsimd_formulas();
peer intrinsics();
peer libmvec();
peer sleef();
peer highway();
peer eigen();

/// Those that this build has; xact first.
std::vector<peer> all_peers();

/// The true f(x), to long double.
long double truth(std::string_view activation, float x);

}  // namespace peers
