// must not compile: xact: the arrays differ in size
#include <array>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
using output = std::array<float, 9>;
#else
using output = std::array<float, 8>;
#endif

void forward(const std::array<float, 8>& x, output& y) { xact::forward(xact::relu, x, y); }
