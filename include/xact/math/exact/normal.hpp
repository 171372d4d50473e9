// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/exact/exp.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::exact {

namespace detail {

// From tests/sollya/exact.sollya.
XACT_TABLE coefficients<double, 22> mills_f{
    0x1.ccc11d3639a76p-1,  -0x1.eb786d7d34b53p-1,  0x1.83cfa2d32486fp-1,   -0x1.af45239a885a3p-2,
    0x1.1d2f87ad5ca87p-3,  -0x1.377af668eb33bp-8,  -0x1.18798efb99217p-6,  0x1.076e9d0e2cd42p-8,
    0x1.2fe1b6757c56fp-9,  -0x1.b3ece5de3f5e2p-11, -0x1.cfe7184db9318p-12, 0x1.24d708fbf9322p-13,
    0x1.c48b86c110cbp-14,  -0x1.de6761e127bf7p-17, -0x1.cbb5fad902006p-16, -0x1.85946caed549fp-19,
    0x1.93559468120c2p-18, 0x1.4a6859d5796e4p-19,  -0x1.dbe057277ac3cp-21, -0x1.d35e89a80221cp-21,
    0x1.5c6a876162e81p-25, 0x1.5002d51092f8ep-23};
XACT_TABLE coefficients<double, 21> mills_m{
    0x1.f237207b9a4a3p-2,  -0x1.478dba357c097p-3,  0x1.e12792abb51a8p-4,   -0x1.08b9462e77a03p-4,
    0x1.8637559768e92p-6,  -0x1.df05c0f4eafdap-9,  -0x1.5e60215cd0b02p-10, 0x1.6a22087ce7efcp-11,
    0x1.724a334417239p-14, -0x1.c1b3395619346p-14, -0x1.ba99caffac3p-17,   0x1.2c78bba12c716p-16,
    0x1.0e7145edb8abep-18, -0x1.8adac6f25aa27p-19, -0x1.64f71d27950e7p-20, 0x1.7e019f423623dp-22,
    0x1.9704f66914f69p-22, 0x1.fe7a34900ae3ep-28,  -0x1.61f677996c16ap-24, -0x1.c0aa48c1046c7p-27,
    0x1.5e8f7a0bc7baep-27};

}  // namespace detail

/// With e^(-a^2 / 2) = e / d: Phi(-a) = e f / (d sum) and Phi(-a) - a phi(a) = e m / d. It is Mills' ratio,
/// as in math/accurate/mills.hpp; m has the zero as a factor.
template <class V>
struct normal_tail {
  V a, e, d, sum, t;

  XACT_INLINE constexpr V f() const { return horner<0>(t, detail::mills_f); }
  XACT_INLINE constexpr V m() const {
    constexpr double root = 0x1.80ead197f00b4p-1, root_lo = -0x1.13e74c58cada8p-56;
    return ((V(root) - a) + V(root_lo)) * horner<0>(t, detail::mills_m);
  }
};

/// 0 <= a <= 14.75.
template <double_precision V>
XACT_INLINE constexpr normal_tail<V> normal(V a) {
  using o = ops<V>;
  auto e = exp(a * a * V(-0.5), V(0.0));  // a^2 is exact
  V sum = a + V(4.0);
  return {a, e.numerator(), e.denominator(), sum, o::divide(a - V(2.625), sum)};
}

/// The derivative of either GELU, whose left tail is f'(-|x|) = tail: 1/2 + 2 phi(0) x is halfway to 2^-33
/// at 0x1.40d932p-25.
template <double_precision V>
XACT_INLINE constexpr V gelu_derivative(V x, V tail) {
  constexpr double rise = 0x1.9884533d43651p-1 * (1 + 0x1p-28);
  return close_to_half(x, 0x1p-23, rise, ops<V>::select_negative(x, tail, V(1.0) - tail));
}

}  // namespace xact::math::exact
