#pragma once

#include <array>

#include "row.hpp"
#include "xact/exp.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::exp_t<A>, T> {
  template <class R>
  static R forward(R x) {
    using std::exp;
    return exp(x);
  }
  template <class R>
  static R derivative(R x) {
    return forward(x);
  }
  template <class R>
  static R derivative_from_output(R y) {
    return y;
  }
  static constexpr special_values<T> forward_values{0, 1, 1, infinity<T>};
  static constexpr special_values<T> derivative_values{0, 1, 1, infinity<T>};
  static constexpr range forward_range{0, infinity<double>};
  static constexpr range derivative_range{0, infinity<double>};

  static constexpr std::array branch_points{86.99,  87.3,  88.3763,  88.72284, 89.,  103.97208, 104.,
                                            708.05, 708.4, 709.4363, 709.7827, 710., 745.1332,  746.};
  static constexpr bool never_falls = true;
  static constexpr double largest_third_derivative = 2.5e17;  // e^40
  static constexpr known_value known[] = {{"forward", 1, 2.7182818284590452354L}};
};

}  // namespace oracle
