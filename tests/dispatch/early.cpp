// Prints the instruction set that dispatch chose before anything of the program was initialised. Its results,
// of the baseline too, are those of the functors as this file is compiled: the loops are compiled with its
// options.

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "../bits_hash.hpp"
#include "results.hpp"
#include "xact/dispatch.hpp"
#include "xact/sigmoid.hpp"

namespace {

const char* chosen = nullptr;

[[gnu::constructor(101)]] void choose() { chosen = xact::dispatch::instruction_set(); }

}  // namespace

int main() {
  const std::vector<float> x = results::inputs<float>();
  std::vector<float> y(x.size());
  xact::dispatch::forward(xact::fast::sigmoid, x, y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const float expected = xact::fast::sigmoid(x[i]);
    if (bits_hash::term(i, expected) != bits_hash::term(i, y[i])) {
      std::fprintf(stderr, "sigmoid(%a) is %a in an array, %a alone\n", static_cast<double>(x[i]),
                   static_cast<double>(y[i]), static_cast<double>(expected));
      return EXIT_FAILURE;
    }
  }
  std::fprintf(stderr, "%s\n", chosen);
}
