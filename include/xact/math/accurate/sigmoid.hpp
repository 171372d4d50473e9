// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/logistic.hpp"
#include "xact/math/fast/sigmoid.hpp"
#include "xact/math/from_output.hpp"
#include "xact/math/narrow/sigmoid.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

/// Sigmoid: 2^n / (2^n + F) with F = 2^n exp(-x), and one Newton step on the unrounded denominator.
struct sigmoid {
  using double_kernels = fast::sigmoid;
  template <class T>
  static constexpr simd::unrolling unroll = {.derivative = {4, 6}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr bool single = sizeof(T) == 4;
    constexpr T underflow = single ? -104 : -746, saturation = single ? 18 : 38;
    auto [y, correction] = logistic(o::max(V(underflow), o::min(V(saturation), x)), V(T(0)));
    return scaled_down(o::mul_add(y, correction, y));
  }

  template <std::same_as<simd::bfloat16_format> Format, class V>
  XACT_INLINE static constexpr V eval_narrow(V x) {
    return narrow::sigmoid_bfloat16(x);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    using T = scalar_t<V>;
    constexpr T underflow = sizeof(T) == 4 ? -105 : -747;
    return logistic_derivative<0>(ops<V>::max(V(underflow), ops<V>::negative_abs(x)));
  }

  /// y (1 - y), rounded once.
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return minus_square(y, y);
  }
};

}  // namespace xact::math::accurate
