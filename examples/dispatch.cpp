// One program for all processors: this file is compiled for the oldest of them, and its calls run on the best
// instruction set of the machine. xact_add_dispatch(<target>) in CMakeLists.txt is all it takes; here it is
// also told the one activation that is called, which compiles faster. XACT_INSTRUCTION_SET=avx2 in the
// environment takes another set.

#include <cstdio>
#include <vector>
#include <xact/dispatch.hpp>

int main() {
  const std::vector<float> x{-2, -1, 0, 1, 2}, grad_output(x.size(), 1);
  std::vector<float> y(x.size()), grad_input(x.size());
  xact::dispatch::forward(xact::tanh, x, y);  // on the best set that the machine has
  xact::dispatch::backward(xact::tanh, grad_output, x, grad_input);

  std::printf("instruction set: %s\n", xact::dispatch::instruction_set());
  for (std::size_t i = 0; i < x.size(); ++i)
    std::printf("tanh(%2.0f) = %7.4f with slope %7.4f\n", x[i], y[i], grad_input[i]);
}
