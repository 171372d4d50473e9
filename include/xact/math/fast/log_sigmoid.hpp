// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/softplus.hpp"
#include "xact/math/fast/step_table.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::fast {

/// The logarithm of the sigmoid in the fast tier: -softplus(-x), and its derivative, softplus'(-x).
struct log_sigmoid {
  template <class T>
  static constexpr simd::unrolling unroll = has_step_tables<T> ? unroll_log1p_exp : simd::unrolling{};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    if constexpr (has_step_tables<scalar_t<V>>)
      return value_in_steps(x);
    else
      return ops<V>::negative_abs(softplus().eval(mirrored(x)));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return softplus().eval_derivative(mirrored(x));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    if constexpr (has_step_tables<scalar_t<V>>) {
      return {eval(x), eval_derivative(x)};
    } else {
      auto both = softplus().eval_both(mirrored(x));
      return {ops<V>::negative_abs(both.value), both.derivative};
    }
  }

  /// 1 - e^y.
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return softplus().eval_derivative_from_output(mirrored(y));
  }

 private:
  /// It is the min that keeps NaN.
  template <class V>
  XACT_INLINE static constexpr V value_in_steps(V x) {
    using o = ops<V>;
    return o::min(V(-0.0f), x) - log1p_exp_in_steps(o::min_abs(V(no_log1p_exp), x));
  }
  template <class V>
  XACT_INLINE static constexpr V mirrored(V x) {
    return ops<V>::xor_sign(x, V(scalar_t<V>(-0.0)));
  }
};

}  // namespace xact::math::fast
