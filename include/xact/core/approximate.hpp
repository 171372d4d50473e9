// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/accuracy.hpp"

namespace xact {

/// The two functions called GELU, by PyTorch's names.
enum class approximate {
  none,  ///< x Phi(x), with the normal distribution function Phi
  tanh   ///< x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3))
};

/// Either of them, in a tier.
template <approximate = approximate::none, accuracy A = accuracy::accurate>
struct gelu_t;

}  // namespace xact
