#pragma once

#include <array>

#include "row.hpp"
#include "xact/tanhshrink.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::tanhshrink_t<A>, T> {
  /// Up to 1, where x - tanh(x) cancels, by the continued fraction of tanh(x): x / (1 + x^2 / k) with
  /// k = 3 + x^2 / (5 + x^2 / (7 + ...)).
  template <class R>
  static R forward(R x) {
    using std::tanh, std::abs;
    R k = 43;
    for (int odd = 41; odd >= 3; odd -= 2) k = odd + x * x / k;
    return select(abs(x) < 1, x * x * x / (k + x * x), x - tanh(x));
  }
  template <class R>
  static R derivative(R x) {
    using std::tanh;
    return tanh(x) * tanh(x);
  }
  static constexpr special_values<T> forward_values{-infinity<T>, T(-0.0), 0, infinity<T>};
  static constexpr special_values<T> derivative_values{1, 0, 0, 1};
  static constexpr range forward_range{-infinity<double>, infinity<double>};
  static constexpr range derivative_range{0, 1};

  static constexpr std::array branch_points{0.625, 0.875, 8., 10., 20.};
  static constexpr bool is_odd = true, derivative_is_even = true, never_falls = true, flags_close_to_0 = true;
};

}  // namespace oracle
