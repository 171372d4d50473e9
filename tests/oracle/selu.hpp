#pragma once

#include <array>

#include "row.hpp"
#include "xact/selu.hpp"

namespace oracle {

template <xact::accuracy A, class T>
struct row<xact::selu_t<A>, T> {
  template <class R>
  static R forward(R x) {
    using std::expm1;
    return select(x > 0, R(scale<R>() * x), R(scale<R>() * alpha<R>() * expm1(x)));
  }
  template <class R>
  static R derivative(R x) {
    using std::exp;
    return select(x > 0, scale<R>(), R(scale<R>() * alpha<R>() * exp(x)));
  }
  /// The product is rounded first.
  template <class R>
  static R derivative_from_output(R y) {
    return select(y > 0, scale<R>(), R(y + R(at_0)));
  }
  static constexpr T at_0 = static_cast<T>(1.75809934084737685994022L),
                     slope = static_cast<T>(1.05070098735548049342L);
  static constexpr special_values<T> forward_values{-at_0, T(-0.0), 0, infinity<T>};
  static constexpr special_values<T> derivative_values{0, at_0, at_0, slope};
  static constexpr range forward_range{-at_0, infinity<double>};
  static constexpr range derivative_range{0, at_0};

  static constexpr std::array branch_points{0.34657359, 1.0397208, 18.,   38.,  87.68,
                                            88.,        131.7,     708.7, 709., 773.};
  static constexpr bool never_falls = true;
  static constexpr bool computes_both_sides = true;  // f'(x) comes from the left tail
  static constexpr bool flags_close_to_0 = true;
  static constexpr known_value known[] = {{"forward", -1, -1.1113307378125627618L}};

 private:
  /// 1.0507009873554804934193349852946 and 1.6732632423543772848170429916717, as quotients of integers.
  template <class R>
  static R scale() {
    return (R(10507009873554804LL) + R(934193349852946LL) / R(1000000000000000LL)) / R(10000000000000000LL);
  }
  template <class R>
  static R alpha() {
    return (R(16732632423543772LL) + R(848170429916717LL) / R(1000000000000000LL)) / R(10000000000000000LL);
  }
};

}  // namespace oracle
