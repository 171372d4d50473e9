#pragma once

#include <algorithm>
#include <array>

#include "row.hpp"
#include "xact/hard_tanh.hpp"

namespace oracle {

template <class T>
struct row<xact::hard_tanh_t, T> {
  xact::hard_tanh_t f;
  T low = static_cast<T>(f.min_val), high = static_cast<T>(f.max_val);

  template <class R>
  R forward(R x) const {
    return select(x < low, R(low), select(x > high, R(high), x));
  }
  template <class R>
  R derivative(R x) const {
    return select(x > low, select(x < high, R(1), R(0)), R(0));
  }
  template <class R>
  R derivative_from_output(R y) const {
    return derivative(y);
  }

  special_values<T> forward_values{low, std::clamp(T(-0.0), low, high), std::clamp(T(0), low, high), high};
  T at_zero = low < 0 && 0 < high;
  special_values<T> derivative_values{0, at_zero, at_zero, 0};
  range forward_range{xact::ops<T>::fence(low), xact::ops<T>::fence(high)};  // or GCC 12 does not round them
  static constexpr range derivative_range{0, 1};

  static constexpr std::array branch_points{0.3, 20.1};
  bool is_odd = low == -high, derivative_is_even = low == -high;
  static constexpr bool never_falls = true, keeps_payload = true, flags_by_result_alone = true;
};

}  // namespace oracle
