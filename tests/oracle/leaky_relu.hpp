#pragma once

#include <algorithm>

#include "row.hpp"
#include "xact/leaky_relu.hpp"

namespace oracle {

template <class T>
struct row<xact::leaky_relu_t, T> {
  xact::leaky_relu_t f;
  T slope = static_cast<T>(f.negative_slope);

  template <class R>
  R forward(R x) const {
    return select(x > 0, x, slope * x);
  }
  template <class R>
  R derivative(R x) const {
    return select(x > 0, R(1), R(slope));
  }
  template <class R>
  R derivative_from_output(R y) const {
    return derivative(y);
  }
  bool has_output_form = slope >= 0;

  special_values<T> forward_values{-infinity<T> * slope, T(-0.0) * slope, T(0) * slope, infinity<T>};
  special_values<T> derivative_values{slope, slope, slope, 1};
  range forward_range{slope > 0 ? -infinity<double> : 0, infinity<double>};
  range derivative_range{std::min<double>(slope, 1), std::max<double>(slope, 1)};

  bool never_falls = slope >= 0;
  static constexpr bool keeps_payload = true, computes_both_sides = true, flags_by_result_alone = true;
};

}  // namespace oracle
