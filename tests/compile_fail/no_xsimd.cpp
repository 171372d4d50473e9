// must not compile: xact needs xsimd 8.1 or later .Debian: libxsimd-dev, vcpkg and Conan: xsimd
#include <vector>

#ifdef MUST_NOT_COMPILE
#define XSIMD_HPP  // its include guard: as if it were not there
#endif
#include "xact/algorithm.hpp"
#include "xact/sigmoid.hpp"

void forward(const std::vector<float>& x, std::vector<float>& y) { xact::forward(xact::sigmoid, x, y); }
