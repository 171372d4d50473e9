#pragma once

#include <array>

#include "row.hpp"
#include "xact/silu.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::silu_t<A>, T> {
  template <class R>
  static R forward(R x) {
    using std::exp;
    return x / (1 + exp(-x));
  }
  template <class R>
  static R derivative(R x) {
    using std::exp;
    return (1 + x / (1 + exp(x))) / (1 + exp(-x));
  }
  static constexpr special_values<T> forward_values{T(-0.0), T(-0.0), 0, infinity<T>};
  static constexpr special_values<T> derivative_values{0, T(0.5), T(0.5), 1};
  static constexpr range forward_range{-0.27847, infinity<double>};  // lowest at -1.2785
  static constexpr range derivative_range{-0.09984, 1.09984};        // at -2.3994 and 2.3994

  static constexpr std::array branch_points{18., 38., 88., 88.8, 110., 709., 709.8, 752., 1.27846454};
  static constexpr bool computes_both_sides = true,
                        flags_close_to_0 =
                            true;  // f(x) and f'(x) come from the left tail, which may underflow
  static long double mirror(long double x, long double y) { return y - x; }
  static long double mirror_derivative(long double dydx) { return 1 - dydx; }
};

}  // namespace oracle
