// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/math/fast/gate.hpp"
#include "xact/math/swish.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

namespace detail {

/// z = beta x, beta >= 0, for math/fast/gate.hpp.
struct swish_argument {
  double beta = 1;

  template <class T>
  XACT_INLINE constexpr T infinite() const {
    return limit_of_product(identity::infinite<T>(), static_cast<T>(beta));
  }
  template <class T>
  XACT_INLINE constexpr T saturated() const {
    return limit_of_product(identity::saturated<T>(), static_cast<T>(beta));
  }

  template <class V>
  XACT_INLINE constexpr V exponent(V) const {
    using T = scalar_t<V>;
    return V(static_cast<T>(-half_log2_e<double> * static_cast<double>(static_cast<T>(beta))));
  }
  template <class V>
  XACT_INLINE constexpr V times_derivative(V x, V) const {
    return x * V(static_cast<scalar_t<V>>(beta));
  }
};

}  // namespace detail

/// Swish in the fast tier, which is a gate.
using swish = math::swish<gate<detail::swish_argument>, detail::swish_argument>;

}  // namespace xact::math::fast
