#pragma once

#include "row.hpp"
#include "xact/hard_swish.hpp"

namespace oracle {

template <class T>
struct row<xact::hard_swish_t, T> {
  template <class R>
  static R forward(R x) {
    return select(x > -3, select(x < 3, x * (x + 3) / 6, x), R(0));
  }
  template <class R>
  static R derivative(R x) {
    return select(x > -3, select(x < 3, (2 * x + 3) / 6, R(1)), R(0));
  }
  static constexpr special_values<T> forward_values{T(-0.0), T(-0.0), 0, infinity<T>};
  static constexpr special_values<T> derivative_values{0, T(0.5), T(0.5), 1};
  static constexpr range forward_range{-0.375, infinity<double>};  // lowest at -1.5
  static constexpr range derivative_range{-0.5, 1.5};

  static long double mirror(long double x, long double y) { return y - x; }
  static long double mirror_derivative(long double dydx) { return 1 - dydx; }
};

}  // namespace oracle
