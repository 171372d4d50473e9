// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <cassert>
#include <string_view>

#include "xact/base/parameter.hpp"
#include "xact/core/activation.hpp"

namespace xact {

/// Hard hyperbolic tangent: f(x) = min_val for x < min_val, max_val for x > max_val, else x; f'(x) = 1
/// strictly between them, else 0. The two are rounded to the type of x first, for 16 bits to float; min_val
/// <= max_val is asserted. PyTorch: hardtanh, and relu6 with 0 and 6.
///
/// It is exact: what lies between min_val and max_val, both included, comes back as it is, so that
/// hard_tanh(-0) = -0 and relu6(-0) = -0. NaN gives NaN, in the derivative too. The derivative from the
/// output takes it that y = f(x): it is 1 where y lies strictly between. Collobert, "Large scale machine
/// learning", 2004; of 6: Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010.
struct hard_tanh_t : activation_interface<hard_tanh_t> {
  static constexpr std::string_view name = "hard_tanh";
  static constexpr bool reassociation_safe = true;  // no arithmetic; a loop over scalars vectorises
  template <class T>
  static constexpr error_bounds bounds = {.forward = {0}, .derivative = {0}, .derivative_from_output = {0}};

  double min_val = -1;  ///< PyTorch's
  double max_val = 1;   ///< PyTorch's

  XACT_INLINE constexpr hard_tanh_t() noexcept {}  // not defaulted: CUDA
  /// lowest <= highest, which is asserted.
  XACT_INLINE constexpr explicit hard_tanh_t(double lowest, double highest) noexcept
      : min_val(lowest), max_val(highest) {
    assert(accepts(lowest, highest) && "xact: hard_tanh needs min_val <= max_val");
  }
  static constexpr std::array parameters{parameter<hard_tanh_t>{"min_val", &hard_tanh_t::min_val},
                                         parameter<hard_tanh_t>{"max_val", &hard_tanh_t::max_val}};
  XACT_INLINE static constexpr bool accepts(double lowest, double highest) { return lowest <= highest; }
  friend constexpr bool operator==(const hard_tanh_t&, const hard_tanh_t&) = default;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    return ops<V>::min(rounded<V>(max_val), ops<V>::max(rounded<V>(min_val), x));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    using o = ops<V>;
    V low = rounded<V>(min_val), high = rounded<V>(max_val), zero(scalar_t<V>(0)), one(scalar_t<V>(1));
    V inside = o::select_less(low, x, o::select_less(x, high, one, zero), zero);
    return o::select_less_equal(x, x, inside, x);  // NaN stays NaN
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    return eval_derivative(y);  // y lies strictly between exactly where x does
  }

  XACT_INLINE constexpr void round_parameters_to_float() {
    min_val = simd::rounded_to_float(min_val);
    max_val = simd::rounded_to_float(max_val);
  }

  static constexpr auto samples() {
    return std::array{hard_tanh_t{}, hard_tanh_t{0, 6}, hard_tanh_t{-0.3, 20.1}, hard_tanh_t{2, 2}};
  }

 private:
  template <class V>
  XACT_INLINE static constexpr V rounded(double parameter) {
    return V(static_cast<scalar_t<V>>(parameter));
  }
};

inline constexpr hard_tanh_t hard_tanh{};
inline constexpr hard_tanh_t relu6{0, 6};
namespace fast {
using xact::hard_tanh;  // it has no tiers
using xact::relu6;
}  // namespace fast
namespace exact {
using xact::hard_tanh;
using xact::relu6;
}  // namespace exact

}  // namespace xact

#include "xact/base/macros_back.hpp"
