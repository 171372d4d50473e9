#pragma once

#include <array>

#include "row.hpp"
#include "xact/swish.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::swish_t<A>, T> {
  xact::swish_t<A> f;
  T beta = static_cast<T>(f.beta);

  template <class R>
  R forward(R x) const {
    using std::exp;
    return x / (1 + exp(-beta * x));
  }
  template <class R>
  R derivative(R x) const {
    using std::exp;
    return (1 + beta * x / (1 + exp(beta * x))) / (1 + exp(-beta * x));
  }
  special_values<T> forward_values{beta > 0 ? T(-0.0) : -infinity<T>, T(-0.0), 0,
                                   beta < 0 ? T(0) : infinity<T>};
  special_values<T> derivative_values{limit_of_derivative(-beta), T(0.5), T(0.5), limit_of_derivative(beta)};
  // The extremes of silu, at -1.2785, -2.3994 and 2.3994, for beta x.
  range forward_range{beta > 0 ? -0.27847 / beta : -infinity<double>,
                      beta < 0 ? -0.27847 / beta : infinity<double>};
  static constexpr range derivative_range{-0.09984, 1.09984};

  static constexpr std::array branch_points{18.,        38.,         110.,       752.,
                                            18 / 1.702, 110 / 1.702, 1.27846454, 0.75115};
  static constexpr bool computes_both_sides = true, flags_close_to_0 = true;
  static long double mirror(long double x, long double y) { return y - x; }
  static long double mirror_derivative(long double dydx) { return 1 - dydx; }

 private:
  static constexpr T limit_of_derivative(T sign) { return sign > 0 ? T(1) : sign < 0 ? T(0) : T(0.5); }
};

}  // namespace oracle
