// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/alpha.hpp"
#include "xact/math/fast/exp.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

/// ELU in the fast tier: alpha (e^x - 1) for x < 0, and its derivative.
struct elu : elu_parameter {
  using elu_parameter::elu_parameter;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    return value_from(x, exp_of_negative_from_one(x));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    return derivative_from(x, exp_of_negative(x));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    return derivative_of_output(y);
  }

  template <class V>
  XACT_INLINE constexpr value_and_derivative<V> eval_both(V x) const {
    auto e = exp_of_negative(x);
    return {value_from(x, e), derivative_from(x, e)};
  }

 private:
  template <class V>
  XACT_INLINE constexpr V value_from(V x, const exp_factors<V>& e) const {
    return ops<V>::select_negative(x, alpha_as<V>() * e.minus_one(), x);
  }
  template <class V>
  XACT_INLINE constexpr V derivative_from(V x, const exp_factors<V>& e) const {
    return derivative_with_tail(x, alpha_as<V>() * e.value());
  }
};

}  // namespace xact::math::fast
