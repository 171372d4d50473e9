#pragma once

#include "xact/activations.hpp"

namespace tests {

/// The activations that are tested in depth: there is one for each kind of kernel and of functor. Everything
/// of them is compiled for every instruction set, and with unusual options and headers. Of all others, calls/
/// says what is left out: what could only go wrong for these as well.
using in_depth = xact::registry<        //
    xact::with_tiers<xact::sigmoid_t>,  //
    xact::with_tiers<xact::tanh_t>,     //
    xact::relu_t,                       //
    xact::leaky_relu_t,                 //
    xact::with_tiers<xact::gelu_tanh_t>>;

}  // namespace tests
