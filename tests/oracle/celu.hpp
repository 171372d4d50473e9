#pragma once

#include <array>

#include "row.hpp"
#include "xact/celu.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::celu_t<A>, T> {
  xact::celu_t<A> f;
  T alpha = static_cast<T>(f.alpha);

  template <class R>
  R forward(R x) const {
    using std::expm1;
    return select(x > 0, x, R(alpha * expm1(x / alpha)));
  }
  template <class R>
  R derivative(R x) const {
    using std::exp;
    return select(x > 0, R(1), R(exp(x / alpha)));
  }
  template <class R>
  R derivative_from_output(R y) const {
    return select(y > 0, R(1), R((y + alpha) / alpha));
  }

  special_values<T> forward_values{-alpha, T(-0.0), 0, infinity<T>};
  special_values<T> derivative_values{0, 1, 1, 1};
  range forward_range{-alpha, infinity<double>};
  range derivative_range{0, 1};

  // as they are for alpha = 1, and times 0.3 and 2
  static constexpr std::array branch_points{
      0.34657359, 1.0397208, 18.,  38.,  87.68, 88.,   89.,    105., 708.7, 709.,  710., 747.,  0.104,
      5.4,        11.4,      26.3, 31.5, 212.6, 224.1, 0.6931, 36.,  76.,   175.4, 210., 1417., 1494.};
  static constexpr bool never_falls = true;
  static constexpr bool computes_both_sides = true;  // f'(x) comes from the left tail
  static constexpr bool flags_close_to_0 = true;
  double largest_third_derivative =
      alpha < 1 ? 2 / (static_cast<double>(alpha) * static_cast<double>(alpha)) : 2;
};

}  // namespace oracle
