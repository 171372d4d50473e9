// must not compile: array_of_integers
#include <vector>

#include "xact/rows.hpp"

#ifdef MUST_NOT_COMPILE
using class_index = float;
#else
using class_index = int;
#endif

void loss(const std::vector<float>& x, const std::vector<class_index>& classes, std::vector<float>& y) {
  xact::softmax_cross_entropy(x, classes, y, 10);
}
