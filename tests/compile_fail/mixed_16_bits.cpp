// must not compile: xact: the arrays must all be of one type; float may stand beside bfloat16, or beside
// float16
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
using other = xact::float16;
#else
using other = float;
#endif

void backward(const std::vector<xact::bfloat16>& grad_output, const std::vector<other>& x,
              std::vector<xact::bfloat16>& grad_input) {
  xact::backward(xact::sigmoid, grad_output, x, grad_input);
}
