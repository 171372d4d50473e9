#include <vector>

#include "chosen_activations.hpp"
#include "xact/dispatch.hpp"

std::vector<float> relu_then_squared_relu(std::vector<float> x) {
  xact::dispatch::forward(xact::relu, x, x);
  xact::dispatch::forward(squared_relu, x, x);
  return x;
}
