// must not compile: add -mno-fma4
// options: -mfma4
#include "xact/sigmoid.hpp"

auto y = xact::sigmoid(1.0);
