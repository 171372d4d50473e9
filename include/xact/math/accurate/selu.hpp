// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/expm1.hpp"
#include "xact/math/fast/selu.hpp"
#include "xact/math/selu_constants.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

/// SELU: scale x, or scale alpha (e^x - 1) for x < 0; and its derivative.
struct selu {
  using double_kernels = fast::selu;
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {3, 3}, .both = {3, 3}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using k = selu_constants<scalar_t<V>>;
    V t = o::max(V(expm1_saturates<scalar_t<V>>), o::negative_abs(x));
    return selu_from_left(
        x, ops<V>::negative_abs(times_from_one(V(k::scale_alpha), k::scale_alpha_error, expm1_split(t))));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    using k = selu_constants<scalar_t<V>>;
    return selu_derivative_from_tail(
        x, times_exp(V(k::scale_alpha), ops<V>::negative_abs(x), V(k::scale_alpha_error)));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return selu_derivative_from_output(y);
  }
};

}  // namespace xact::math::accurate
