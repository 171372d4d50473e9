// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp.hpp"
#include "xact/math/accurate/logistic.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/fast/tanhshrink.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

namespace detail {

// From tests/sollya/tanhshrink.sollya: x - tanh(x) = x^3 / 3 + x^5 P(x^2) on |x| <= 7/8, to 2^-29.7 and
// 2^-61.0, and 1/3 in two parts.
XACT_TABLE coefficients<float, 7> tanhshrink_rest{-0x1.11110cp-3f, 0x1.ba191cp-5f,  -0x1.6616e4p-6f,
                                                  0x1.20079p-7f,   -0x1.b9e47ep-9f, 0x1.1859f2p-10f,
                                                  -0x1.964546p-13f};
XACT_TABLE coefficients<double, 15> tanhshrink_rest_double{
    -0x1.111111111110fp-3,  0x1.ba1ba1ba1b5d4p-5,  -0x1.664f4882a7e1cp-6,  0x1.226e3559b23ecp-7,
    -0x1.d6d3cfd16e29ep-9,  0x1.7da350540f81dp-10, -0x1.355720437e1aap-11, 0x1.f56a82db3d571p-13,
    -0x1.95fca20cc253cp-14, 0x1.46ed26395f8a9p-15, -0x1.015e822d6a1e1p-16, 0x1.7a22c16ccce97p-18,
    -0x1.d7e5974405439p-20, 0x1.a8f7ca393002p-22,  -0x1.8c10ac8e96a21p-25};

template <class T>
struct tanhshrink_constants;
template <>
struct tanhshrink_constants<float> {
  static constexpr float third_hi = 0x1.555556p-2f, third_lo = -0x1.555556p-27f;
  XACT_INLINE static constexpr const auto& p() { return tanhshrink_rest; }
};
template <>
struct tanhshrink_constants<double> {
  static constexpr double third_hi = 0x1.5555555555555p-2, third_lo = 0x1.5555555555555p-56;
  XACT_INLINE static constexpr const auto& p() { return tanhshrink_rest_double; }
};

}  // namespace detail

/// x - tanh(x): f(|x|) with the sign of x. Next to 0, where the difference cancels, it is a polynomial;
/// beyond, it is |x| - 1 + 2 s, s = sigmoid(-2 |x|). f'(x) = tanh(x)^2, with tanh(x) = x - f(x) and 1 - 2 s
/// in two parts.
struct tanhshrink {
  using double_kernels = fast::tanhshrink;
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {2, 2}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    V a = o::abs(x), near_limit(T(0.875));
    V near = value_near_0(o::min(near_limit, a)), beyond = value_beyond(a);
    return o::or_sign(o::select_less(a, near_limit, near, beyond), x);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    V a = o::abs(x), near_limit(T(0.625));
    const auto near = tanh_near_0(o::min(near_limit, a)), beyond = tanh_beyond(a);
    V up(sizeof(T) == 4 ? T(0x1p32) : T(0x1p64));  // its square is scale_up
    V y = o::select_less(a, near_limit, near.hi, beyond.hi) * up;
    V y_lo = o::select_less(a, near_limit, near.lo, beyond.lo) * up;
    return scaled_down(o::fma(y, y, (y + y) * y_lo));
  }

 private:
  /// Beyond it, 1 - tanh(a) is not seen in a - tanh(a), nor in tanh(a)^2.
  template <class T>
  static constexpr T last = sizeof(T) == 4 ? 10 : 20;

  /// a - tanh(a) = a^3 p, a <= 7/8, with a^3 and p in two parts.
  template <class V>
  XACT_INLINE static constexpr V value_near_0(V a) {
    using o = ops<V>;
    using T = scalar_t<V>;
    using k = detail::tanhshrink_constants<T>;
    V a2 = subnormal_product(a, a), a2_lo = o::fms(a, a, a2);
    V scaled = a * V(scale_up<T>);
    V a3 = scaled * a2, a3_lo = o::fma(scaled, a2_lo, o::fms(scaled, a2, a3));
    V third(k::third_hi), rest = polynomial<0>(a2, product_plus_tiny(a2, a2), k::p());
    V p = o::fma(a2, rest, third);
    V p_lo = o::fma(a2, rest, third - p) + V(k::third_lo);
    return scaled_down(o::fma(a3, p, o::fma(a3, p_lo, a3_lo * p)));
  }

  /// a - a (a^2 p), a <= 5/8.
  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> tanh_near_0(V a) {
    using o = ops<V>;
    using k = detail::tanhshrink_constants<scalar_t<V>>;
    V a2 = product_plus_tiny(a, a);
    V w = a2 * o::mul_add(a2, polynomial<0>(a2, a2 * a2, k::p()), V(k::third_hi));
    V y = o::fnma(a, w, a);
    return {y, o::fnma(a, w, a - y)};
  }

  /// 2 s (1 + correction), s = sigmoid(-2a).
  template <class V>
  struct two_sigmoids {
    V two_s, correction;
  };
  template <class V>
  XACT_INLINE static constexpr two_sigmoids<V> one_minus_tanh(V a) {
    auto [power, y, s, g, g_lo, correction] =
        logistic_of_negative<0>(a * V(scalar_t<V>(-2)), V(scalar_t<V>(0)));
    return {s + s, correction};
  }

  /// a - tanh(a), a >= 7/8.
  template <class V>
  XACT_INLINE static constexpr V value_beyond(V a) {
    using o = ops<V>;
    using T = scalar_t<V>;
    V one(T(1)), bound(last<T>), c = o::min(bound, a);
    auto [two_s, correction] = one_minus_tanh(c);
    const auto sum = simd::fast_two_sum(c - one, two_s);  // c - 1 has few bits where it is the smaller one
    return o::select_less(bound, a, a - one, sum.hi + o::fma(two_s, correction, sum.lo));
  }

  /// tanh(a), a >= 5/8.
  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> tanh_beyond(V a) {
    using o = ops<V>;
    using T = scalar_t<V>;
    V one(T(1)), zero(T(0));
    auto [two_s, correction] = one_minus_tanh(o::min(V(last<T>), a));
    const auto sum = simd::fast_two_sum(one, zero - two_s);
    return {sum.hi, o::fnma(two_s, correction, sum.lo)};
  }
};

}  // namespace xact::math::accurate
