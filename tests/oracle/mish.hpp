#pragma once

#include <array>

#include "row.hpp"
#include "xact/mish.hpp"

namespace oracle {

/// x g and g + x g', g = n / (n + 2), n = e (e + 2), e = e^x; for x > 0 multiplied by e^-2x.
template <xact::accuracy A, class T>
struct row<xact::mish_t<A>, T> {
  template <class R>
  static R forward(R x) {
    const R e = tail(x);
    return x * select(x > 0, 1 + 2 * e, e * (e + 2)) / denominator(x, e);
  }
  template <class R>
  static R derivative(R x) {
    const R e = tail(x), d = denominator(x, e), g = select(x > 0, 1 + 2 * e, e * (e + 2)) / d;
    return g + 4 * x * e * (1 + e) * select(x > 0, e, R(1)) / (d * d);
  }
  static constexpr special_values<T> forward_values{T(-0.0), T(-0.0), 0, infinity<T>};
  static constexpr special_values<T> derivative_values{0, T(0.6L), T(0.6L), 1};
  static constexpr range forward_range{-0.30885, infinity<double>};  // lowest at -1.1924
  static constexpr range derivative_range{-0.11253, 1.08850};        // at -2.2564 and 1.4906

  static constexpr std::array branch_points{1.19243121, 10.,  14.,    20.,    25., 88., 110.,
                                            709.,       752., 2.2564, 1.4906, 4.,  7.6, 15.54};
  static constexpr known_value known[] = {{"forward", 1, 0.86509838826731034612L}};

 private:
  template <class R>
  static R tail(R x) {
    using std::abs, std::exp;
    return exp(-abs(x));
  }
  template <class R>
  static R denominator(R x, R e) {
    return select(x > 0, 1 + 2 * e + 2 * e * e, e * (e + 2) + 2);
  }
};

}  // namespace oracle
