// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/math/fast/log1p_exp.hpp"
#include "xact/math/softplus_beta.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

/// Softplus in the fast tier: f(x) = max(x, 0) + log(1 + e) / beta, e = e^-|beta x|, and f'(x) = 1 / (1 + e)
/// for x >= 0, e / (1 + e) for x < 0.
struct softplus : softplus_beta {
  using softplus_beta::softplus_beta;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    return value_from(x, exp_of_minus_magnitude(x));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    return derivative_from(x, exp_of_minus_magnitude(x));
  }

  template <class V>
  XACT_INLINE constexpr value_and_derivative<V> eval_both(V x) const {
    auto e = exp_of_minus_magnitude(x);
    return {value_from(x, e), derivative_from(x, e)};
  }

  /// 1 - e^(-beta y).
  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    return one_minus_exp_of_minus(clamped(y), exponent<V>());
  }

 private:
  /// a >= 0, up to where e^(-beta a) is 0.
  template <class V>
  XACT_INLINE constexpr V clamped(V a) const {
    using T = scalar_t<V>;
    return ops<V>::min(V(no_exp_of_minus<T> * scale_for<T>().inverse), a);
  }
  template <class V>
  XACT_INLINE constexpr V exponent() const {
    using T = scalar_t<V>;
    return V(-static_cast<T>(beta) * half_log2_e<T>);
  }
  template <class V>
  XACT_INLINE constexpr quotient<V> exp_of_minus_magnitude(V x) const {
    return exp_of_minus(clamped(ops<V>::abs(x)), exponent<V>());
  }
  template <class V>
  XACT_INLINE constexpr V value_from(V x, const quotient<V>& e) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    return o::mul_add(log1p(e), V(scale_for<T>().inverse), o::max(V(T(0)), x));
  }
  template <class V>
  XACT_INLINE static constexpr V derivative_from(V x, const quotient<V>& e) {
    using o = ops<V>;
    return o::divide(o::select_negative(x, e.numerator, e.denominator), e.numerator + e.denominator);
  }
};

}  // namespace xact::math::fast
