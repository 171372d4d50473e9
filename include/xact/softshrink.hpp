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

/// Soft shrinkage, the proximal operator of lambda |x|: f(x) = x - lambda for x > lambda, x + lambda for
/// x < -lambda, else 0; f'(x) = 1 where |x| > lambda, else 0. Lambda is rounded to the type of x first, for
/// 16 bits to float; that it is not negative, infinite or NaN is asserted. PyTorch: softshrink.
///
/// It is rounded correctly (0.5 ULP). A result of 0 is +0, of -0 as well; softshrink(inf) = inf,
/// softshrink(-inf) = -inf; NaN gives NaN, in the derivative too. y is 0 only where |x| <= lambda, so that it
/// tells the derivative.
/// Donoho, "De-noising by soft-thresholding", IEEE Trans. Information Theory 41(3), 1995.
struct softshrink_t : activation_interface<softshrink_t> {
  static constexpr std::string_view name = "softshrink";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {0.5}, .derivative = {0}, .derivative_from_output = {0}};

  double lambda = 0.5;  ///< PyTorch's lambd

  XACT_INLINE constexpr softshrink_t() noexcept {}  // not defaulted: CUDA
  /// threshold >= 0, and finite, which is asserted.
  XACT_INLINE constexpr explicit softshrink_t(double threshold) noexcept : lambda(threshold) {
    assert(accepts(threshold) && "xact: softshrink needs a finite lambda that is not negative");
  }
  static constexpr std::array parameters{parameter<softshrink_t>{"lambda", &softshrink_t::lambda}};
  XACT_INLINE static constexpr bool accepts(double threshold) {
    return 0 <= threshold && threshold - threshold == 0;
  }
  friend constexpr bool operator==(const softshrink_t&, const softshrink_t&) = default;

  /// x less what lies within lambda of 0.
  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using o = ops<V>;
    return x - o::min(rounded<V>(lambda), o::max(rounded<V>(-lambda), x));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    return math::is_beyond(rounded<V>(lambda), x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    return math::is_beyond(V(scalar_t<V>(0)), y);
  }

  XACT_INLINE constexpr void round_parameters_to_float() { lambda = simd::rounded_to_float(lambda); }

  static constexpr auto samples() {
    return std::array{softshrink_t{}, softshrink_t{0.1}, softshrink_t{0}, softshrink_t{20.7}};
  }

 private:
  template <class V>
  XACT_INLINE static constexpr V rounded(double parameter) {
    return V(static_cast<scalar_t<V>>(parameter));
  }
};

inline constexpr softshrink_t softshrink{};
namespace fast {
using xact::softshrink;  // it has no tiers
}
namespace exact {
using xact::softshrink;  // rounded once
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
