// must not compile: add -mfma
// options: -mavx512f -mno-fma
// compiler: GNU
#include "xact/sigmoid.hpp"

auto y = xact::sigmoid(1.0);
