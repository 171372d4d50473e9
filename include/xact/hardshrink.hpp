// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <cassert>
#include <string_view>

#include "xact/base/parameter.hpp"
#include "xact/core/activation.hpp"
#include "xact/math/beyond.hpp"

namespace xact {

/// Hard shrinkage: f(x) = x where |x| > lambda, else 0; f'(x) = 1 where |x| > lambda, else 0. Lambda is
/// rounded to the type of x first, for 16 bits to float; that it is not negative and not NaN is asserted.
/// PyTorch: hardshrink.
///
/// It is exact. A result of 0 is +0, of -0 as well; NaN gives NaN, in the derivative too. y is 0 only where
/// |x| <= lambda, so that it tells the derivative.
/// Donoho and Johnstone, "Ideal spatial adaptation by wavelet shrinkage", Biometrika 81(3), 1994.
struct hardshrink_t : activation_interface<hardshrink_t> {
  static constexpr std::string_view name = "hardshrink";
  static constexpr bool reassociation_safe = true;  // no arithmetic; a loop over scalars vectorises
  template <class T>
  static constexpr error_bounds bounds = {.forward = {0}, .derivative = {0}, .derivative_from_output = {0}};

  double lambda = 0.5;  ///< PyTorch's lambd

  XACT_INLINE constexpr hardshrink_t() noexcept {}  // not defaulted: CUDA
  /// threshold >= 0, which is asserted.
  XACT_INLINE constexpr explicit hardshrink_t(double threshold) noexcept : lambda(threshold) {
    assert(accepts(threshold) && "xact: hardshrink needs a lambda that is not negative");
  }
  static constexpr std::array parameters{parameter<hardshrink_t>{"lambda", &hardshrink_t::lambda}};
  XACT_INLINE static constexpr bool accepts(double threshold) { return threshold >= 0; }
  friend constexpr bool operator==(const hardshrink_t&, const hardshrink_t&) = default;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    return ops<V>::select_less_equal(ops<V>::abs(x), bound<V>(), V(scalar_t<V>(0)), x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    return math::is_beyond(bound<V>(), x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    return math::is_beyond(V(scalar_t<V>(0)), y);
  }

  XACT_INLINE constexpr void round_parameters_to_float() { lambda = simd::rounded_to_float(lambda); }

  static constexpr auto samples() {
    return std::array{hardshrink_t{}, hardshrink_t{0.1}, hardshrink_t{0}, hardshrink_t{20.7}};
  }

 private:
  template <class V>
  XACT_INLINE constexpr V bound() const {
    return V(static_cast<scalar_t<V>>(lambda));
  }
};

inline constexpr hardshrink_t hardshrink{};
namespace fast {
using xact::hardshrink;  // it has no tiers
}
namespace exact {
using xact::hardshrink;
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
