#pragma once

#include "row.hpp"
#include "xact/sigmoid.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::sigmoid_t<A>, T> {
  template <class R>
  static R forward(R x) {
    using std::exp;
    return 1 / (1 + exp(-x));
  }
  template <class R>
  static R derivative(R x) {
    using std::exp;
    return 1 / ((1 + exp(-x)) * (1 + exp(x)));
  }
  template <class R>
  static R derivative_from_output(R y) {
    return y * (1 - y);
  }
  static constexpr special_values<T> forward_values{0, T(0.5), T(0.5), 1};
  static constexpr special_values<T> derivative_values{0, T(0.25), T(0.25), 0};
  static constexpr range forward_range{0, 1};
  static constexpr range derivative_range{0, 0.25};

  static long double mirror(long double, long double y) { return 1 - y; }
  static constexpr bool derivative_is_even = true, never_falls = true, steepest_at_zero = true;
  static constexpr relative_bound relative_derivative{1e-5, 8};
  static constexpr known_value known[] = {{"forward", 1, 0.73105857863000487925L},
                                          {"derivative", 1, 0.19661193324148185254L}};
};

}  // namespace oracle
