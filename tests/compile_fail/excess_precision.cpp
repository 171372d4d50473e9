// must not compile: on x86, add -msse2 -mfpmath=sse
// options: -mfpmath=387
// compiler: GNU
#include "xact/sigmoid.hpp"

auto y = xact::sigmoid(1.0);
