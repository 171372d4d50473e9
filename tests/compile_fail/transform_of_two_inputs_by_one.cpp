// must not compile: xact: transform calls f with a register's worth of each input
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
constexpr auto f = [](auto x) { return xact::gelu(x); };
#else
constexpr auto f = [](auto x, auto bias) { return xact::gelu(x + bias); };
#endif

void gelu(const std::vector<float>& x, const std::vector<float>& bias, std::vector<float>& y) {
  xact::transform(f, x, bias, y);
}
