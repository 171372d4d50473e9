#pragma once

#include <array>

#include "row.hpp"
#include "xact/squared_relu.hpp"

namespace oracle {

template <class T>
struct row<xact::squared_relu_t, T> {
  template <class R>
  static R forward(R x) {
    return select(x > 0, x * x, R(0));
  }
  template <class R>
  static R derivative(R x) {
    return select(x > 0, 2 * x, R(0));
  }
  template <class R>
  static R derivative_from_output(R y) {
    using std::sqrt;
    return 2 * sqrt(select(y > 0, y, R(0)));
  }
  static constexpr special_values<T> forward_values{0, 0, 0, infinity<T>};
  static constexpr special_values<T> derivative_values{0, 0, 0, infinity<T>};
  static constexpr range forward_range{0, infinity<double>};
  static constexpr range derivative_range{0, infinity<double>};

  static constexpr std::array branch_points{0x1p-75, 0x1p-63, 0x1p64, 0x1p-537, 0x1p-511, 0x1p512};
  static constexpr bool never_falls = true, flags_by_result_alone = true;
};

}  // namespace oracle
