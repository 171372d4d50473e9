// must not compile: mutable_array_of_floats
#include <span>
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
using output = std::span<const float>;
#else
using output = std::span<float>;
#endif

void forward(const std::vector<float>& x, output y) { xact::forward(xact::relu, x, y); }
