#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <type_traits>

#include "xact/core/activation.hpp"
#include "xact/core/config.hpp"
#include "xact/simd/ops.hpp"

// What functions over arrays have in common, whatever runs their loop: what an array is, what is computed of
// its elements, and what is checked. x, y, ... are contiguous ranges of float, or of double, all of one size:
// std::vector, std::array, std::span, a C array. Any size from 0, any alignment. An output may be an
// input (in place), but must not overlap one partly, nor another output; a debug build asserts this and
// the sizes.

namespace xact {

/// A contiguous range of float or double.
template <class R>
concept array_of_floats = std::ranges::contiguous_range<R> && std::ranges::sized_range<R> &&
    (std::same_as<std::ranges::range_value_t<R>, float> ||
     std::same_as<std::ranges::range_value_t<R>, double>);

/// ... that can be written to.
template <class R>
concept mutable_array_of_floats =
    array_of_floats<R> && !std::is_const_v<std::remove_reference_t<std::ranges::range_reference_t<R>>>;

namespace simd {

// What is computed from the elements of the input arrays, for one f.

struct forward_of {
  template <class F, class V>
  XACT_INLINE static V call(const F& f, V x) {
    return f.forward(x);
  }
};
struct derivative_of {
  template <class F, class V>
  XACT_INLINE static V call(const F& f, V x) {
    return f.derivative(x);
  }
};
struct backward_of {
  template <class F, class V>
  XACT_INLINE static V call(const F& f, V grad_output, V x) {
    return grad_output * f.derivative(x);
  }
};
struct backward_from_output_of {
  template <class F, class V>
  XACT_INLINE static V call(const F& f, V grad_output, V y) {
    return grad_output * f.derivative_from_output(y);
  }
};
struct forward_and_derivative_of {
  template <class F, class V>
  XACT_INLINE static value_and_derivative<V> call(const F& f, V x) {
    return f.forward_and_derivative(x);
  }
};

/// Where results go: one array, or two.
template <class T>
struct output {
  T* y;
  template <class V>
  XACT_INLINE void store(std::size_t i, V result) const {
    ops<V>::store(y + i, result);
  }
  template <class V>
  XACT_INLINE void store_some(std::size_t i, std::size_t count, V result) const {
    ops<V>::store_some(y + i, count, result);
  }
};
template <class T>
struct output_pair {
  T *y, *dydx;
  template <class V>
  XACT_INLINE void store(std::size_t i, value_and_derivative<V> result) const {
    ops<V>::store(y + i, result.value);
    ops<V>::store(dydx + i, result.derivative);
  }
  template <class V>
  XACT_INLINE void store_some(std::size_t i, std::size_t count, value_and_derivative<V> result) const {
    ops<V>::store_some(y + i, count, result.value);
    ops<V>::store_some(dydx + i, count, result.derivative);
  }
};

/// The two arrays of n elements are the same or apart.
template <class T>
XACT_INLINE bool same_or_apart(const T* a, const T* b, std::size_t n) {
  const auto first = reinterpret_cast<std::uintptr_t>(a), second = reinterpret_cast<std::uintptr_t>(b);
  const std::size_t bytes = n * sizeof(T);
  return first == second || first + bytes <= second || second + bytes <= first;
}

/// Checks the arrays and has Loop::run<Quantity>(f, n, out, inputs...) go over them.
template <class Loop, class Quantity, class F, class Y, class X, class... Xs>
XACT_INLINE void transform(const F& f, Y& y, const X& x, const Xs&... xs) {
  using T = std::ranges::range_value_t<Y>;
  constexpr bool one_type = (std::same_as<T, std::ranges::range_value_t<X>> && ... &&
                             std::same_as<T, std::ranges::range_value_t<Xs>>);
  constexpr bool exists = must_exist_for<F, T>(), is_activation = activation<F, T>;
  constexpr bool has_quantity =
      !std::same_as<Quantity, backward_from_output_of> || differentiable_from_output<F, T>;
  static_assert(one_type, "xact: the arrays must all be of float, or all of double");
  static_assert(
      is_activation || !exists,
      "xact: the first argument must be an activation, an object with forward(x) and derivative(x)");
  static_assert(has_quantity || !is_activation,
                "xact: this activation has no derivative from its output, because two inputs with different "
                "derivatives give the same output; keep the input and call backward");
  if constexpr (one_type && is_activation && has_quantity) {  // else one message is enough
    const std::size_t n = std::ranges::size(y);
    T* const out = std::ranges::data(y);
    assert(((std::ranges::size(x) == n) && ... && (std::ranges::size(xs) == n)) &&
           "xact: the arrays differ in size");
    assert((same_or_apart<T>(out, std::ranges::data(x), n) && ... &&
            same_or_apart<T>(out, std::ranges::data(xs), n)) &&
           "xact: the output overlaps an input partly; it may be an input or lie apart");
    Loop::template run<Quantity>(f, n, output<T>{out}, static_cast<const T*>(std::ranges::data(x)),
                                 static_cast<const T*>(std::ranges::data(xs))...);
  }
}

/// The same for the two outputs of forward_and_derivative.
template <class Loop, class F, class X, class Y, class D>
XACT_INLINE void transform_to_both(const F& f, const X& x, Y& y, D& dydx) {
  using T = std::ranges::range_value_t<X>;
  constexpr bool one_type =
      std::same_as<T, std::ranges::range_value_t<Y>> && std::same_as<T, std::ranges::range_value_t<D>>;
  constexpr bool exists = must_exist_for<F, T>(), is_activation = activation<F, T>;
  static_assert(one_type, "xact: the arrays must all be of float, or all of double");
  static_assert(
      is_activation || !exists,
      "xact: the first argument must be an activation, an object with forward(x) and derivative(x)");
  if constexpr (one_type && is_activation) {
    const std::size_t n = std::ranges::size(x);
    const T* const in = std::ranges::data(x);
    const output_pair<T> out{std::ranges::data(y), std::ranges::data(dydx)};
    assert(std::ranges::size(y) == n && std::ranges::size(dydx) == n && "xact: the arrays differ in size");
    assert(same_or_apart<T>(out.y, in, n) && same_or_apart<T>(out.dydx, in, n) &&
           "xact: an output overlaps the input partly; it may be the input or lie apart");
    assert((n == 0 || out.y != out.dydx) && same_or_apart<T>(out.y, out.dydx, n) &&
           "xact: the two outputs overlap");
    Loop::template run<forward_and_derivative_of>(f, n, out, in);
  }
}

}  // namespace simd
}  // namespace xact
