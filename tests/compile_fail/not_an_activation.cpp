// must not compile: xact: the first argument must be an activation, an object with forward
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
constexpr struct {
  float operator()(float x) const { return x; }
} f;
#else
constexpr auto f = xact::sigmoid;
#endif

void forward(const std::vector<float>& x, std::vector<float>& y) { xact::forward(f, x, y); }
