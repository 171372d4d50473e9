// must not compile: mutable_array_of_floats
#include <span>
#include <vector>

#include "xact/rows.hpp"

#ifdef MUST_NOT_COMPILE
using output = std::span<const float>;
#else
using output = std::span<float>;
#endif

void softmax(const std::vector<float>& x, output y) { xact::softmax(x, y, 10); }
