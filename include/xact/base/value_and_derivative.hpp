// SPDX-License-Identifier: MIT

#pragma once

namespace xact {

/// f(x) and f'(x): `auto [y, dydx] = xact::gelu.forward_and_derivative(x);`
template <class V>
struct value_and_derivative {
  V value, derivative;
};

}  // namespace xact
