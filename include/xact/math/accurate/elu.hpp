// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/expm1.hpp"
#include "xact/math/alpha.hpp"
#include "xact/math/fast/elu.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

/// ELU: alpha (e^x - 1) for x < 0, and its derivative, alpha e^x.
struct elu : elu_parameter {
  using double_kernels = fast::elu;
  using elu_parameter::elu_parameter;
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {3, 3}, .both = {3, 3}};

  XACT_INLINE constexpr auto in_double() const { return double_kernels(simd::rounded_to_float(alpha)); }

  /// Whether the truth is closer to 0 than y, a result in double for x < 0: the term after alpha x, or after
  /// alpha, is less than a double can hold.
  XACT_INLINE constexpr bool rounds_away_from_0(double x, double y) const {
    return x < 0 && x - x == 0 && (y == alpha * x || y == alpha || y == -alpha);
  }

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using o = ops<V>;
    V t = o::max(V(expm1_saturates<scalar_t<V>>), o::negative_abs(x));
    return with_tail(x, times_from_one(o::abs(alpha_as<V>()), 0, expm1_split(t)));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    V zero(scalar_t<V>(0));
    return derivative_with_tail(x, times_exp(alpha_as<V>(), ops<V>::negative_abs(x), zero));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    return derivative_of_output(y);
  }
};

}  // namespace xact::math::accurate
