#pragma once

#include "xact/activations.hpp"

namespace tests {

/// The activations that are tested in depth: with tiers, with a parameter, and without either. Everything of
/// them is compiled for every instruction set. Of all others, calls/extent.hpp says what is left out: what
/// could only go wrong for these as well.
using in_depth = xact::registry<        //
    xact::with_tiers<xact::sigmoid_t>,  //
    xact::with_tiers<xact::tanh_t>,     //
    xact::relu_t,                       //
    xact::leaky_relu_t>;

/// One for each kind of kernel: what is compiled with unusual options and headers.
using of_each_kind =
    decltype(xact::core::operator+(in_depth{}, xact::registry<xact::with_tiers<xact::gelu_tanh_t>>{}));

}  // namespace tests
