// must not compile: xact: the last argument of transform must be the output
#include <span>
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
using output = std::span<const float>;
#else
using output = std::span<float>;
#endif

void twice(const std::vector<float>& x, output y) {
  xact::transform([](auto a) { return a + a; }, x, y);
}
