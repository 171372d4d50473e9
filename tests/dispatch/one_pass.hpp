#pragma once

#include <tuple>

#include "xact/activations.hpp"
#include "xact/gates.hpp"

// Function objects for dispatch, whose results are exact in every instruction set for small integers.

namespace one_pass {

struct sum_and_relu {
  template <class V>
  std::tuple<V, V> operator()(V x, V y) const {
    return {x + y, xact::relu(x)};
  }
};
struct scaled {
  double scale;
  template <class V>
  V operator()(V a, V b, V c, V d) const {
    return V(static_cast<xact::scalar_t<V>>(scale)) * ((a + b) - (c + d));
  }
};

using chosen = xact::activation_list<xact::relu_t, xact::reglu_t, sum_and_relu, scaled>;

}  // namespace one_pass
