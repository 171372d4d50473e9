// must not compile: xact: the arrays must all be of one type; float may stand beside bfloat16, or beside
// float16
#include <vector>

#include "xact/rows.hpp"

#ifdef MUST_NOT_COMPILE
using other = double;
#else
using other = xact::bfloat16;
#endif

void softmax(const std::vector<float>& x, std::vector<other>& y) { xact::softmax(x, y, 10); }
