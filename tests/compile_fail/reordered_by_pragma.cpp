// must not compile: leave off -fassociative-math, #pragma GCC optimize..fast-math.. and the like, or compile with -DXACT_FAST_MATH=1
// options: -O2
// compiler: GNU
#ifdef MUST_NOT_COMPILE
#pragma GCC optimize("fast-math")  // as a header of somebody else's leaves it
#endif
#include "xact/sigmoid.hpp"

float sigmoid(float x) { return xact::sigmoid(x); }
