// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/alpha.hpp"
#include "xact/math/fast/exp.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

/// CELU in the fast tier: alpha (e^(x / alpha) - 1) for x < 0, and its derivative.
struct celu : celu_parameter {
  using celu_parameter::celu_parameter;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    return value_from(x, exp_of_negative_from_one(over_alpha(x)));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    return derivative_with_tail(x, exp_of_negative(over_alpha(x)).value());
  }

  template <class V>
  XACT_INLINE constexpr value_and_derivative<V> eval_both(V x) const {
    auto e = exp_of_negative(over_alpha(x));
    return {value_from(x, e), derivative_with_tail(x, e.value())};
  }

  /// 1 + y / alpha for y <= 0, and 0 where that is.
  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    V sum = ops<V>::min(V(scalar_t<V>(0)), y) + alpha_as<V>();
    return derivative_with_tail(y, sum * reciprocal<V>());
  }

 private:
  template <class V>
  XACT_INLINE constexpr V reciprocal() const {
    return ops<V>::divide(V(scalar_t<V>(1)), alpha_as<V>());
  }
  /// -|x / alpha|, up to where e to its power is 0.
  template <class V>
  XACT_INLINE constexpr V over_alpha(V x) const {
    using T = scalar_t<V>;
    constexpr T underflow = T(sizeof(T) == 4 ? -89 : -710);
    return ops<V>::max(V(underflow) * alpha_as<V>(), ops<V>::negative_abs(x)) * reciprocal<V>();
  }
  template <class V>
  XACT_INLINE constexpr V value_from(V x, const exp_factors<V>& e) const {
    return ops<V>::select_negative(x, alpha_as<V>() * e.minus_one(), x);
  }
};

}  // namespace xact::math::fast
