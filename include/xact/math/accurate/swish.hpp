// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/gate.hpp"
#include "xact/math/accurate/silu.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/fast/swish.hpp"
#include "xact/math/swish.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

namespace detail {

/// z = beta x, beta >= 0, for math/accurate/gate.hpp.
struct swish_argument {
  double beta = 1;

  template <class T>
  XACT_INLINE constexpr T underflow() const {
    return limit_of_product(silu_argument::underflow<T>(), factor<T>());
  }
  /// y = z s / beta, beta >= 2^-40, so that y takes e^-28 more than z s does.
  template <class T>
  XACT_INLINE constexpr T underflow_of_value() const {
    return limit_of_product(silu_argument::underflow<T>() - T(28), factor<T>());
  }
  template <class T>
  XACT_INLINE constexpr T identity() const {
    return limit_of_product(silu_argument::identity<T>(), factor<T>());
  }

  template <class V>
  XACT_INLINE constexpr simd::unevaluated_sum<V> z(V x, V) const {
    V b(factor<scalar_t<V>>());
    V z = product_plus_tiny(x, b);
    return {z, ops<V>::fms(x, b, z)};
  }
  template <class V>
  XACT_INLINE constexpr simd::unevaluated_sum<V> times_derivative(V x, V x2) const {
    return z(x, x2);
  }

 private:
  template <class T>
  XACT_INLINE constexpr T factor() const {
    return static_cast<T>(beta);
  }
};

}  // namespace detail

/// Swish, which is a gate.
struct swish : math::swish<gate_of_product<detail::swish_argument>, detail::swish_argument> {
  using math::swish<gate_of_product<detail::swish_argument>, detail::swish_argument>::swish;
  using double_kernels = fast::swish;
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {3, 3}};

  /// f(x) - x / 2 = x (s - 1/2) has the sign of beta.
  XACT_INLINE constexpr int above_half_of_x() const { return beta > 0 ? 1 : beta < 0 ? -1 : 0; }
  XACT_INLINE constexpr void round_parameters_to_float() { beta = simd::rounded_to_float(beta); }
  XACT_INLINE constexpr auto in_double() const { return double_kernels(simd::rounded_to_float(beta)); }
};

}  // namespace xact::math::accurate
