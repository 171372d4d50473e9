// must not compile: xact: the first argument must be an activation, or a gate, as xact::swiglu is
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
constexpr auto f = [](auto a, auto b) { return a * b; };
#else
constexpr auto f = xact::swiglu;
#endif

void gated(const std::vector<float>& a, const std::vector<float>& b, std::vector<float>& y) {
  xact::forward_gated(f, a, b, y);
}
