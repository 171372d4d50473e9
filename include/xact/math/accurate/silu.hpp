// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/gate.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/math/fast/gate.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

namespace detail {

/// z = x, for math/accurate/gate.hpp.
struct silu_argument {
  template <class T>
  XACT_INLINE static constexpr T underflow() {
    return T(sizeof(T) == 4 ? -110 : -752);
  }
  template <class T>
  XACT_INLINE static constexpr T underflow_of_value() {
    return underflow<T>();
  }
  template <class T>
  XACT_INLINE static constexpr T identity() {
    return T(sizeof(T) == 4 ? 18 : 38);
  }

  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> z(V x, V) {
    return {x, V(scalar_t<V>(0))};
  }
  /// No step raises underflow for tiny x: tiny is added, and taken away below the last bit.
  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> times_derivative(V x, V) {
    return {plus_tiny(x), V(-tiny<scalar_t<V>>)};
  }
};

}  // namespace detail

/// SiLU, which is a gate.
struct silu : gate_of_product<detail::silu_argument> {
  using double_kernels = fast::gate<fast::identity>;
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {3, 3}};
  static constexpr bool above_half_of_x = true;  // f(x) = x / 2 + x (s - 1/2), an even, positive term
};

}  // namespace xact::math::accurate
