#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "row.hpp"
#include "xact/softplus.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::softplus_t<A>, T> {
  xact::softplus_t<A> f;
  T beta = static_cast<T>(f.beta);

  template <class R>
  R forward(R x) const {
    using std::abs, std::exp, std::log1p;
    return select(x > 0, x, R(0)) + log1p(exp(-abs(beta * x))) / beta;
  }
  template <class R>
  R derivative(R x) const {
    using std::exp;
    return 1 / (1 + exp(-beta * x));
  }
  template <class R>
  R derivative_from_output(R y) const {
    using std::abs, std::expm1;
    return -expm1(-beta * abs(y));  // y is not negative
  }
  T at_zero = static_cast<T>(std::log(2.0L) / beta);
  special_values<T> forward_values{0, at_zero, at_zero, infinity<T>};
  static constexpr special_values<T> derivative_values{0, T(0.5), T(0.5), 1};
  static constexpr range forward_range{0, infinity<double>};
  static constexpr range derivative_range{0, 1};

  static constexpr std::array branch_points{
      18.,  38., 126., 768.,     .34657359,  // beta = 1: clamps, and where n of e^-y changes
      36.,  76., 207., 1490.,    9.,        63.,   384., 372.,   // beta = 0.5 and 2
      0.9,  1.9, 5.2,  6.3,      37.2,      38.4,  4.4,  35.45,  // beta = 20
      88.,  87., 44.,  176.,     709.,      708.4, 354., 1418.,  // e^-|beta x| becomes 0 in the fast tier
      1.26, 2.5, 3.77, 5.01961,  7.53,      10.04, 12.6, 15.,    // the fast tier's table
      7.5,  0.8, 0.57, 0.302286, 0.0411342, .33,   0.16};        // the largest errors
  static constexpr bool flags_close_to_0 = true;                 // of the derivative from the output
  static long double mirror(long double x, long double y) { return y - x; }
  static long double mirror_derivative(long double dydx) { return 1 - dydx; }
  double largest_third_derivative =
      std::max(2.0, 0.1 * static_cast<double>(beta) * static_cast<double>(beta));
};

}  // namespace oracle
