// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/gate.hpp"
#include "xact/math/from_output.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::fast {

/// Sigmoid in the fast tier: f(x) = s(x), and f'(x) = s (1 - s), s = f(-|x|), as in math/fast/gate.hpp.
struct sigmoid {
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {4, 6}, .derivative = {4, 5}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return logistic{}.rising(ops<V>::max(V(-logistic::infinite<scalar_t<V>>()), x));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return logistic_variance(logistic{}.tail_of(x).value());
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    if constexpr (!simd::has_fma<scalar_t<V>>) return {eval(x), eval_derivative(x)};
    auto tail = logistic{}.tail_of(x);
    return {tail.rising(x), logistic_variance(tail.value())};
  }

  /// y (1 - y).
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return logistic_variance(y);
  }

 private:
  using logistic = logistic_of<identity>;
};

}  // namespace xact::math::fast
