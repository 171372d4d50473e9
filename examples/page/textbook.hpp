#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>
#include <type_traits>
#include <xact/activations.hpp>

#include "real.hpp"
#include "tests/formats.hpp"
#include "tests/oracle/row.hpp"

// What the textbooks write down, computed in the type that it is asked in.

namespace page {

/// x, rounded once to the type T.
template <class T>
T round_to(real x) {
  return static_cast<T>(static_cast<std::conditional_t<std::same_as<T, float>, float, double>>(x));
}

/// A number of type T each of whose operations, exp and erf among them, is rounded correctly to T. So what is
/// wrong with a result is the formula's fault, and not that of some C library.
template <class T>
struct stepwise {
  using carrier = xact::computed_in<T>;
  carrier value;

  stepwise(double x) : value(fit(static_cast<T>(x))) {}
  stepwise(int x) : stepwise(static_cast<double>(x)) {}
  explicit stepwise(real x) : value(fit(round_to<T>(x))) {}

  friend stepwise operator+(stepwise a, stepwise b) { return of(a.value + b.value); }
  friend stepwise operator-(stepwise a, stepwise b) { return of(a.value - b.value); }
  friend stepwise operator*(stepwise a, stepwise b) { return of(a.value * b.value); }
  friend stepwise operator/(stepwise a, stepwise b) { return of(a.value / b.value); }
  friend stepwise operator-(stepwise a) { return of(-a.value); }
  friend bool operator<(stepwise a, stepwise b) { return a.value < b.value; }
  friend bool operator>(stepwise a, stepwise b) { return a.value > b.value; }
  friend bool operator==(stepwise a, stepwise b) { return a.value == b.value; }

  real exactly() const { return real(static_cast<double>(value)); }
  friend stepwise exp(stepwise x) { return stepwise(exp(x.exactly())); }
  friend stepwise erf(stepwise x) { return stepwise(erf(x.exactly())); }
  friend stepwise erfc(stepwise x) { return stepwise(erfc(x.exactly())); }
  friend stepwise tanh(stepwise x) { return stepwise(tanh(x.exactly())); }
  friend stepwise cosh(stepwise x) { return stepwise(cosh(x.exactly())); }
  friend stepwise sqrt(stepwise x) { return stepwise(sqrt(x.exactly())); }
  friend stepwise acos(stepwise x) { return stepwise(acos(x.exactly())); }

 private:
  /// Two roundings, to float and then to 16 bits, are one: a float has more than twice the digits.
  static stepwise of(carrier x) {
    stepwise made(0);
    made.value = fit(static_cast<T>(x));
    return made;
  }
  static carrier fit(T x) { return static_cast<carrier>(x); }
};

/// The formulas. A function that is not here has the oracle's, which do not cancel.
template <class F>
struct textbook {
  F f{};
  template <class R>
  R forward(R x) const {
    return oracle::row_of<double>(f).forward(x);
  }
  template <class R>
  R derivative(R x) const {
    return oracle::row_of<double>(f).derivative(x);
  }
};

template <xact::accuracy A>
struct textbook<xact::sigmoid_t<A>> {
  xact::sigmoid_t<A> f{};
  template <class R>
  R forward(R x) const {
    return 1 / (1 + exp(-x));
  }
  template <class R>
  R derivative(R x) const {
    return forward(x) * (1 - forward(x));
  }
};

template <xact::accuracy A>
struct textbook<xact::tanh_t<A>> {
  xact::tanh_t<A> f{};
  template <class R>
  R forward(R x) const {
    return tanh(x);
  }
  template <class R>
  R derivative(R x) const {
    return 1 - tanh(x) * tanh(x);
  }
};

template <xact::accuracy A>
struct textbook<xact::gelu_t<xact::approximate::none, A>> {
  xact::gelu_t<xact::approximate::none, A> f{};
  template <class R>
  R forward(R x) const {
    return x * normal(x);
  }
  template <class R>
  R derivative(R x) const {
    return normal(x) + x * (exp(-x * x / 2) / R(2.5066282746310002));
  }
  template <class R>
  static R normal(R x) {
    return R(0.5) * (1 + erf(x / R(1.4142135623730951)));
  }
};

template <xact::accuracy A>
struct textbook<xact::gelu_t<xact::approximate::tanh, A>> {
  xact::gelu_t<xact::approximate::tanh, A> f{};
  template <class R>
  R forward(R x) const {
    return R(0.5) * x * (1 + tanh(u(x)));
  }
  template <class R>
  R derivative(R x) const {
    const R t = tanh(u(x));
    return R(0.5) * (1 + t) +
           R(0.5) * x * (1 - t * t) * (R(0.7978845608028654) * (1 + 3 * R(0.044715) * x * x));
  }
  template <class R>
  static R u(R x) {
    return R(0.7978845608028654) * (x + R(0.044715) * x * x * x);
  }
};

}  // namespace page
