// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cassert>

#include "xact/base/config.hpp"
#include "xact/base/parameter.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// The parameter of the exponential linear units, for their kernels. It is rounded to the type of x first.
struct with_alpha {
  double alpha = 1;

  XACT_INLINE constexpr with_alpha() noexcept {}  // not defaulted: CUDA
  XACT_INLINE constexpr explicit with_alpha(double value) noexcept : alpha(value) {
    assert(accepts(value) && "xact: alpha must be a finite number");
  }
  static constexpr std::array parameters{parameter<with_alpha>{"alpha", &with_alpha::alpha}};
  XACT_INLINE static constexpr bool accepts(double value) { return value - value == 0; }
  friend constexpr bool operator==(const with_alpha&, const with_alpha&) = default;

  XACT_INLINE constexpr void round_parameters_to_float() { alpha = simd::rounded_to_float(alpha); }

 protected:
  template <class V>
  XACT_INLINE constexpr V alpha_as() const {
    return V(static_cast<scalar_t<V>>(alpha));
  }

  /// f(x), which is x for x > 0: from tail = |f(-|x|)|, whose sign alone is to be put right.
  template <class V>
  XACT_INLINE constexpr V with_tail(V x, V tail) const {
    using o = ops<V>;
    return o::select_negative(x, o::xor_sign(tail, V(static_cast<scalar_t<V>>(-alpha))), x);
  }
  /// f'(x), which is 1 for x > 0, and `tail` for x <= 0.
  template <class V>
  XACT_INLINE static constexpr V derivative_with_tail(V x, V tail) {
    V zero(scalar_t<V>(0)), one(scalar_t<V>(1));
    return ops<V>::select_less(zero, x, one, tail);
  }
};

/// That of ELU, which may have either sign.
struct elu_parameter : with_alpha {
  using with_alpha::with_alpha;

  XACT_INLINE constexpr bool output_tells() const { return alpha >= 0; }

 protected:
  /// f'(x) from y = f(x), rounded once.
  template <class V>
  XACT_INLINE constexpr V derivative_of_output(V y) const {
    assert(output_tells() && "xact: elu from its output needs alpha >= 0");
    return derivative_with_tail(y, y + alpha_as<V>());
  }
};

/// That of CELU, which divides by it.
struct celu_parameter : with_alpha {
  XACT_INLINE constexpr celu_parameter() noexcept {}  // not defaulted: CUDA
  XACT_INLINE constexpr explicit celu_parameter(double value) noexcept : with_alpha(value) {
    assert(accepts(value) && "xact: celu needs alpha > 0");
  }
  XACT_INLINE static constexpr bool accepts(double value) { return value > 0 && value - value == 0; }
};

}  // namespace xact::math
