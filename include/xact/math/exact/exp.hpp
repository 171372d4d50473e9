// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::exact {

// The kernels of the exact tier: in double, from arguments that were floats, for results that are rounded to
// float. Their error is about 2^-53 of the result, and one float in 2^28 has its true value that close to
// where rounding turns. That none is misrounded is luck, tried for in the last bits of the constants, and
// proved by ./dev sweep, on every float, with FMA and without. So nothing in this folder may be changed, not
// even the order of a sum, without it. A kernel holds three static member templates on doubles:
//
//     parts_at(x)             what f(x) and f'(x) have in common
//     value_at(x, parts)      f(x), or f(|x|) with `odd`, after whose rounding the sign of x is put back
//     derivative_at(x, parts)   f'(x)

namespace detail {

// From tests/sollya/exact.sollya.
XACT_TABLE coefficients<double, 6> exp_p{0x1.999999999999ap+0, 0x1.11111111110ffp-3,   -0x1.2345678989783p-9,
                                         0x1.bbd777ea1e74p-15, -0x1.6310168e4e221p-20, 0x1.1c5ec909db1fbp-25};

}  // namespace detail

/// e^t = power (p + r) / (p - r), with 2^n in power; p + r and p - r lie between 1 and 2.
template <class V>
struct exp_parts {
  V power, p, r;

  XACT_INLINE constexpr V numerator() const { return power * (p + r); }
  XACT_INLINE constexpr V denominator() const { return p - r; }
};

/// e^(t + t_lo), |t| < 160, with t_lo a correction below the last bit of t.
template <double_precision V>
XACT_INLINE constexpr exp_parts<V> exp(V t, V t_lo) {
  using o = ops<V>;
  constexpr double log2_e = 0x1.71547652b82fep+0, ln2_hi = 0x1.62e42fefa38p-1, ln2_lo = 0x1.ef35793c7673p-45;
  V biased(0x1.8p52 + o::format::exponent_bias);
  V m = o::mul_add(t, V(log2_e), biased);
  V n = m - biased;
  V x = o::nmul_add(n, V(ln2_hi), t) + o::nmul_add(n, V(ln2_lo), t_lo);  // n ln2_hi is exact
  return {o::to_exponent(m), horner<0>(x * x, detail::exp_p), o::fence(x * V(0.8))};
}

/// f(x) = 1/2 + slope x + ... where |x| < limit, else y. Some slope x lie halfway between two floats, and the
/// terms that follow are less than a double can hold: a slope that is a little off decides as they would.
template <double_precision V>
XACT_INLINE constexpr V close_to_half(V x, double limit, double slope, V y) {
  using o = ops<V>;
  return o::select_less(o::abs(x), V(limit), o::mul_add(x, V(slope), V(0.5)), y);
}

}  // namespace xact::math::exact
