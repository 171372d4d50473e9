// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/exp.hpp"
#include "xact/math/selu_constants.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

/// SELU in the fast tier: scale x, or scale alpha (e^x - 1) for x < 0; and its derivative.
struct selu {
  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return value_from(x, exp_of_negative_from_one(x));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return derivative_from(x, exp_of_negative(x));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    auto e = exp_of_negative(x);
    return {value_from(x, e), derivative_from(x, e)};
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return selu_derivative_from_output(y);
  }

 private:
  template <class V>
  XACT_INLINE static constexpr V value_from(V x, const exp_factors<V>& e) {
    return selu_from_left(x, V(selu_constants<scalar_t<V>>::scale_alpha) * e.minus_one());
  }
  template <class V>
  XACT_INLINE static constexpr V derivative_from(V x, const exp_factors<V>& e) {
    return selu_derivative_from_tail(x, V(selu_constants<scalar_t<V>>::scale_alpha) * e.value());
  }
};

}  // namespace xact::math::fast
