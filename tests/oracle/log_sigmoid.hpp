#pragma once

#include <array>
#include <cmath>

#include "row.hpp"
#include "xact/log_sigmoid.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::log_sigmoid_t<A>, T> {
  template <class R>
  static R forward(R x) {
    using std::abs, std::exp, std::log1p;
    return select(x < 0, x, R(0)) - log1p(exp(-abs(x)));
  }
  template <class R>
  static R derivative(R x) {
    using std::exp;
    return 1 / (1 + exp(x));
  }
  template <class R>
  static R derivative_from_output(R y) {
    using std::abs, std::expm1;
    return -expm1(-abs(y));  // y is not positive
  }
  static constexpr T at_zero = static_cast<T>(-0.693147180559945309417232L);
  static constexpr special_values<T> forward_values{-infinity<T>, at_zero, at_zero, T(-0.0)};
  static constexpr special_values<T> derivative_values{1, T(0.5), T(0.5), 0};
  static constexpr range forward_range{-infinity<double>, 0};
  static constexpr range derivative_range{0, 1};

  static constexpr std::array branch_points{18.,        38.,        126.,       768.,       .34657359,
                                            0.57,       1.25490196, 2.50980392, 3.76470588, 5.01960784,
                                            7.52941176, 10.0392157, 12.5490196, 15.,        87.,
                                            88.,        709.,       708.4,      0.302286};
  static constexpr bool flags_close_to_0 = true;  // of the derivative from the output
  static long double mirror(long double x, long double y) { return y - x; }
  static long double mirror_derivative(long double dydx) { return 1 - dydx; }
  static constexpr known_value known[] = {{"forward", 1, -0.31326168751822283405L}};
};

}  // namespace oracle
