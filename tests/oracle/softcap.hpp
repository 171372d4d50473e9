#pragma once

#include <array>

#include "row.hpp"
#include "xact/softcap.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::softcap_t<A>, T> {
  xact::softcap_t<A> f;
  T cap = static_cast<T>(f.cap);

  template <class R>
  R forward(R x) const {
    using std::tanh;
    return cap * tanh(x / cap);
  }
  template <class R>
  R derivative(R x) const {
    using std::cosh;
    return 1 / (cosh(x / cap) * cosh(x / cap));
  }
  template <class R>
  R derivative_from_output(R y) const {
    return (1 - y / cap) * (1 + y / cap);
  }
  special_values<T> forward_values{-cap, T(-0.0), 0, cap};
  static constexpr special_values<T> derivative_values{0, 1, 1, 0};
  range forward_range{-cap, cap};
  static constexpr range derivative_range{0, 1};

  static constexpr std::array branch_points{9.1 * 30, 22. * 30, 0x1p-13 * 30, 0x1p-28 * 30, 15.,
                                            30.,      60.,      150.,         53.5 * 30};
  static constexpr bool is_odd = true, derivative_is_even = true, never_falls = true, flags_close_to_0 = true,
                        steepest_at_zero = true;
  static constexpr double largest_third_derivative = 8;  // 2 / cap^2
};

}  // namespace oracle
