// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"

namespace xact {

/// f(x) and f'(x): `auto [y, dydx] = xact::gelu.forward_and_derivative(x);`
template <class V>
struct value_and_derivative {
  V value;       ///< f(x)
  V derivative;  ///< f'(x)
};

}  // namespace xact
