#pragma once

#include <algorithm>
#include <array>

#include "row.hpp"
#include "xact/elu.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::elu_t<A>, T> {
  xact::elu_t<A> f;
  T alpha = static_cast<T>(f.alpha);

  template <class R>
  R forward(R x) const {
    using std::expm1;
    return select(x > 0, x, R(alpha * expm1(x)));
  }
  template <class R>
  R derivative(R x) const {
    using std::exp;
    return select(x > 0, R(1), R(alpha * exp(x)));
  }
  template <class R>
  R derivative_from_output(R y) const {
    return select(y > 0, R(1), R(y + alpha));
  }
  bool has_output_form = alpha >= 0;

  special_values<T> forward_values{-alpha, T(-0.0) * alpha, 0, infinity<T>};
  special_values<T> derivative_values{0, alpha, alpha, 1};
  range forward_range{alpha > 0 ? -alpha : 0, infinity<double>};
  range derivative_range{std::min<double>(alpha, 0), std::max<double>(alpha, 1)};

  static constexpr std::array branch_points{0.34657359, 1.0397208, 18.,   38.,  87.68,
                                            88.,        131.7,     708.7, 709., 773.};
  bool never_falls = alpha >= 0;
  static constexpr bool computes_both_sides = true;  // f'(x) comes from the left tail
  static constexpr bool flags_close_to_0 = true;
};

}  // namespace oracle
