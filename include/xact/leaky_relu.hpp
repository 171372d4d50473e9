// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <cassert>
#include <string_view>

#include "xact/base/parameter.hpp"
#include "xact/core/activation.hpp"

namespace xact {

/// Leaky rectified linear unit: f(x) = x for x > 0, negative_slope x for x <= 0; f'(x) = 1 for x > 0,
/// negative_slope for x <= 0. The slope is rounded to the type of x first, for 16 bits to float, as PyTorch
/// does. PyTorch: leaky_relu.
///
/// It is rounded correctly (0.5 ULP). leaky_relu(-0) = -0, with the sign of the product; NaN gives NaN, in
/// the derivative too, and so does -inf where negative_slope is 0. It raises the exception flags of
/// negative_slope x for x > 0 as well. The derivative from the output needs negative_slope >= 0 (asserted):
/// otherwise the sign of x is lost. Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network
/// acoustic models", ICML 2013.
struct leaky_relu_t : activation_interface<leaky_relu_t> {
  static constexpr std::string_view name = "leaky_relu";
  static constexpr bool reassociation_safe = true;  // one product; a loop over scalars vectorises
  template <class T>
  static constexpr error_bounds bounds = {.forward = {0.5}, .derivative = {0}, .derivative_from_output = {0}};

  double negative_slope = 0.01;  ///< PyTorch's

  XACT_INLINE constexpr leaky_relu_t() noexcept {}  // not defaulted: CUDA
  /// slope is not NaN, which is asserted.
  XACT_INLINE constexpr explicit leaky_relu_t(double slope) noexcept : negative_slope(slope) {
    assert(accepts(slope) && "xact: the negative_slope of leaky_relu is NaN");
  }
  static constexpr std::array parameters{
      parameter<leaky_relu_t>{"negative_slope", &leaky_relu_t::negative_slope}};
  XACT_INLINE static constexpr bool accepts(double slope) { return slope == slope; }
  friend constexpr bool operator==(const leaky_relu_t&, const leaky_relu_t&) = default;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    return ops<V>::select_less_equal(x, V(scalar_t<V>(0)), x * leak<V>(), x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    const V zero(scalar_t<V>(0)), one(scalar_t<V>(1));
    return ops<V>::select_less(zero, x, one, ops<V>::select_less_equal(x, zero, leak<V>(), x));
  }

  XACT_INLINE constexpr bool output_tells() const { return negative_slope >= 0; }

  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    assert(output_tells() && "xact: leaky_relu from its output needs negative_slope >= 0");
    return eval_derivative(y);
  }

  XACT_INLINE constexpr void round_parameters_to_float() {
    negative_slope = static_cast<double>(leak<float>());
  }

  static constexpr auto samples() {
    return std::array{leaky_relu_t{0.01}, leaky_relu_t{0.1}, leaky_relu_t{0}, leaky_relu_t{1},
                      leaky_relu_t{-0.5}};
  }

 private:
  template <class V>
  XACT_INLINE constexpr V leak() const {
    return V(static_cast<scalar_t<V>>(negative_slope));
  }
};

inline constexpr leaky_relu_t leaky_relu{};
namespace fast {
using xact::leaky_relu;  // it has no tiers
}
namespace exact {
using xact::leaky_relu;  // rounded once
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
