#pragma once

#include <algorithm>
#include <array>
#include <limits>

#include "row.hpp"
#include "xact/hard_sigmoid.hpp"

namespace oracle {

/// By default the slope is 1/6 itself. The derivative is 0 where f(x) rounds to 1.
template <class T>
struct row<xact::hard_sigmoid_t, T> {
  xact::hard_sigmoid_t f;
  bool is_sixth = f == xact::hard_sigmoid_t{};
  T slope = static_cast<T>(f.slope), offset = static_cast<T>(f.offset);

  template <class R>
  R forward(R x) const {
    const R y = line(x);
    return select(y > 0, select(y < 1, y, R(1)), R(0));
  }
  template <class R>
  R derivative(R x) const {
    const R y = line(x);
    return select(y > 0, select(y < 1 - std::numeric_limits<T>::epsilon() / 4.0L, R(slope), R(0)), R(0));
  }
  template <class R>
  R derivative_from_output(R y) const {
    return select(y > 0, select(y < 1, R(slope), R(0)), R(0));
  }

  T at_zero = offset > 0 && offset < 1 ? slope : T(0), value_at_zero = std::clamp(offset, T(0), T(1));
  special_values<T> forward_values{0, value_at_zero, value_at_zero, 1};
  special_values<T> derivative_values{0, at_zero, at_zero, 0};
  static constexpr range forward_range{0, 1};
  range derivative_range{0, slope};

  static constexpr std::array branch_points{3., 0.24, 0.56, 1.6, 2.4};
  static constexpr bool never_falls = true;

 private:
  template <class R>
  R line(R x) const {
    return is_sixth ? (x + 3) / 6 : x * slope + offset;
  }
};

}  // namespace oracle
