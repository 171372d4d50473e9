// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>

#include "xact/base/config.hpp"
#include "xact/core/concepts.hpp"
#include "xact/core/float16.hpp"
#include "xact/core/quantity.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/this_file.hpp"

namespace xact::core {

/// F's results in float are less than one ULP off. So one that lies between two numbers of 16 bits lies on
/// the right side of what is halfway between them, or exactly there; and then a double decides.
template <class F>
concept decided_by_double = activation<F, double> && requires {
  requires F::template bounds<float>.forward.ulp <= 1;
};

/// Quantity(f, x), rounded to 16 bits as the true value would be, by a double.
template <class Quantity, class F, bfloat16_or_float16 H, class = simd::this_file>
XACT_SELDOM constexpr H decide_by_double(const F& f, H x) noexcept {
  F as_in_float = f;
  if constexpr (requires { as_in_float.round_parameters_to_float(); })
    as_in_float.round_parameters_to_float();
  const auto exact_x = static_cast<double>(widen(x));
  double decision = Quantity::call(as_in_float, exact_x);
  if constexpr (std::same_as<Quantity, forward_of> && requires { F::above_half_of_x; })
    if (decision == exact_x / 2) decision += ops<double>::abs(decision) * 0x1p-52;
  if constexpr (requires { as_in_float.rounds_away_from_0(exact_x, decision); })
    if (as_in_float.rounds_away_from_0(exact_x, decision)) decision -= decision * 0x1p-52;
  return round_to<H>(to_odd(decision));
}

/// y = Quantity(f, x), rounded to 16 bits as the true value would be, for an F that is decided_by_double.
template <class Quantity, class F, bfloat16_or_float16 H>
XACT_INLINE constexpr H round_once(const F& f, H x, float y) noexcept {
  return format16<H>::any_halfway(y) ? decide_by_double<Quantity>(f, x) : round_to<H>(y);
}

}  // namespace xact::core
