// must not compile: xact: this activation has no derivative from its output.* call backward
#include <vector>

#include "xact/xact.hpp"

void backward(const std::vector<float>& grad_output, const std::vector<float>& x,
              std::vector<float>& grad_input) {
#ifdef MUST_NOT_COMPILE
  xact::backward_from_output(xact::gelu, grad_output, x, grad_input);
#else
  xact::backward(xact::gelu, grad_output, x, grad_input);
#endif
}
