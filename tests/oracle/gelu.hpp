#pragma once

#include "row.hpp"
#include "xact/gelu.hpp"

namespace oracle {

/// x Phi(x), and Phi(x) + x phi(x).
template <xact::accuracy A, class T>
struct row<xact::gelu_t<xact::approximate::none, A>, T> {
  template <class R>
  static R forward(R x) {
    using std::erfc, std::sqrt;
    return x * erfc(-x / sqrt(R(2))) / 2;
  }
  template <class R>
  static R derivative(R x) {
    using std::erfc, std::sqrt, std::exp, std::acos;
    return erfc(-x / sqrt(R(2))) / 2 + x * exp(-x * x / 2) / sqrt(2 * acos(R(-1)));
  }
  static constexpr special_values<T> forward_values{T(-0.0), T(-0.0), 0, infinity<T>};
  static constexpr special_values<T> derivative_values{0, T(0.5), T(0.5), 1};
  static constexpr range forward_range{-0.17, infinity<double>};  // lowest at -0.7518: -0.16997
  static constexpr range derivative_range{-0.12891, 1.12891};     // at -sqrt(2) and sqrt(2)

  static long double mirror(long double x, long double y) { return y - x; }
  static long double mirror_derivative(long double dydx) { return 1 - dydx; }
  static constexpr known_value known[] = {{"forward", 1, 0.84134474606854294859L},
                                          {"forward", -1, -0.15865525393145705141L},
                                          {"derivative", 1, 1.08331547058768629838L}};
};

}  // namespace oracle
