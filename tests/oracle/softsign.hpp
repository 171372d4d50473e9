#pragma once

#include <array>

#include "row.hpp"
#include "xact/softsign.hpp"

namespace oracle {

template <class T>
struct row<xact::softsign_t, T> {
  template <class R>
  static R forward(R x) {
    using std::abs;
    return x / (1 + abs(x));
  }
  template <class R>
  static R derivative(R x) {
    using std::abs;
    return 1 / ((1 + abs(x)) * (1 + abs(x)));
  }
  template <class R>
  static R derivative_from_output(R y) {
    using std::abs;
    return (1 - abs(y)) * (1 - abs(y));
  }
  static constexpr special_values<T> forward_values{-1, T(-0.0), 0, 1};
  static constexpr special_values<T> derivative_values{0, 1, 1, 0};
  static constexpr range forward_range{-1, 1};
  static constexpr range derivative_range{0, 1};

  static constexpr std::array branch_points{0x1p24, 0x1p53, 0x1p63, 0x1p76, 0x1p511, 0x1p539};
  static long double mirror(long double, long double y) { return -y; }
  static constexpr bool is_odd = true, derivative_is_even = true, steepest_at_zero = true,
                        reaches_limits = false;
  static constexpr double largest_third_derivative = 6;
};

}  // namespace oracle
