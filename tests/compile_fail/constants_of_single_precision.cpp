// must not compile: leave -fsingle-precision-constant off
// options: -fsingle-precision-constant
// compiler: GNU
#include "xact/sigmoid.hpp"

auto y = xact::sigmoid(1.0);
