#pragma once

#include <cstddef>

#include "xact/core/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

// The exponential of the fast tier: t = n + f, 2^t = 2^n (P + f) / (P - f), with P = f coth(f ln2 / 2) a
// short polynomial in f^2. A function that divides anyway has the quotient for two sums. NaN in f reaches
// both of them, so whatever 2^n is then does not matter.

namespace detail {

// From tests/sollya/exp_quotient.sollya: coarse is 2^f to 2^-21.1 and 2^-52.3, fine is f / P, relative to
// itself, to 2^-29 and 2^-60.
XACT_TABLE coefficients<float, 2> exp2_coarse{0x1.71550ep1f, 0x1.d801f4p-4f};
XACT_TABLE coefficients<float, 3> exp2_fine{0x1.715476p1f, 0x1.d92fdcp-4f, -0x1.e2ee2p-11f};
XACT_TABLE coefficients<double, 5> exp2_coarse_double{0x1.71547652b8322p1, 0x1.d9303fea18e52p-4,
                                                      -0x1.e50095e0fd193p-11, 0x1.63120ca6f1d3ap-17,
                                                      -0x1.0eb166d761702p-23};
XACT_TABLE coefficients<double, 6> exp2_fine_double{0x1.71547652b82fep1,    0x1.d9303fea2f7bcp-4,
                                                    -0x1.e50096dde9e31p-11, 0x1.63144e997d965p-17,
                                                    -0x1.10f32b0c4d43cp-23, 0x1.a40e0c785e86bp-30};

}  // namespace detail

/// Below it, f^2 is as good as 0, and may underflow.
template <class T>
inline constexpr T negligible = sizeof(T) == 4 ? T(0x1p-60) : T(0x1p-500);

/// f^2, or what is as good: without underflow.
template <class V>
XACT_INLINE constexpr V normal_square(V f) {
  using o = ops<V>;
  using T = scalar_t<V>;
  if constexpr (XACT_HAS_FMA) return o::fma(f, f, V(negligible<T> * negligible<T>));
  f = o::max(V(negligible<T>), o::abs(f));
  return f * f;
}

/// 2^n and f. Where n is one below the smallest normal exponent, 2^n is 0.
template <class V>
struct exp2_reduced {
  V power, f;
};

/// x k = n + f, |f| <= 1/2.
template <class V>
XACT_INLINE constexpr exp2_reduced<V> exp2_reduce(V x, V k) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr T to_integer = sizeof(T) == 4 ? T(0x1.8p23) : T(0x1.8p52);
  V biased(to_integer + o::format::exponent_bias);
  V m = o::mul_add(x, k, biased);
  return {o::to_exponent(m), o::mul_sub(x, k, m - biased)};
}

template <class V>
XACT_INLINE constexpr V exp2_coarse(V f2) {
  if constexpr (single_precision<V>)
    return horner<0>(f2, detail::exp2_coarse);
  else
    return horner<0>(f2, detail::exp2_coarse_double);
}
template <class V>
XACT_INLINE constexpr V exp2_fine(V f2) {
  if constexpr (single_precision<V>)
    return horner<0>(f2, detail::exp2_fine);
  else
    return horner<0>(f2, detail::exp2_fine_double);
}

/// 2^(x k) = numerator / denominator.
template <class V>
struct quotient {
  V numerator, denominator;
};

/// 2^(x k), x k not closer to 0 than negligible.
template <class V>
XACT_INLINE constexpr quotient<V> exp2_quotient(V x, V k) {
  auto [power, f] = exp2_reduce(x, k);
  V p = exp2_coarse(f * f);
  return {power * (p + f), p - f};
}

/// 1 / (1 + 2^(-x k)), x k likewise.
template <class V>
XACT_INLINE constexpr V exp2_logistic(V x, V k) {
  auto [e, one] = exp2_quotient(x, k);
  return ops<V>::divide(e, one + e);
}

}  // namespace xact::math
