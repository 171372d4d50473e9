// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/math/fast/gate.hpp"
#include "xact/math/fast/log1p_exp.hpp"
#include "xact/math/fast/step_table.hpp"
#include "xact/math/fast/swish.hpp"
#include "xact/math/octave_table.hpp"
#include "xact/math/softplus_beta.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::fast {

namespace detail {

// log(1 + e^-t) in t - 2. From tests/sollya/softplus_steps.sollya, to 3.2e-7; beyond `last` the function
// still changes by 3.1e-7. Rounded as here, it is log(2) for t = 0, and 0 for t - 2 = `last`, and not
// negative.
XACT_TABLE octave_table<6, 2> log1p_exp_steps{
    0x1.98p-4f,
    0x1.66p-1f,
    13.0f,
    {{{0x1.0390bp-3f, 0x1.03f2cap-3f, 0x1.03f962p-3f, 0x1.001e5ap-3f, 0x1.a30824p-4f, 0x1.80660ap-5f,
       0x1.d2ff94p-7f, 0x1.acddacp-9f},
      {-0x1.eaad56p-4f, -0x1.e83edcp-4f, -0x1.e8a3b8p-4f, -0x1.d526f4p-4f, -0x1.481814p-4f, -0x1.c7ba7cp-6f,
       -0x1.b28a66p-8f, -0x1.46db22p-10f},
      {0x1.ab4ee8p-5f, 0x1.ae1732p-5f, 0x1.b078bcp-5f, 0x1.88aeeap-5f, 0x1.b69184p-6f, 0x1.bbfe44p-8f,
       0x1.47f5eep-10f, 0x1.92ce56p-13f},
      {-0x1.9a3202p-7f, -0x1.b5d748p-7f, -0x1.c5558cp-7f, -0x1.73223cp-7f, -0x1.34b3aep-8f, -0x1.ba030cp-11f,
       -0x1.f4be62p-14f, -0x1.f56fbcp-17f},
      {0x1.84dd76p-9f, 0x1.9cc91ep-10f, 0x1.18933cp-9f, 0x1.850498p-10f, 0x1.c4552p-12f, 0x1.bfb88ap-15f,
       0x1.81ee92p-18f, 0x1.3b3d22p-21f},
      {0x1.e26464p-11f, 0x1.2469fep-12f, -0x1.4397f6p-13f, -0x1.627f2cp-14f, -0x1.1140e2p-16f,
       -0x1.6fd8cep-20f, -0x1.dfb0fap-24f, -0x1.405804p-27f}}}};

}  // namespace detail

/// From here on log(1 + e^-t) is 0 to log1p_exp_in_steps.
inline constexpr float no_log1p_exp = 15;

/// log(1 + e^-t), 0 <= t <= no_log1p_exp.
template <class V>
XACT_INLINE constexpr V log1p_exp_in_steps(V t) {
  return evaluate(detail::log1p_exp_steps, t - V(2.0f));
}

/// How many registers of these functions go side by side.
inline constexpr simd::unrolling unroll_log1p_exp = {.forward = {4, 5}, .both = {4, 3}};

/// Softplus in the fast tier: f(x) = max(x, 0) + log(1 + e) / beta, e = e^-|beta x|, and f'(x) = 1 / (1 + e)
/// for x >= 0, e / (1 + e) for x < 0. Where a register can be looked up in (float with FMA), f'(x) is the
/// sigmoid's kernel, and for beta >= 1 the logarithm a table; of a smaller beta, 1 / beta would scale up its
/// error.
struct softplus : softplus_beta {
  using softplus_beta::softplus_beta;
  template <class T>
  static constexpr simd::unrolling unroll = has_step_tables<T> ? unroll_log1p_exp : simd::unrolling{};

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using T = scalar_t<V>;
    auto scale = scale_for<T>();  // ahead of the branch: so a compiler computes it once for a loop
    if constexpr (has_step_tables<T>) {
      if (beta >= 1) return value_in_steps(x, scale);
    }
    return value_from(x, exp_of_minus_magnitude(x, scale), scale);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    using T = scalar_t<V>;
    if constexpr (has_step_tables<T>) {
      auto logistic = logistic_of<detail::swish_argument>(detail::swish_argument{beta});
      return logistic.rising(ops<V>::max(V(-logistic.template infinite<T>()), x));
    } else {
      return derivative_from(x, exp_of_minus_magnitude(x, scale_for<T>()));
    }
  }

  template <class V>
  XACT_INLINE constexpr value_and_derivative<V> eval_both(V x) const {
    using T = scalar_t<V>;
    if constexpr (has_step_tables<T>) {
      return {eval(x), eval_derivative(x)};
    } else {
      auto scale = scale_for<T>();
      auto e = exp_of_minus_magnitude(x, scale);
      return {value_from(x, e, scale), derivative_from(x, e)};
    }
  }

  /// 1 - e^(-beta y).
  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    return one_minus_exp_of_minus(clamped(y, scale_for<scalar_t<V>>()), exponent<V>());
  }

 private:
  template <class V>
  using scale_of = softplus_beta::factors<scalar_t<V>>;

  /// By the table, beta >= 1. It is the max that keeps NaN.
  template <class V>
  XACT_INLINE constexpr V value_in_steps(V x, const scale_of<V>& scale) const {
    using o = ops<V>;
    V last(no_log1p_exp), rising = o::max(V(0.0f), x);
    if (beta == 1) return rising + log1p_exp_in_steps(o::min_abs(last, x));
    V a = o::min_abs(V(2 * no_log1p_exp * scale.inverse), x);  // so that its product does not overflow
    V t = o::min(last, a * V(scale.beta));
    return o::fma(log1p_exp_in_steps(t), V(scale.inverse), rising);
  }

  /// a >= 0, up to where e^(-beta a) is 0.
  template <class V>
  XACT_INLINE static constexpr V clamped(V a, const scale_of<V>& scale) {
    return ops<V>::min(V(no_exp_of_minus<scalar_t<V>> * scale.inverse), a);
  }
  template <class V>
  XACT_INLINE constexpr V exponent() const {
    using T = scalar_t<V>;
    return V(-static_cast<T>(beta) * half_log2_e<T>);
  }
  template <class V>
  XACT_INLINE constexpr quotient<V> exp_of_minus_magnitude(V x, const scale_of<V>& scale) const {
    return exp_of_minus(clamped(ops<V>::abs(x), scale), exponent<V>());
  }
  template <class V>
  XACT_INLINE static constexpr V value_from(V x, const quotient<V>& e, const scale_of<V>& scale) {
    using o = ops<V>;
    return o::mul_add(log1p(e), V(scale.inverse), o::max(V(scalar_t<V>(0)), x));
  }
  template <class V>
  XACT_INLINE static constexpr V derivative_from(V x, const quotient<V>& e) {
    using o = ops<V>;
    return o::divide(o::select_negative(x, e.numerator, e.denominator), e.numerator + e.denominator);
  }
};

}  // namespace xact::math::fast
