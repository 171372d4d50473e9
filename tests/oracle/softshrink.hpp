#pragma once

#include <array>

#include "row.hpp"
#include "xact/softshrink.hpp"

namespace oracle {

template <class T>
struct row<xact::softshrink_t, T> {
  xact::softshrink_t f;
  T lambda = static_cast<T>(f.lambda);

  template <class R>
  R forward(R x) const {
    return select(x > lambda, x - lambda, select(x < -lambda, x + lambda, R(0)));
  }
  template <class R>
  R derivative(R x) const {
    return select(x > lambda, R(1), select(x < -lambda, R(1), R(0)));
  }
  template <class R>
  R derivative_from_output(R y) const {
    return select(y > 0, R(1), select(y < 0, R(1), R(0)));
  }

  static constexpr special_values<T> forward_values{-infinity<T>, 0, 0, infinity<T>};
  static constexpr special_values<T> derivative_values{1, 0, 0, 1};
  static constexpr range forward_range{-infinity<double>, infinity<double>};
  static constexpr range derivative_range{0, 1};

  static constexpr std::array branch_points{0.1, 20.7};
  static long double mirror(long double, long double y) { return -y; }
  static constexpr bool derivative_is_even = true, never_falls = true, keeps_payload = true,
                        flags_by_result_alone = true;
};

}  // namespace oracle
