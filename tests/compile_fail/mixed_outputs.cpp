// must not compile: xact: the arrays must all be of one type; float may stand beside bfloat16, or beside
// float16
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
using other = double;
#else
using other = float;
#endif

void both(const std::vector<float>& x, std::vector<float>& y, std::vector<other>& dydx) {
  xact::forward_and_derivative(xact::sigmoid, x, y, dydx);
}
