#pragma once

#include <cmath>
#include <limits>
#include <string_view>

#include "xact/xact.hpp"

// The truth about every activation. A new activation gets its row here, a specialisation of row, and
// nothing else in tests/: every test takes the activations from xact::all_activations and the rest from
// its row. The formulas are plain mathematics without cancellation, templates on a real type R, and are
// only ever compiled in oracle.cpp: apart from the tests, without -m flags.

namespace oracle {

/// The values at the four special inputs.
template <class T>
struct special_values {
  T at_minus_infinity, at_minus_zero, at_zero, at_infinity;
};

/// No result may lie outside.
struct range {
  double lowest, highest;
};

template <class T>
inline constexpr T infinity = std::numeric_limits<T>::infinity();

/// condition ? a : b, in the formulas: R may be a register of numbers, with a choice for each.
template <class R>
R select(bool condition, const R& a, const R& b) {
  return condition ? a : b;
}

/// What is true of F on inputs of type T:
///
///     forward(x), derivative(x)               as formulas
///     derivative_from_output(y)               where F has it
///     forward_values, derivative_values       special_values<T>
///     forward_range, derivative_range         range
template <class F, class T>
struct row {
  static_assert(sizeof(F) == 0,
                "xact tests: an activation of xact::all_activations has no row in tests/oracle.hpp; write "
                "down what is true of it, as a specialisation of oracle::row");
};

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
};

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
};

template <class T>
struct row<xact::relu_t, T> {
  template <class R>
  static R forward(R x) {
    return select(x > 0, x, R(0));
  }
  template <class R>
  static R derivative(R x) {
    return select(x > 0, R(1), R(0));
  }
  template <class R>
  static R derivative_from_output(R y) {
    return select(y > 0, R(1), R(0));
  }
  static constexpr special_values<T> forward_values{0, 0, 0, infinity<T>};
  static constexpr special_values<T> derivative_values{0, 0, 0, 1};
  static constexpr range forward_range{0, infinity<double>};
  static constexpr range derivative_range{0, 1};
};

template <class T>
struct row<xact::leaky_relu_t, T> {
  static constexpr T negative_slope = T(0.01);

  template <class R>
  static R forward(R x) {
    return select(x > 0, x, negative_slope * x);
  }
  template <class R>
  static R derivative(R x) {
    return select(x > 0, R(1), R(negative_slope));
  }
  template <class R>
  static R derivative_from_output(R y) {
    return select(y > 0, R(1), R(negative_slope));
  }
  static constexpr special_values<T> forward_values{-infinity<T>, T(-0.0), 0, infinity<T>};
  static constexpr special_values<T> derivative_values{negative_slope, negative_slope, negative_slope, 1};
  static constexpr range forward_range{-infinity<double>, infinity<double>};
  static constexpr range derivative_range{negative_slope, 1};
};

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
};

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

/// What F promises on inputs of type T. Of 16 bits: correct rounding, or what it promises of the float that
/// is rounded to them.
template <class F, class T>
constexpr xact::error_bounds promises() {
  if constexpr (!xact::bfloat16_or_float16<T>)
    return F::template bounds<T>;
  else if constexpr (xact::simd::decided_by_double<F>)
    return {xact::correctly_rounded, xact::correctly_rounded, xact::correctly_rounded};
  else
    return F::template bounds<float>;
}

/// The functions of one row on inputs of type T. A long double holds the truth about a double to 2^-12
/// of its last place: the oracle needs the 64 bits of x86 or more.
template <class T>
struct truth {
  static_assert(std::numeric_limits<long double>::digits >= 64);
  using function = long double (*)(T);

  std::string_view name;
  function forward, derivative;
  function derivative_from_output;  ///< null where there is none
};

/// For float in long double (in multiple precision where that cancels), for double in multiple precision.
template <class T>
const truth<T>& find(std::string_view name);
template <>
const truth<float>& find(std::string_view name);
template <>
const truth<double>& find(std::string_view name);

/// For float as well: what find<float> is checked against, and what decides on rounding.
template <class T>
const truth<T>& find_in_multiple_precision(std::string_view name);
template <>
const truth<float>& find_in_multiple_precision(std::string_view name);
template <>
const truth<double>& find_in_multiple_precision(std::string_view name);

}  // namespace oracle
