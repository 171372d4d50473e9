#pragma once

#include <algorithm>
#include <array>

#include "row.hpp"
#include "xact/threshold.hpp"

namespace oracle {

template <class T>
struct row<xact::threshold_t, T> {
  xact::threshold_t f;
  T threshold = static_cast<T>(f.threshold), value = static_cast<T>(f.value);

  template <class R>
  R forward(R x) const {
    return select(x > threshold, x, R(value));
  }
  template <class R>
  R derivative(R x) const {
    return select(x > threshold, R(1), R(0));
  }
  template <class R>
  R derivative_from_output(R y) const {
    return derivative(y);
  }
  bool has_output_form = value <= threshold;

  bool zero_is_above = threshold < 0;
  special_values<T> forward_values{value, zero_is_above ? T(-0.0) : value, zero_is_above ? T(0) : value,
                                   infinity<T>};
  special_values<T> derivative_values{0, T(zero_is_above), T(zero_is_above), 1};
  range forward_range{std::min(value, threshold), infinity<double>};
  static constexpr range derivative_range{0, 1};

  static constexpr std::array branch_points{0.1, 0.3, 20.1};
  bool never_falls = value <= threshold;
  static constexpr bool keeps_payload = true, flags_by_result_alone = true;
};

}  // namespace oracle
