// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"

namespace xact {

/// How much accuracy a functor buys with its time. The tier is a template argument of the functor's type:
/// `sigmoid_t<accuracy::accurate>`.
enum class accuracy {
  exact,     ///< correctly rounded, hence the same bits everywhere; for float only
  accurate,  ///< the default: within error_bound of the true value, tails and subnormal numbers included
  fast       ///< a small absolute error, and no promise on the relative error in the far tails
};

/// The base of an activation in a tier that it does not have: stops the compilation, in words.
template <accuracy A>
struct missing_tier {
  static_assert(static_cast<int>(A) < 0,
                "xact: this activation has no exact tier; its accurate tier is within 1 ULP, and correctly "
                "rounded for bfloat16 and float16");
};

/// What a functor promises for one of its functions: |result - truth| <= max(ulp * ulp(truth), absolute),
/// where ulp(truth) is the distance between floating-point numbers at the true value, subnormal ones
/// included. Half a unit is the promise of correct rounding, with ties to even. The tests assert exactly
/// this.
struct error_bound {
  double ulp = 1;
  double absolute = 0;

  constexpr bool rounds() const { return ulp == 0.5 && absolute == 0; }
};

/// What the fast tier promises everywhere: 5e-7 max(1, |y|), and 1e-15 max(1, |y|) in double.
template <class T>
inline constexpr error_bound fast_bound = {.ulp = 4, .absolute = sizeof(T) == 4 ? 5e-7 : 1e-15};

/// What the fast tier promises of a derivative from the output. With FMA it is rounded correctly, since that
/// costs no operation more.
inline constexpr error_bound fast_bound_from_output = {2};

/// What the exact tier promises.
inline constexpr error_bound correctly_rounded = {0.5};

/// The promises of one functor for one scalar type.
struct error_bounds {
  error_bound forward;
  error_bound derivative;
  error_bound derivative_from_output{};  ///< given the output as it is, rounded
};

}  // namespace xact
