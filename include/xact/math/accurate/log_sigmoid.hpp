// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/expm1.hpp"
#include "xact/math/accurate/log1p_exp.hpp"
#include "xact/math/accurate/sigmoid.hpp"
#include "xact/math/fast/log_sigmoid.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

/// The logarithm of the sigmoid: -softplus(-x), and its derivative, sigmoid(-x).
struct log_sigmoid {
  using double_kernels = fast::log_sigmoid;

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return ops<V>::negative_abs(softplus_of(mirrored(x)));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return sigmoid::eval(mirrored(x));
  }

  /// 1 - exp(y).
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    using T = scalar_t<V>;
    if constexpr (single_precision<V> && !simd::has_fma<float>)
      return widening<V>::narrow(double_kernels::eval_derivative_from_output(widening<V>::widen(y)));
    else
      return one_minus_exp(ops<V>::max(V(expm1_saturates<T>), y), V(T(0)));
  }

 private:
  template <class V>
  XACT_INLINE static constexpr V mirrored(V x) {
    return ops<V>::xor_sign(x, V(scalar_t<V>(-0.0)));
  }
};

}  // namespace xact::math::accurate
