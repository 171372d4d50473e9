// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/exact/exp.hpp"
#include "xact/math/exact/normal.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::exact {

namespace detail {

// From tests/sollya/exact.sollya.
XACT_TABLE coefficients<double, 9> gelu_tanh_h{
    0x1.e793cee4ce5cbp+0,   -0x1.a1f47f8112224p-1, 0x1.f8ab559f9a83ap-5,
    0x1.303aae04354c5p-9,   0x1.4e69be7e7c347p-7,  -0x1.c8642af8a7106p-10,
    -0x1.b9471ad979334p-11, 0x1.82e19c354a107p-12, 0x1.102ca8ded90cp-14};

}  // namespace detail

/// 1 + c z' (1 - s) for c <= 0, z = c1 c + c3 c^3, s = sigmoid(z): around its zero a polynomial in the
/// distance.
template <double_precision V>
XACT_INLINE constexpr V gelu_tanh_factor(V c, V s) {
  using o = ops<V>;
  constexpr double c1 = 0x1.9884533d43651p+0, c3_3 = 0x1.b6676bf7450fp-3;
  constexpr double root = 0x1.81429f9e97e4dp-1, root_lo = -0x1.4f523ed77dbdcp-55;
  V one(1.0), square = c * c;
  V d = (V(root) + c) + V(root_lo);
  return o::select_less(o::abs(d), V(0x1p-4), d * horner<0>(d, detail::gelu_tanh_h),
                        o::mul_add(c * o::mul_add(square, V(c3_3), V(c1)), one - s, one));
}

/// GELU's tanh form, correctly rounded: s = sigmoid(-z(|x|)) = E / (D + E); f(x) = max(x, 0) - |x| s; with
/// h = 1 - |x| z' (1 - s), f'(x) = s h for x < 0, 1 - s h for x >= 0.
struct gelu_tanh {
  /// c = -|x|, as far as it matters; with z = c1 c + c3 c^3, e^z = e / d.
  template <class W>
  struct parts {
    W c, e, d;
  };
  template <class W>
  XACT_INLINE static constexpr parts<W> parts_at(W x) {
    using o = ops<W>;
    constexpr double c1 = 0x1.9884533d43651p+0, c1_lo = -0x1.cbc0d30ebfd15p-54, c3 = 0x1.2p-4,
                     c3_lo = 0x1.113ca9362d2bdp-10;
    W c = o::max(W(-11.0), o::min(W(-0x1p-40), o::negative_abs(x)));  // -2^-40: see math/exact/gelu.hpp
    // z / c in 28 bits and the rest, so that the products that are not small are exact.
    W square = c * c, cubic = o::fence(square * W(c3)), rest = o::mul_add(square, W(c3_lo), W(c1_lo));
    W to_28_bits(0x1.8p27);
    W w = (((cubic + W(c1)) + rest) + to_28_bits) - to_28_bits;
    auto e = exp(o::fence(c * w), c * (((cubic - w) + W(c1)) + rest));
    return {c, e.numerator(), e.denominator()};
  }

  template <class W>
  XACT_INLINE static constexpr W value_at(W x, const parts<W>& p) {
    using o = ops<W>;
    W a = o::min(W(11.0), o::abs(x));
    return o::nmul_add(a, o::divide(p.e, p.d + p.e), o::max(W(0.0), x));
  }

  template <class W>
  XACT_INLINE static constexpr W derivative_at(W x, const parts<W>& p) {
    using o = ops<W>;
    W s = o::divide(p.e, p.d + p.e);
    return gelu_derivative(x, o::fence(s * gelu_tanh_factor(p.c, s)));
  }
};

}  // namespace xact::math::exact
