#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

#include "calls.hpp"
#include "extent.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/core/quantity.hpp"

// What the compiler makes of an activation: every quantity in constant expressions, which is compared with
// what the machine makes of it. Only calls.cpp.in includes this.

namespace calls {

/// In every octave where something happens, in all table intervals, and at the ends.
template <class T>
constexpr auto constant_inputs() {
  using limits = std::numeric_limits<T>;
  std::array magnitudes{T(0),
                        limits::denorm_min(),
                        3 * limits::denorm_min(),
                        limits::min(),
                        T(1e-30),
                        T(1e-12),
                        T(0.01),
                        T(0.2),
                        T(0.3),
                        T(0.5),
                        T(0.7),
                        T(0.75179152),
                        T(0.8),
                        T(1),
                        T(1.3),
                        T(2.2),
                        T(3.3),
                        T(4.4),
                        T(6),
                        T(8.25),
                        T(9.125),
                        T(10.5),
                        T(12.75),
                        T(13.9),
                        T(17.5),
                        T(20.5),
                        T(36.9),
                        T(39.25),
                        T(87.9),
                        T(95.1),
                        T(103.5),
                        T(104.5),
                        T(709.4),
                        T(744.9),
                        T(1e20),
                        limits::max(),
                        limits::infinity()};
  std::array<T, 2 * magnitudes.size()> x{};
  for (std::size_t i = 0; i < magnitudes.size(); ++i) x[2 * i] = magnitudes[i], x[2 * i + 1] = -magnitudes[i];
  return x;
}

// In an unnamed namespace, because builds that are linked together differ in these values.
namespace {

template <class T>
using constant_numbers = decltype(constant_inputs<T>());

/// The inputs of the default F for this quantity: outputs of F where it is from the output.
template <class Q, class F, class T>
constexpr constant_numbers<T> constant_x = [] {
  auto x = constant_inputs<T>();
  if constexpr (Q::from_output)
    for (T& one : x) one = F{}.forward(one);
  return x;
}();

template <class Q, class F, class T, std::size_t... k>
constexpr auto constant_result(T x, std::index_sequence<k...>) {
  return Q::call(F{}, (static_cast<void>(k), T(1))..., x);
}

template <class Q, class F, class T>
constexpr std::array<constant_numbers<T>, Q::outputs> constant_results = [] {
  std::array<constant_numbers<T>, Q::outputs> all{};
  for (std::size_t i = 0; i < constant_inputs<T>().size(); ++i) {
    const auto result =
        constant_result<Q, F>(constant_x<Q, F, T>[i], std::make_index_sequence<Q::inputs - 1>());
    if constexpr (Q::outputs == 1)
      all[0][i] = result;
    else
      all[0][i] = result.value, all[1][i] = result.derivative;
  }
  return all;
}();

template <class Q, class F, class T>
constexpr constant<T> constant_of() {
  constant<T> found{Q::name, constant_x<Q, F, T>, {}};
  for (std::size_t k = 0; k < Q::outputs; ++k) found.out[k] = constant_results<Q, F, T>[k];
  return found;
}

/// How many quantities F has on T.
template <class F, class T>
constexpr std::size_t number_of_constants = [] {
  std::size_t n = 0;
  xact::core::for_each_quantity(
      [&]<class Q>(Q) { n += is_wanted<Q, T> && Q::template exists<F, T> ? 1 : 0; });
  return n;
}();

/// All that F has on T.
template <class F, class T>
constexpr std::array<constant<T>, number_of_constants<F, T>> constants_of = [] {
  std::array<constant<T>, number_of_constants<F, T>> all{};
  std::size_t n = 0;
  xact::core::for_each_quantity([&]<class Q>(Q) {
    if constexpr (is_wanted<Q, T> && Q::template exists<F, T>) all[n++] = constant_of<Q, F, T>();
  });
  return all;
}();

}  // namespace
}  // namespace calls
