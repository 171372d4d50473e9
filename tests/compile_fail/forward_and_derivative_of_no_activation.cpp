// must not compile: xact: the first argument must be an activation, an object with forward
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
constexpr auto f = [](float x) { return x; };
#else
constexpr auto f = xact::sigmoid;
#endif

void both(const std::vector<float>& x, std::vector<float>& y, std::vector<float>& dydx) {
  xact::forward_and_derivative(f, x, y, dydx);
}
