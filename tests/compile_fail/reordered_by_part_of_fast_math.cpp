// must not compile: leave off -fassociative-math, .* or compile with -DXACT_FAST_MATH=1
// options: -O1 -ffast-math -fno-finite-math-only
// compiler: Clang
#include "xact/sigmoid.hpp"

float sigmoid(float x) { return xact::sigmoid(x); }
