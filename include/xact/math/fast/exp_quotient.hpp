// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

// The exponential of the fast tier: t = n + 2f, 2^t = 2^n (P + f) / (P - f), with P = f coth(f ln2) a short
// polynomial in f^2. A function that divides anyway has the quotient for two sums, and both of them are
// between 1 and 2: neither overflows nor becomes subnormal where 2^n is a normal number. NaN in f reaches
// both, so whatever 2^n is then does not matter.

namespace detail {

// From tests/sollya/exp_quotient.sollya: coarse is 2^2f to 2^-21.1 and 2^-52.3, medium to 2^-31.6, fine is f
// / P, relative to itself, to 2^-60.
XACT_TABLE coefficients<float, 2> exp2_coarse{0x1.71550ep0f, 0x1.d801f4p-3f};
XACT_TABLE coefficients<float, 3> exp2_medium{0x1.715476p0f, 0x1.d92fa6p-3f, -0x1.e2956ap-8f};
XACT_TABLE coefficients<double, 5> exp2_coarse_double{0x1.71547652b8322p0, 0x1.d9303fea18e52p-3,
                                                      -0x1.e50095e0fd193p-8, 0x1.63120ca6f1d3ap-12,
                                                      -0x1.0eb166d761702p-16};
XACT_TABLE coefficients<double, 6> exp2_fine_double{0x1.71547652b82fep0,    0x1.d9303fea2f7bcp-3,
                                                    -0x1.e50096dde9e31p-8,  0x1.63144e997d965p-12,
                                                    -0x1.10f32b0c4d43cp-16, 0x1.a40e0c785e86bp-21};

}  // namespace detail

/// log2(e) / 2: x half_log2_e is half of the exponent of 2^(x log2(e)) = e^x, which is what exp2_reduce
/// takes.
template <class T>
inline constexpr T half_log2_e = T(0.72134752044448170367996);

/// f^2. With FMA it does not underflow, which would raise a flag: it is a tiny number where f is close to 0,
/// and no result depends on which.
template <class V>
XACT_INLINE constexpr V normal_square(V f) {
  constexpr scalar_t<V> tiny = scalar_t<V>(sizeof(scalar_t<V>) == 4 ? 0x1p-60 : 0x1p-500);
  if constexpr (simd::has_fma<scalar_t<V>>)
    return ops<V>::fma(f, f, V(tiny * tiny));
  else
    return f * f;
}

/// What exp2_reduce gives: 2^n and f.
template <class V>
struct exp2_parts {
  V power, f;
};

/// 2 x k = n + 2f, |f| <= 1/4, and 2^(n + extra), which is 0 at the exponent below the smallest normal one
/// and infinite above the largest.
template <int extra, class V>
XACT_INLINE constexpr exp2_parts<V> exp2_reduce(V x, V k) {
  using o = ops<V>;
  using T = scalar_t<V>;
  constexpr T to_half_integer = T(sizeof(T) == 4 ? 0x1.8p22 : 0x1.8p51);
  V biased(to_half_integer + T(o::format::exponent_bias + extra) / 2);
  V m = o::mul_add(x, k, biased);
  return {o::to_exponent(m), o::mul_sub(x, k, m - biased)};
}

/// P(f), as a polynomial in f^2: so that (P + f) / (P - f) is 2^2f to the accuracy of the fast tier.
template <class V>
XACT_INLINE constexpr V exp2_coarse(V f2) {
  if constexpr (single_precision<V>)
    return horner<0>(f2, detail::exp2_coarse);
  else
    return horner<0>(f2, detail::exp2_coarse_double);
}
/// P(f), as it is enough where more errors follow.
template <class V>
XACT_INLINE constexpr V exp2_medium(V f2) {
  if constexpr (single_precision<V>)
    return horner<0>(f2, detail::exp2_medium);
  else
    return exp2_coarse(f2);
}
/// P(f), so that f / P, and with it 2^2f - 1, keeps nearly all bits for tiny f.
template <double_precision V>
XACT_INLINE constexpr V exp2_fine(V f2) {
  return horner<0>(f2, detail::exp2_fine_double);
}

/// A number that has not been divided yet.
template <class V>
struct quotient {
  V numerator, denominator;
};

/// 2^(2 x k + extra).
template <int extra, class V>
XACT_INLINE constexpr quotient<V> exp2_quotient(V x, V k) {
  auto [power, f] = exp2_reduce<extra>(x, k);
  V p = exp2_coarse(normal_square(f));
  return {power * (p + f), p - f};  // the product is exact
}

}  // namespace xact::math::fast
