// must not compile: xact: the arrays must all be of one type; float may stand beside bfloat16, or beside
// float16
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
using other = double;
#else
using other = float;
#endif

void forward(const std::vector<xact::float16>& x, std::vector<other>& y) { xact::forward(xact::gelu, x, y); }
