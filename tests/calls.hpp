#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "xact/core/activation.hpp"

// Every function of every activation as a pointer. A call inlines its kernel; through these the tests
// compile each once, in calls.cpp, and not once a test.

namespace calls {

template <class T>
struct on_scalars {
  std::string_view name;
  T (*forward)(T x);
  T (*derivative)(T x);
  T (*derivative_from_output)(T y);  ///< null where there is none
  xact::value_and_derivative<T> (*forward_and_derivative)(T x);
};

template <class T>
struct on_arrays {
  std::string_view name;
  using in = std::span<const T>;
  using out = std::span<T>;
  void (*forward)(in x, out y);
  void (*derivative)(in x, out dydx);
  void (*backward)(in grad_output, in x, out grad_input);
  void (*backward_from_output)(in grad_output, in y, out grad_input);  ///< null where there is none
  void (*forward_and_derivative)(in x, out y, out dydx);
};

/// On one batch of `width` elements, loaded from x and stored to y.
template <class T>
struct on_batches {
  std::string_view name;
  std::size_t width;
  void (*forward)(const T* x, T* y);
  void (*derivative)(const T* x, T* dydx);
  void (*derivative_from_output)(const T* y, T* dydx);  ///< null where there is none
  void (*forward_and_derivative)(const T* x, T* y, T* dydx);
};

/// The functions of the activation of that name.
template <class T>
const on_scalars<T>& scalars(std::string_view name);
template <class T>
const on_arrays<T>& arrays(std::string_view name);
/// For every batch that the build has registers for.
template <class T>
std::vector<on_batches<T>> batches(std::string_view name);

}  // namespace calls
