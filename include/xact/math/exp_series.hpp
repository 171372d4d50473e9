// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

namespace detail {

// From tests/sollya/exp.sollya: exp(r) = 1 + r + r^2 P(r) on |r| <= ln2 / 2, to 2^-28.2 and 2^-63.5.
XACT_TABLE coefficients<float, 5> exp_rest = {0x1.fffffap-2f, 0x1.555492p-3f, 0x1.555a26p-5f, 0x1.12398p-7f,
                                              0x1.694ca6p-10f};
XACT_TABLE coefficients<double, 11> exp_rest_double = {0x1p-1,
                                                       0x1.555555555555cp-3,
                                                       0x1.5555555555544p-5,
                                                       0x1.111111110ea06p-7,
                                                       0x1.6c16c16c1e5bdp-10,
                                                       0x1.a01a01b43e1cap-13,
                                                       0x1.a01a017d48c7p-16,
                                                       0x1.71ddee8635e24p-19,
                                                       0x1.27e5339db80d7p-22,
                                                       0x1.af6e5bd2f9fc5p-26,
                                                       0x1.1eed10c0a6445p-29};

// From tests/sollya/expm1.sollya: the same with exp(r) - 1 to 2^-30.9 of itself.
XACT_TABLE coefficients<float, 6> expm1_rest = {0x1p-1f,        0x1.555554p-3f,  0x1.5554fp-5f,
                                                0x1.111306p-7f, 0x1.6d436ap-10f, 0x1.9e0bfep-13f};

}  // namespace detail

/// The rest of exp(r), r^2 P(r) + r_lo, |r| <= ln2 / 2.
struct exp_rest {
  static constexpr bool relative = false;

  template <class V>
  XACT_INLINE static constexpr V at(V r, V r2, V r_lo) {
    return ops<V>::mul_add(r2, polynomial(r, r2), r_lo);
  }
  template <class V>
  XACT_INLINE static constexpr V polynomial(V r, V r2) {
    if constexpr (single_precision<V>)
      return math::polynomial<0>(r, r2, detail::exp_rest);
    else
      return math::polynomial<0>(r, r2, detail::exp_rest_double);
  }
};

/// The same where exp(r) - 1 keeps nearly all bits, next to 0 too: r^2 / 2 is not rounded before the rest is
/// added.
struct expm1_rest {
  static constexpr bool relative = true;

  template <class V>
  XACT_INLINE static constexpr V at(V r, V r2, V r_lo) {
    using o = ops<V>;
    V half = o::mul_add(r2, V(scalar_t<V>(0.5)), r_lo);
    if constexpr (single_precision<V>)
      return o::mul_add(r2, r * polynomial<1>(r, r2, detail::expm1_rest), half);
    else
      return o::mul_add(r2, r * polynomial<1>(r, r2, detail::exp_rest_double), half);
  }
};

}  // namespace xact::math
