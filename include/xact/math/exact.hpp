#pragma once

#include "xact/core/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

// The kernels of the exact tier: in double, from arguments that were floats, for results that are rounded to
// float. Their error is about 2^-53 of the result, and one float in 2^28 has its true value that close to
// where rounding turns. That none is misrounded is luck, tried for in the last bits of the constants, and
// proved by ./dev sweep, on every float, with FMA and without. So nothing here may be changed, not even the
// order of a sum, without it.

namespace detail {

// All from tests/sollya/exact.sollya.
XACT_TABLE coefficients<double, 6> exact_exp_p{0x1.999999999999ap+0,   0x1.11111111110ffp-3,
                                               -0x1.2345678989783p-9,  0x1.bbd777ea1e74p-15,
                                               -0x1.6310168e4e221p-20, 0x1.1c5ec909db1fbp-25};
XACT_TABLE coefficients<double, 22> exact_mills_f{
    0x1.ccc11d3639a76p-1,  -0x1.eb786d7d34b53p-1,  0x1.83cfa2d32486fp-1,   -0x1.af45239a885a3p-2,
    0x1.1d2f87ad5ca87p-3,  -0x1.377af668eb33bp-8,  -0x1.18798efb99217p-6,  0x1.076e9d0e2cd42p-8,
    0x1.2fe1b6757c56fp-9,  -0x1.b3ece5de3f5e2p-11, -0x1.cfe7184db9318p-12, 0x1.24d708fbf9322p-13,
    0x1.c48b86c110cbp-14,  -0x1.de6761e127bf7p-17, -0x1.cbb5fad902006p-16, -0x1.85946caed549fp-19,
    0x1.93559468120c2p-18, 0x1.4a6859d5796e4p-19,  -0x1.dbe057277ac3cp-21, -0x1.d35e89a80221cp-21,
    0x1.5c6a876162e81p-25, 0x1.5002d51092f8ep-23};
XACT_TABLE coefficients<double, 21> exact_mills_m{
    0x1.f237207b9a4a3p-2,  -0x1.478dba357c097p-3,  0x1.e12792abb51a8p-4,   -0x1.08b9462e77a03p-4,
    0x1.8637559768e92p-6,  -0x1.df05c0f4eafdap-9,  -0x1.5e60215cd0b02p-10, 0x1.6a22087ce7efcp-11,
    0x1.724a334417239p-14, -0x1.c1b3395619346p-14, -0x1.ba99caffac3p-17,   0x1.2c78bba12c716p-16,
    0x1.0e7145edb8abep-18, -0x1.8adac6f25aa27p-19, -0x1.64f71d27950e7p-20, 0x1.7e019f423623dp-22,
    0x1.9704f66914f69p-22, 0x1.fe7a34900ae3ep-28,  -0x1.61f677996c16ap-24, -0x1.c0aa48c1046c7p-27,
    0x1.5e8f7a0bc7baep-27};
XACT_TABLE coefficients<double, 9> exact_gelu_tanh_h{
    0x1.e793cee4ce5cbp+0,   -0x1.a1f47f8112224p-1, 0x1.f8ab559f9a83ap-5,
    0x1.303aae04354c5p-9,   0x1.4e69be7e7c347p-7,  -0x1.c8642af8a7106p-10,
    -0x1.b9471ad979334p-11, 0x1.82e19c354a107p-12, 0x1.102ca8ded90cp-14};

}  // namespace detail

/// e^t = power (p + r) / (p - r), with 2^n in power; p + r and p - r lie between 1 and 2.
template <class V>
struct exact_exp_parts {
  V power, p, r;

  XACT_INLINE constexpr V numerator() const { return power * (p + r); }
  XACT_INLINE constexpr V denominator() const { return p - r; }
};

/// e^(t + t_lo), |t| < 160, with t_lo a correction below the last bit of t.
template <double_precision V>
XACT_INLINE constexpr exact_exp_parts<V> exact_exp(V t, V t_lo) {
  using o = ops<V>;
  constexpr double log2_e = 0x1.71547652b82fep+0, ln2_hi = 0x1.62e42fefa38p-1, ln2_lo = 0x1.ef35793c7673p-45;
  V biased(0x1.8p52 + o::format::exponent_bias);
  V m = o::mul_add(t, V(log2_e), biased);
  V n = m - biased;
  V x = o::nmul_add(n, V(ln2_hi), t) + o::nmul_add(n, V(ln2_lo), t_lo);  // n ln2_hi is exact
  return {o::to_exponent(m), horner<0>(x * x, detail::exact_exp_p), o::fence(x * V(0.8))};
}

/// With e^(-a^2 / 2) = e / d: Phi(-a) = e f / (d sum) and Phi(-a) - a phi(a) = e m / d. It is Mills' ratio,
/// as in math/mills.hpp; m has the zero as a factor.
template <class V>
struct exact_normal_tail {
  V a, e, d, sum, t;

  XACT_INLINE constexpr V f() const { return horner<0>(t, detail::exact_mills_f); }
  XACT_INLINE constexpr V m() const {
    constexpr double root = 0x1.80ead197f00b4p-1, root_lo = -0x1.13e74c58cada8p-56;
    return ((V(root) - a) + V(root_lo)) * horner<0>(t, detail::exact_mills_m);
  }
};

/// 0 <= a <= 14.75.
template <double_precision V>
XACT_INLINE constexpr exact_normal_tail<V> exact_normal(V a) {
  using o = ops<V>;
  auto exp = exact_exp(a * a * V(-0.5), V(0.0));  // a^2 is exact
  V sum = a + V(4.0);
  return {a, exp.numerator(), exp.denominator(), sum, o::divide(a - V(2.625), sum)};
}

/// 1 + c z' (1 - s) for c <= 0, z = c1 c + c3 c^3, s = sigmoid(z): around its zero a polynomial in the
/// distance.
template <double_precision V>
XACT_INLINE constexpr V exact_gelu_tanh_factor(V c, V s) {
  using o = ops<V>;
  constexpr double c1 = 0x1.9884533d43651p+0, c3_3 = 0x1.b6676bf7450fp-3;
  constexpr double root = 0x1.81429f9e97e4dp-1, root_lo = -0x1.4f523ed77dbdcp-55;
  V one(1.0), square = c * c;
  V d = (V(root) + c) + V(root_lo);
  return o::select_less(o::abs(d), V(0x1p-4), d * horner<0>(d, detail::exact_gelu_tanh_h),
                        o::mul_add(c * o::mul_add(square, V(c3_3), V(c1)), one - s, one));
}

/// f(x) = 1/2 + slope x + ... where |x| < limit, else y. Some slope x lie halfway between two floats, and the
/// rest of f(x) is less than a double can hold: a slope a little off sees to it.
template <double_precision V>
XACT_INLINE constexpr V exact_next_to_half(V x, double limit, double slope, V y) {
  using o = ops<V>;
  return o::select_less(o::abs(x), V(limit), o::mul_add(x, V(slope), V(0.5)), y);
}

/// The derivative of either GELU, whose left tail is f'(-|x|) = tail: 1/2 + 2 phi(0) x is halfway to 2^-33
/// at 0x1.40d932p-25.
template <double_precision V>
XACT_INLINE constexpr V exact_gelu_slope(V x, V tail) {
  constexpr double rise = 0x1.9884533d43651p-1 * (1 + 0x1p-28);
  return exact_next_to_half(x, 0x1p-23, rise, ops<V>::select_negative(x, tail, V(1.0) - tail));
}

}  // namespace xact::math
