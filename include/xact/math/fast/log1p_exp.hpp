// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

// log(1 + e), e <= 1, in the fast tier: with e = N / D it is 2 atanh(u), u = N / (2D + N) <= 1/3, by one
// division. It keeps nearly all bits for tiny e.

namespace detail {

// From tests/sollya/log1p_exp.sollya: atanh(u) = u (1 + v R(v)), v = u^2 <= 1 / 9, to 2^-27.6 and 2^-54.1,
// and to the last bit for e = 1. Here is 2 R(v).
XACT_TABLE coefficients<float, 4> twice_atanh_rest{0x1.5554f8p-1f, 0x1.99d6d6p-2f, 0x1.1e673p-2f,
                                                   0x1.209d7ep-2f};
XACT_TABLE coefficients<double, 9> twice_atanh_rest_double{
    0x1.5555555555973p-1, 0x1.99999998e26d7p-2, 0x1.2492497c28068p-2,
    0x1.c71c48ce27353p-3, 0x1.74627e61e2504p-3, 0x1.3aa625bc7fe95p-3,
    0x1.165c427068cdep-3, 0x1.94769250469a7p-4, 0x1.6c8a2d739e26ap-3};

}  // namespace detail

/// 2 atanh(u), 0 <= u <= 1/3. For tiny u it is 2u, and the square of a larger one does, which does not
/// underflow.
template <single_precision V>
XACT_INLINE constexpr V twice_atanh(V u) {
  using o = ops<V>;
  V larger = o::max(V(0x1p-14f), u), v = larger * larger;
  return u * o::mul_add(v, horner<0>(v, detail::twice_atanh_rest), V(2.0f));
}
template <double_precision V>
XACT_INLINE constexpr V twice_atanh(V u) {
  using o = ops<V>;
  V larger = o::max(V(0x1p-30), u), v = larger * larger;
  return o::mul_add(u, v * polynomial<0>(v, v * v, detail::twice_atanh_rest_double), u + u);
}

/// Where 2^n is 0 for exp_of_minus.
template <class T>
inline constexpr T no_exp_of_minus = T(sizeof(T) == 4 ? 88 : 709);

/// 1 - e^-z, where -z / 2 ln2 = x k, 0 <= z <= no_exp_of_minus, with nearly all bits for tiny z.
template <class V>
XACT_INLINE constexpr V one_minus_exp_of_minus(V x, V k) {
  using o = ops<V>;
  auto [power, f] = exp2_reduce<0>(x, k);
  V p = exp2_medium(normal_square(f));
  V sum = p + f, n = o::mul_sub(V(scalar_t<V>(1)) - power, sum, f + f);
  return o::divide(n, o::mul_add(power, sum, n));  // by p - f, which is never less than n
}

/// e^-z as N / D, likewise. Without FMA, floats are computed in double, where what is 0 to them must not
/// underflow.
template <class V>
XACT_INLINE constexpr quotient<V> exp_of_minus(V x, V k) {
  auto [power, f] = exp2_reduce<0>(x, k);
  V p = exp2_medium(normal_square(f)), n = power * (p + f);  // exact
  if constexpr (double_precision<V> && !simd::has_fma<double>)
    n = ops<V>::select_less(n, V(0x1p-900), V(0.0), n);
  return {n, p - f};
}

/// log(1 + N / D).
template <class V>
XACT_INLINE constexpr V log1p(const quotient<V>& e) {
  return twice_atanh(ops<V>::divide(e.numerator, (e.denominator + e.denominator) + e.numerator));
}

}  // namespace xact::math::fast
