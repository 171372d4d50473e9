// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/math/from_output.hpp"
#include "xact/math/narrow/tanh.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/math/tanh_quotient.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::fast {

namespace detail {

// From tests/sollya/tanh_rational.sollya, to 2^-22.7; the first coefficient of q is 1. The quotient rounds to
// 1 at the clamp, and exceeds it nowhere below.
XACT_TABLE coefficients<float, 4> tanh_p{0x1.f0616ap21f, 0x1.00a454p19f, 0x1.76ff22p13f, 0x1.73c682p5f};
XACT_TABLE coefficients<float, 4> tanh_q{0x1.f0617p21f, 0x1.cb3d7ep20f, 0x1.7a4a5cp16f, 0x1.e54182p9f};
inline constexpr float tanh_rational_is_1 = simd::has_fma<float> ? 0x1.f7c3c6p2f : 0x1.f8fef8p2f;

}  // namespace detail

/// tanh(x) = x p(x^2) / q(x^2): the fewest operations.
template <single_precision V>
XACT_INLINE constexpr V tanh_rational(V x) {
  using o = ops<V>;
  constexpr float last = detail::tanh_rational_is_1;
  x = o::max(V(-last), o::min(V(last), x));
  V x2 = normal_square(x);
  return o::divide(x * horner<0>(x2, detail::tanh_p), monic<0>(x2, detail::tanh_q));
}

/// tanh in the fast tier. In float, f(x) is a quotient of polynomials, and f'(x) = u (2 - u), u = 2 E / (D +
/// E), e^-2|x| = E / D. In double, with e^-2|x| = 2^n (P + f) / (P - f), f(|x|) = N / D, where N = (1 - 2^n)
/// (P + f) - 2f is -2f for tiny x, and D = N + E, E = 2^(n + 1) (P + f), never less than N; u = E / D.
struct tanh {
  template <class T>
  static constexpr bool rational = sizeof(T) == 4;
  template <class T>
  static constexpr simd::unrolling unroll = {
      .forward = {rational<T> && simd::has_fma<T> ? 2 : 4, 4},
      .both = {rational<T> && simd::has_fma<T> ? 2 : 4, rational<T>&& simd::has_fma<T> ? 2 : 4}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    if constexpr (rational<scalar_t<V>>)
      return tanh_rational(x);
    else
      return ops<V>::or_sign(parts_at(x).value(), x);
  }

  template <class Format, class V>
  XACT_INLINE static constexpr V eval_narrow(V x) {
    if constexpr (simd::has_fma<scalar_t<V>>)
      return narrow::tanh<Format>(x);
    else
      return eval(x);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return parts_at(x).derivative();
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    auto parts = parts_at(x);
    if constexpr (rational<scalar_t<V>>)
      return {eval(x), parts.derivative()};
    else
      return {ops<V>::or_sign(parts.value(), x), parts.derivative()};
  }

  /// (1 - y) (1 + y), which with FMA is rounded once.
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    V one(scalar_t<V>(1));
    if constexpr (simd::has_fma<scalar_t<V>>)
      return minus_square(one, y);
    else
      return (one - y) * (one + y);
  }

 private:
  template <class V>
  XACT_INLINE static constexpr tanh_parts<V> parts_at(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T underflow = T(sizeof(T) == 4 ? -44.4 : -354.5), log2_e = 2 * half_log2_e<T>;
    V half = o::max(V(underflow), o::negative_abs(x));
    if constexpr (rational<T>) {
      V one_half(T(0.5));
      auto [e, d] = exp2_quotient<1>(half, V(log2_e));
      return {o::nmul_add(one_half, e, d), e, o::mul_add(one_half, e, d)};
    } else {
      auto [power, f] = exp2_reduce<0>(half, V(log2_e));
      return tanh_of_exp(power, exp2_fine(normal_square(f)) + f, f);
    }
  }
};

}  // namespace xact::math::fast
