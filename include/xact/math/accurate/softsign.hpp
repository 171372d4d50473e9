// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

namespace detail {

/// On doubles, for floats on targets without FMA.
struct softsign_in_double {
  template <class W>
  XACT_INLINE static constexpr W eval(W x) {
    W a = size(x);
    return ops<W>::or_sign(ops<W>::divide(a, W(1.0) + a), x);
  }
  template <class W>
  XACT_INLINE static constexpr W eval_derivative(W x) {
    W r = ops<W>::divide(W(1.0), W(1.0) + size(x));
    return r * r;
  }
  template <class W>
  XACT_INLINE static constexpr value_and_derivative<W> eval_both(W x) {
    return {eval(x), eval_derivative(x)};
  }

 private:
  /// From 2^76 on the derivative rounds to 0.
  template <class W>
  XACT_INLINE static constexpr W size(W x) {
    return ops<W>::min(W(0x1p76), ops<W>::abs(x));
  }
};

}  // namespace detail

/// x / (1 + |x|), by one division, 1 / (1 + |x|), and what its rounding and that of the sum have lost.
struct softsign {
  using double_kernels = detail::softsign_in_double;

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    V a = size(x), sum = V(scalar_t<V>(1)) + a;
    return value_at(x, a, ops<V>::divide(V(scalar_t<V>(1)), sum));
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    V a = size(x), sum = V(scalar_t<V>(1)) + a;
    return derivative_at(a, sum, ops<V>::divide(V(scalar_t<V>(1)), sum));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    V a = size(x), sum = V(scalar_t<V>(1)) + a;
    V reciprocal = ops<V>::divide(V(scalar_t<V>(1)), sum);
    return {value_at(x, a, reciprocal), derivative_at(a, sum, reciprocal)};
  }

  /// (1 - |y|)^2, with what the difference has lost.
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    V one(scalar_t<V>(1)), a = ops<V>::abs(y);
    V hi = one - a, lo = (one - hi) - a;
    return ops<V>::fma(hi, hi, (hi + hi) * lo);
  }

 private:
  /// From here on the derivative rounds to 0.
  template <class T>
  static constexpr T last = sizeof(T) == 4 ? T(0x1p76) : T(0x1p539);

  template <class V>
  XACT_INLINE static constexpr V size(V x) {
    return ops<V>::min(V(last<scalar_t<V>>), ops<V>::abs(x));
  }

  /// y = a r is off by r times what a - y (1 + a) is, of which y a is the part that has to be exact.
  template <class V>
  XACT_INLINE static constexpr V value_at(V x, V a, V reciprocal) {
    using o = ops<V>;
    V y = o::fence(a * reciprocal);
    V residual = o::fnma(y, a, a) - y;
    return o::or_sign(o::fma(residual, reciprocal, y), x);
  }

  /// r^2 (1 + 2 e) where r (1 + e) is the true reciprocal: scaled up, since its last term would underflow
  /// where the result does not.
  template <class V>
  XACT_INLINE static constexpr V derivative_at(V a, V sum, V reciprocal) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T up = sizeof(T) == 4 ? T(0x1p60) : T(0x1p510);
    constexpr T down = sizeof(T) == 4 ? T(0x1p-120) : T(0x1p-1020);
    V one(T(1));
    V lost = o::min(one, a) - (sum - o::max(one, a));
    V e = o::fnma(reciprocal, lost, o::fnma(reciprocal, sum, one));
    V scaled = reciprocal * V(up);
    return subnormal_product(o::fma(scaled, scaled, scaled * (scaled * (e + e))), V(down));
  }
};

}  // namespace xact::math::accurate
