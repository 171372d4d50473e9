#pragma once

#include "row.hpp"
#include "xact/tanh.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::tanh_t<A>, T> {
  template <class R>
  static R forward(R x) {
    using std::tanh;
    return tanh(x);
  }
  template <class R>
  static R derivative(R x) {
    using std::cosh;
    return 1 / (cosh(x) * cosh(x));
  }
  template <class R>
  static R derivative_from_output(R y) {
    return (1 - y) * (1 + y);
  }
  static constexpr special_values<T> forward_values{-1, T(-0.0), 0, 1};
  static constexpr special_values<T> derivative_values{0, 1, 1, 0};
  static constexpr range forward_range{-1, 1};
  static constexpr range derivative_range{0, 1};

  static constexpr bool is_odd = true, derivative_is_even = true, never_falls = true, steepest_at_zero = true;
  static constexpr relative_bound relative_derivative{1e-5, 8};
  static constexpr known_value known[] = {{"forward", 1, 0.76159415595576488812L},
                                          {"derivative", 1, 0.41997434161402606939L}};
};

}  // namespace oracle
