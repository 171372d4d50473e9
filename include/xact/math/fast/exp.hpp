// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/exp_series.hpp"
#include "xact/math/overflow.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

// The exponential of the fast tier where nothing is divided: x = n ln2 + r, e^x = 2^n (1 + q), q = e^r - 1
// with all its bits, so that e^x - 1 = (2^n - 1) + 2^n q is x to nearly all bits for tiny x. NaN in r reaches
// q, so whatever 2^n is then does not matter. (A quotient, as in exp_quotient.hpp, is no shorter: e^x - 1
// needs one more term there, two more sums, and the division.)

/// 2^(n + extra), and q. 2^(n + extra) is 0 at the exponent below the smallest normal one.
template <class V>
struct exp_factors {
  V power, q;

  /// e^x.
  XACT_INLINE constexpr V value() const { return ops<V>::mul_add(power, q, power); }
  /// e^x - 1, for x <= 0: -0 for -0.
  XACT_INLINE constexpr V minus_one() const { return ops<V>::mul_sub(power, q, V(scalar_t<V>(1)) - power); }
};

/// Where e^x is at most about 1, n ln2 may be in one part: what it loses is scaled down with 2^n.
enum class exp_range { up_to_1, all };

namespace detail {

template <class T>
struct ln2 {
  static constexpr bool single = sizeof(T) == 4;
  static constexpr T log2_e = static_cast<T>(single ? 0x1.715476p+0 : 0x1.71547652b82fep+0);
  static constexpr T value = static_cast<T>(single ? 0x1.62e430p-1 : 0x1.62e42fefa39efp-1);
  static constexpr T hi = static_cast<T>(single ? 0x1.62e4p-1 : 0x1.62e42fefa38p-1);  // n hi is exact
  static constexpr T lo = static_cast<T>(single ? 0x1.7f7d1cp-20 : 0x1.ef35793c7673p-45);
};

// From tests/sollya/exp_fast.sollya: (e^r - 1) / r on |r| <= ln2 / 2, to 2^-25.6. One term less would do for
// alpha = 1, but not for alpha > 3, where the promise is relative to f(x).
XACT_TABLE coefficients<float, 6> expm1_factor{0x1p0f,         0x1.fffffep-2f, 0x1.5554aep-3f,
                                               0x1.555718p-5f, 0x1.1228c2p-7f, 0x1.6b70eep-10f};

/// e^r - 1, |r| <= ln2 / 2, with the sign of a zero.
template <single_precision V>
XACT_INLINE constexpr V expm1_reduced(V r) {
  return r * horner<0>(r, expm1_factor);
}
template <double_precision V>
XACT_INLINE constexpr V expm1_reduced(V r) {
  V p = exp_rest::polynomial(r, r * r);
  return r * ops<V>::mul_add(r, p, V(1.0));
}

}  // namespace detail

/// e^x in factors.
template <exp_range range, int extra, class V>
XACT_INLINE constexpr exp_factors<V> exp_split(V x) {
  using o = ops<V>;
  using T = scalar_t<V>;
  using k = detail::ln2<T>;
  constexpr T to_integer = T(sizeof(T) == 4 ? 0x1.8p23 : 0x1.8p52) + T(o::format::exponent_bias + extra);
  V m = o::mul_add(x, V(k::log2_e), V(to_integer));
  V n = m - V(to_integer);
  V r = o::nmul_add(n, V(range == exp_range::up_to_1 ? k::value : k::hi), x);
  if constexpr (range == exp_range::all) r = o::nmul_add(n, V(k::lo), r);
  if constexpr (range == exp_range::up_to_1) return {o::to_exponent(m), detail::expm1_reduced(r)};
  V r2 = r * r;
  return {o::to_exponent(m), exp_rest::at(r, r2, r)};
}

/// e^-|x| - 1 comes from this: it is -1 at the clamp.
template <class V>
XACT_INLINE constexpr exp_factors<V> exp_of_negative_from_one(V x) {
  constexpr scalar_t<V> saturated = sizeof(scalar_t<V>) == 4 ? -18 : -38;
  return exp_split<exp_range::up_to_1, 0>(ops<V>::max(V(saturated), ops<V>::negative_abs(x)));
}
/// e^-|x|, which is 0 where 2^n would be less than the smallest normal number. From it, e^-|x| - 1 has the
/// same bits.
template <class V>
XACT_INLINE constexpr exp_factors<V> exp_of_negative(V x) {
  constexpr scalar_t<V> underflow = sizeof(scalar_t<V>) == 4 ? -88 : -709;
  return exp_split<exp_range::up_to_1, 0>(ops<V>::max(V(underflow), ops<V>::negative_abs(x)));
}

/// Beyond this, e^x is infinite.
template <class T>
inline constexpr T exp_overflows = T(sizeof(T) == 4 ? 89 : 710);

/// e^x and e^x - 1 for all x, and half of them, since 2^n may be infinite.
template <class V>
XACT_INLINE constexpr exp_factors<V> exp_halved(V x, scalar_t<V> lowest) {
  using o = ops<V>;
  return exp_split<exp_range::all, -1>(o::max(V(lowest), o::min(V(exp_overflows<scalar_t<V>>), x)));
}
/// The exponential in the fast tier.
struct exp {
  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using T = scalar_t<V>;
    constexpr T underflow = T(sizeof(T) == 4 ? -87.3 : -708.4);  // where 2^(n - 1) is 0
    V half = exp_halved(x, underflow).value();
    return half * factor_to_infinity<1>(half);
  }
  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return eval(x);
  }
  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_both(V x) {
    V y = eval(x);
    return {y, y};
  }
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return y;
  }
};

/// e^x - 1 in the fast tier.
struct expm1 {
  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using T = scalar_t<V>;
    constexpr T saturated = sizeof(T) == 4 ? -18 : -38;
    auto e = exp_halved(x, saturated);
    V half = ops<V>::mul_add(e.power, e.q, e.power - V(T(0.5)));
    return ops<V>::or_sign(half * factor_to_infinity<1>(half), x);
  }
  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return exp::eval(x);
  }
  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    return y + V(scalar_t<V>(1));
  }
};

}  // namespace xact::math::fast
