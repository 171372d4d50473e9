// must not compile: xact: this activation has no derivative: forward and transform take it as it is
#include "xact/core/activation.hpp"

struct cube_t : xact::activation_interface<cube_t> {
  template <class V>
  static V eval(V x) {
    return x * x * x;
  }
#ifndef MUST_NOT_COMPILE
  template <class V>
  static V eval_derivative(V x) {
    return V(3) * x * x;
  }
#endif
};

auto dydx = cube_t().derivative(2.0f);
