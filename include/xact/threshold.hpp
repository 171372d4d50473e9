// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <cassert>
#include <string_view>

#include "xact/base/parameter.hpp"
#include "xact/core/activation.hpp"

namespace xact {

/// Threshold: f(x) = x for x > threshold, else value; f'(x) = 1 for x > threshold, else 0. Both are rounded
/// to the type of x first, for 16 bits to float; that threshold is not NaN is asserted. PyTorch: threshold,
/// where neither has a default; here both are 0, which is ReLU.
///
/// It is exact. NaN gives NaN, in the derivative too. The derivative from the output needs value <= threshold
/// (asserted): otherwise y does not tell on which side x was.
struct threshold_t : activation_interface<threshold_t> {
  static constexpr std::string_view name = "threshold";
  static constexpr bool reassociation_safe = true;  // no arithmetic; a loop over scalars vectorises
  template <class T>
  static constexpr error_bounds bounds = {.forward = {0}, .derivative = {0}, .derivative_from_output = {0}};

  double threshold = 0;  ///< x up to this gives `value`
  double value = 0;      ///< f(x) for x <= threshold

  XACT_INLINE constexpr threshold_t() noexcept {}  // not defaulted: CUDA
  /// above, the threshold, is not NaN, which is asserted.
  XACT_INLINE constexpr explicit threshold_t(double above, double otherwise) noexcept
      : threshold(above), value(otherwise) {
    assert(accepts(above, otherwise) && "xact: the threshold is NaN");
  }
  static constexpr std::array parameters{parameter<threshold_t>{"threshold", &threshold_t::threshold},
                                         parameter<threshold_t>{"value", &threshold_t::value}};
  XACT_INLINE static constexpr bool accepts(double above, double) { return above == above; }
  friend constexpr bool operator==(const threshold_t&, const threshold_t&) = default;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    return ops<V>::select_less_equal(x, rounded<V>(threshold), rounded<V>(value), x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    using o = ops<V>;
    V last = rounded<V>(threshold), zero(scalar_t<V>(0)), one(scalar_t<V>(1));
    return o::select_less(last, x, one, o::select_less_equal(x, last, zero, x));  // NaN stays NaN
  }

  XACT_INLINE constexpr bool output_tells() const { return value <= threshold; }

  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    assert(output_tells() && "xact: threshold from its output needs value <= threshold");
    return eval_derivative(y);
  }

  XACT_INLINE constexpr void round_parameters_to_float() {
    threshold = simd::rounded_to_float(threshold);
    value = simd::rounded_to_float(value);
  }

  static constexpr auto samples() {
    return std::array{threshold_t{}, threshold_t{0.1, -0.3}, threshold_t{-1, 20.1}, threshold_t{2, 2}};
  }

 private:
  template <class V>
  XACT_INLINE static constexpr V rounded(double parameter) {
    return V(static_cast<scalar_t<V>>(parameter));
  }
};

inline constexpr threshold_t threshold{};
namespace fast {
using xact::threshold;  // it has no tiers
}
namespace exact {
using xact::threshold;
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
