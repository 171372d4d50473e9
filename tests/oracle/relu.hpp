#pragma once

#include "row.hpp"
#include "xact/relu.hpp"

namespace oracle {

template <class T>
struct row<xact::relu_t, T> {
  template <class R>
  static R forward(R x) {
    return select(x > 0, x, R(0));
  }
  template <class R>
  static R derivative(R x) {
    return select(x > 0, R(1), R(0));
  }
  template <class R>
  static R derivative_from_output(R y) {
    return select(y > 0, R(1), R(0));
  }
  static constexpr special_values<T> forward_values{0, 0, 0, infinity<T>};
  static constexpr special_values<T> derivative_values{0, 0, 0, 1};
  static constexpr range forward_range{0, infinity<double>};
  static constexpr range derivative_range{0, 1};

  static long double mirror(long double x, long double y) { return y - x; }
  static constexpr bool never_falls = true, keeps_payload = true, flags_by_result_alone = true;
};

}  // namespace oracle
