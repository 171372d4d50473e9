// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/math/fast/tanh.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/math/tanh_quotient.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

namespace detail {

// From tests/sollya/rational.py: x - tanh(x) = x^3 p(x^2) / q(x^2) on |x| <= 8, to 2^-23.3; the
// last coefficient of q is 1.
XACT_TABLE coefficients<float, 4> tanhshrink_p{0x1.9405e8p10f, 0x1.8ba1e4p6f, 0x1.ecdd7ep-1f,
                                               0x1.1fb9d4p-15f};
XACT_TABLE coefficients<float, 3> tanhshrink_q{0x1.2f047p12f, 0x1.178108p11f, 0x1.c16112p6f};

// From tests/sollya/tanhshrink.sollya: x - tanh(x) = x^3 / 3 + x^5 P(x^2) on |x| <= 7/8, to 2^-49.5.
XACT_TABLE coefficients<double, 13> tanhshrink_series{
    0x1.5555555555555p-2,  -0x1.1111111110095p-3,  0x1.ba1ba1b8ab9f4p-5,  -0x1.664f4828dd3f8p-6,
    0x1.226e2a4ee1788p-7,  -0x1.d6d2364b55027p-9,  0x1.7d904dc949769p-10, -0x1.34bf23cee2d9dp-11,
    0x1.eedacae52d942p-13, -0x1.7ca5db3ccd649p-14, 0x1.02ba8ba176c75p-15, -0x1.0739d09bf47a1p-17,
    0x1.1b80b6cdee4e5p-20};

}  // namespace detail

/// x - tanh(x) in the fast tier. In float, f(c) is c^3 times a quotient of polynomials, where c is x up to 8,
/// and f(x) = f(c) + (x - c); in double, a polynomial up to 7/8, and |x| - 1 + (1 - tanh |x|) beyond.
struct tanhshrink {
  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    if constexpr (single_precision<V>) {
      V last(T(8)), c = o::max(V(T(-8)), o::min(last, x)), c2 = normal_square(c);
      V y = o::divide(c * (c2 * horner<0>(c2, detail::tanhshrink_p)), monic<0>(c2, detail::tanhshrink_q));
      return o::or_sign(y + (x - c), x);
    } else {
      V one(T(1)), near_limit(T(0.875)), a = o::abs(x), c = o::min(near_limit, a), c2 = normal_square(c);
      V series = c * (c2 * horner<0>(c2, detail::tanhshrink_series));
      auto [power, f] = exp2_reduce<0>(o::max(V(T(-20)), o::negative_abs(x)), V(2 * half_log2_e<T>));
      const auto tanh = tanh_of_exp(power, exp2_fine(normal_square(f)) + f, f);
      return o::or_sign(o::select_less(a, near_limit, series, (a - one) + o::divide(tanh.e, tanh.d)), x);
    }
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    if constexpr (single_precision<V>) {
      V half(T(0.5));
      auto [e, d] = exp2_quotient<1>(o::max(V(T(-20)), o::negative_abs(x)), V(2 * half_log2_e<T>));
      V y = o::divide(o::nmul_add(half, e, d), o::mul_add(half, e, d));
      return y * y;
    } else {
      V y = tanh::eval(x);
      return y * y;
    }
  }
};

}  // namespace xact::math::fast
