#pragma once

namespace xact {

/// How much accuracy a functor buys with its time. The tier is a template argument of the functor's type:
/// `sigmoid_t<accuracy::accurate>`.
enum class accuracy {
  exact,     ///< correctly rounded (float only)
  accurate,  ///< the default: within error_bound of the true value, tails and subnormals included
  fast       ///< small absolute error, no promise on relative error in the far tails
};

/// What a functor promises for one of its functions: |result - truth| <= max(ulp * ulp(truth), absolute),
/// where ulp(truth) is the distance between floating-point numbers at the true value, subnormal ones
/// included. The tests assert exactly this.
struct error_bound {
  double ulp = 1;
  double absolute = 0;
};

/// What the fast tier promises everywhere, 5e-7 max(1, |y|), and 1e-15 max(1, |y|) in double.
template <class T>
inline constexpr error_bound fast_bound = {.ulp = 4, .absolute = sizeof(T) == 4 ? 5e-7 : 1e-15};

/// What the fast tier promises of a derivative from the output. With FMA, correct rounding costs nothing, and
/// is what it does.
inline constexpr error_bound fast_bound_from_output = {2};

/// A promise of half a unit is kept by the nearest number alone; of a tie, by the even one.
inline constexpr error_bound correctly_rounded = {0.5};

/// The promises of one functor for one scalar type.
struct error_bounds {
  error_bound forward;
  error_bound derivative;
  error_bound derivative_from_output{};  ///< given the output as it is, rounded
};

}  // namespace xact
