// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cassert>

#include "xact/base/config.hpp"
#include "xact/base/parameter.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// Where beta x reaches `limit`, for beta >= 2^-40. For beta = 0, for which it never does, some number.
/// Without a branch a compiler computes it once for a loop.
template <class T>
XACT_INLINE constexpr T limit_of_product(T limit, T beta) {
  return limit / ops<T>::max(T(0x1p-41), beta);
}

/// Swish by a Gate, whose argument holds beta >= 0. For beta < 0 it is mirrored twice: f(x) = -g(-x), where g
/// is that of -beta. For beta = 0 no x is so large that it has reached a limit.
template <class Gate, class Argument>
struct swish {
  double beta = 1;

  XACT_INLINE constexpr swish() noexcept {}  // not defaulted: CUDA
  XACT_INLINE constexpr explicit swish(double b) noexcept : beta(b) {
    assert(accepts(b) && "xact: the beta of swish is 0, or |beta| is from 2^-40 to 2^100");
  }
  static constexpr std::array parameters{parameter<swish>{"beta", &swish::beta}};
  /// With a smaller beta, x is beyond the exponents of a float before beta x has reached its limits.
  XACT_INLINE static constexpr bool accepts(double b) {
    const double magnitude = b < 0 ? -b : b;
    return b == 0 || (0x1p-40 <= magnitude && magnitude <= 0x1p100);
  }
  friend constexpr bool operator==(const swish&, const swish&) = default;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    if (beta == 0) return x * V(scalar_t<V>(0.5));
    return mirrored(gate().eval(mirrored(x)));
  }
  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    return gate().eval_derivative(mirrored(x));
  }
  template <class V>
  XACT_INLINE constexpr value_and_derivative<V> eval_both(V x) const requires requires(const Gate g, V v) {
    g.eval_both(v);
  }
  {
    if (beta == 0) return {eval(x), eval_derivative(x)};
    auto both = gate().eval_both(mirrored(x));
    return {mirrored(both.value), both.derivative};
  }

 private:
  XACT_INLINE constexpr Gate gate() const { return Gate(Argument{beta < 0 ? -beta : beta}); }
  template <class V>
  XACT_INLINE constexpr V mirrored(V x) const {
    return ops<V>::xor_sign(x, V(scalar_t<V>(beta < 0 ? -1 : 1)));
  }
};

}  // namespace xact::math
