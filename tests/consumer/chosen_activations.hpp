#pragma once

#include "xact/activations.hpp"
#include "xact/core/activation.hpp"

// What the user's program dispatches: one activation of xact, and one of its own.

/// f(x) = x^2 for x > 0, else 0; f'(x) = 2 x for x > 0, else 0.
struct squared_relu_t : xact::activation_interface<squared_relu_t> {
  template <class V>
  static V eval(V x) {
    const V positive = xact::relu_t::eval(x);
    return positive * positive;
  }
  template <class V>
  static V eval_derivative(V x) {
    const V positive = xact::relu_t::eval(x);
    return positive + positive;
  }
};
inline constexpr squared_relu_t squared_relu{};

using chosen_activations = xact::activation_list<xact::relu_t, squared_relu_t>;
