// must not compile: xact: f must return what it is called with.*several outputs, a std::tuple of as many
#include <tuple>
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
constexpr auto f = [](auto x) { return x; };
#else
constexpr auto f = [](auto x) { return std::tuple(x, x * x); };
#endif

void both(const std::vector<float>& x, std::vector<float>& y, std::vector<float>& square) {
  xact::transform(f, x, xact::outputs(y, square));
}
