#pragma once

#include "xact/activations.hpp"

/// What is dispatched here: loops are the same for all activations, so that these are one of each kind, with
/// all tiers, with a parameter, and without either.
using dispatched = xact::registry<      //
    xact::with_tiers<xact::sigmoid_t>,  //
    xact::relu_t,                       //
    xact::leaky_relu_t>;
