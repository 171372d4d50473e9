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

/// The promises of one functor for one scalar type.
struct error_bounds {
  error_bound forward;
  error_bound derivative;
  error_bound derivative_from_output{};  ///< given the output as it is, rounded
};

}  // namespace xact
