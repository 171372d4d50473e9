// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/math/fast/tanh.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/math/softcap.hpp"
#include "xact/math/tanh_quotient.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

namespace detail {

// From tests/sollya/rational.py: tanh(z) = z p(z^2) / q(z^2) on |z| <= 9, to 2^-25.5; the last
// coefficient of q is 1. A cap multiplies errors, so that this is closer than fast tanh.
XACT_TABLE coefficients<float, 5> softcap_p{0x1.39f1c6p20f, 0x1.501266p17f, 0x1.18f08ap12f, 0x1.a80658p4f,
                                            0x1.195ca8p-6f};
XACT_TABLE coefficients<float, 4> softcap_q{0x1.39f1c6p20f, 0x1.25506cp19f, 0x1.03f744p15f, 0x1.a6814ep8f};

}  // namespace detail

/// cap tanh(z), z = x / cap, in the fast tier: in float by a quotient of polynomials, in double by tanh.
struct softcap : softcap_parameter {
  using softcap_parameter::softcap_parameter;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    const cap_constants<T> k(cap);
    V largest(k.cap), limit(k.cap * T(sizeof(T) == 4 ? 9 : 20)), a = o::abs(x), c = o::min(limit, a), y;
    V z = c * V(k.inverse);
    if constexpr (single_precision<V>) {
      V z2 = normal_square(z);
      y = o::divide(c * horner<0>(z2, detail::softcap_p), monic<0>(z2, detail::softcap_q));
    } else {
      y = largest * tanh::eval(z);
    }
    return o::or_sign(o::select_less(limit, a, largest, o::min(largest, y)), x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    using T = scalar_t<V>;
    using o = ops<V>;
    const cap_constants<T> k(cap);
    V c = o::max(V(k.cap * T(sizeof(T) == 4 ? -44.4 : -354.5)), o::negative_abs(x));
    return tanh::eval_derivative(c * V(k.inverse));
  }

  /// (1 - y / cap) (1 + y / cap).
  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    const cap_constants<scalar_t<V>> k(cap);
    V c(k.cap), inverse(k.inverse);
    V one(scalar_t<V>(1));
    return ops<V>::min(one, ((c - y) * inverse) * ((c + y) * inverse));
  }
};

}  // namespace xact::math::fast
