#pragma once

#include "row.hpp"
#include "xact/gelu_tanh.hpp"

namespace oracle {

/// x s and s + x s', with s = sigmoid(2 u), u = sqrt(2 / pi) (x + 0.044715 x^3).
template <xact::accuracy A, class T>
struct row<xact::gelu_t<xact::approximate::tanh, A>, T> {
  template <class R>
  static R forward(R x) {
    using std::exp;
    return x / (1 + exp(-2 * u(x)));
  }
  template <class R>
  static R derivative(R x) {
    using std::exp;
    const R u_derivative = scale<R>() * (1 + 3 * cubic<R>() * x * x);
    return (1 + 2 * x * u_derivative / (1 + exp(2 * u(x)))) / (1 + exp(-2 * u(x)));
  }
  static constexpr special_values<T> forward_values{T(-0.0), T(-0.0), 0, infinity<T>};
  static constexpr special_values<T> derivative_values{0, T(0.5), T(0.5), 1};
  static constexpr range forward_range{-0.17005, infinity<double>};  // lowest at -0.7525: -0.17004
  static constexpr range derivative_range{-0.12900, 1.12900};

  static long double mirror(long double x, long double y) { return y - x; }
  static long double mirror_derivative(long double dydx) { return 1 - dydx; }

 private:
  template <class R>
  static R cubic() {
    return R(44715) / R(1000000);
  }
  template <class R>
  static R scale() {
    using std::acos, std::sqrt;
    return sqrt(2 / acos(R(-1)));
  }
  template <class R>
  static R u(R x) {
    return scale<R>() * x * (1 + cubic<R>() * x * x);
  }
};

}  // namespace oracle
