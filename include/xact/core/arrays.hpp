#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <type_traits>

#include "xact/core/activation.hpp"
#include "xact/core/config.hpp"
#include "xact/core/float16.hpp"
#include "xact/simd/half.hpp"
#include "xact/simd/ops.hpp"

// What functions over arrays have in common, whatever runs their loop: what an array is and what is checked.
// x, y, ... are contiguous ranges, all of one size, of one type: float, double, bfloat16 or float16. Beside
// 16 bits, any of them may be of float. std::vector, std::array, std::span, a C array; any size from 0, any
// alignment. An output may be an input (in place), but must not overlap one partly, nor another output; a
// debug build asserts this and the sizes.
//
// 16 bits are computed in float and rounded once. Where in and out are of 16 bits, forward and derivative
// give what the functor gives for the scalar: in the accurate tier, the true value correctly rounded.
// backward rounds grad_output * f'(x), both floats.

namespace xact {

/// A contiguous range of float, double, bfloat16 or float16.
template <class R>
concept array_of_floats = std::ranges::contiguous_range<R> && std::ranges::sized_range<R> &&
    (std::same_as<std::ranges::range_value_t<R>, float> ||
     std::same_as<std::ranges::range_value_t<R>, double> ||
     bfloat16_or_float16<std::ranges::range_value_t<R>>);

/// ... that can be written to.
template <class R>
concept mutable_array_of_floats =
    array_of_floats<R> && !std::is_const_v<std::remove_reference_t<std::ranges::range_reference_t<R>>>;

namespace simd {

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
template <class T, class D = T>
struct output_pair {
  T* y;
  D* dydx;
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

// Arrays of 16 bits go piece by piece through floats: they need no loops of their own for each function, but
// three that convert, and any of them may be of float.

struct alignas(64) piece {
  float numbers[piece_size];
};

/// n elements as floats: where they are, or in the piece.
template <class Loop, class T>
XACT_INLINE const float* load(const T* from, std::size_t n, piece& p) {
  if constexpr (std::same_as<T, float>) {
    return from;
  } else {
    Loop::convert(widening_16<format16<T>>{patterns(from), p.numbers}, n);
    return p.numbers;
  }
}

/// What is computed of them: Quantity(f, x) for x of type X and results of type Y.
template <class Quantity, class F, class X, class Y>
struct computed {
  using type = Quantity;
};
template <class F, bfloat16_or_float16 H>
  requires has_kernel_of_16<F, format16<H>>
struct computed<forward_of, F, H, H> {
  using type = forward_16_of<format16<H>>;
};

/// Where results for `to` are put, ...
template <class T>
XACT_INLINE float* results(T* to, piece& p) {
  if constexpr (std::same_as<T, float>)
    return to;
  else
    return p.numbers;
}
/// ... and how they get there: y = Quantity(f, x) for x that were of type X.
template <class Loop, class Quantity, class X, class F, class T>
XACT_INLINE void store(const F& f, const float* x, const piece& y, std::size_t n, T* to) {
  constexpr bool of_one = std::same_as<Quantity, forward_of> || std::same_as<Quantity, derivative_of>;
  if constexpr (bfloat16_or_float16<T> && std::same_as<X, T> && of_one && decided_by_double<F>) {
    halfway_vectors halfway;
    Loop::convert(rounding_16_with_notes<format16<T>>{y.numbers, patterns(to), &halfway}, n);
    for (std::size_t i = 0; i < halfway.count; ++i)
      for (std::size_t k = halfway.at[i]; k < halfway.at[i] + halfway.width && k < n; ++k)
        if (format16<T>::any_halfway(y.numbers[k]))
          to[k] = round_once<Quantity>(f, round_to<T>(x[k]), y.numbers[k]);
  } else if constexpr (bfloat16_or_float16<T>) {
    Loop::convert(rounding_16<format16<T>>{y.numbers, patterns(to)}, n);
  }
}

template <class Loop, class Quantity, class F, class Y, class X, class... Xs>
  requires(sizeof...(Xs) <= 1)
XACT_INLINE void run_in_pieces(const F& f, std::size_t n, output<Y> out, const X* in, const Xs*... in2) {
  [[maybe_unused]] piece x, x2, y;
  for (std::size_t i = 0; i < n; i += piece_size) {
    const std::size_t count = n - i < piece_size ? n - i : piece_size;
    const float* const first = load<Loop>(in + i, count, x);
    using Computed = typename computed<Quantity, F, X, Y>::type;
    Loop::template run<Computed>(f, count, output<float>{results(out.y + i, y)}, first,
                                 load<Loop>(in2 + i, count, x2)...);
    store<Loop, Computed, X>(f, first, y, count, out.y + i);
  }
}
template <class Loop, class Quantity, class F, class Y, class D, class X>
XACT_INLINE void run_in_pieces(const F& f, std::size_t n, output_pair<Y, D> out, const X* in) {
  [[maybe_unused]] piece x, y, dydx;
  for (std::size_t i = 0; i < n; i += piece_size) {
    const std::size_t count = n - i < piece_size ? n - i : piece_size;
    const float* const first = load<Loop>(in + i, count, x);
    using Forward = typename computed<forward_of, F, X, Y>::type;
    if constexpr (std::same_as<Forward, forward_of>) {
      Loop::template run<Quantity>(
          f, count, output_pair<float>{results(out.y + i, y), results(out.dydx + i, dydx)}, first);
    } else {
      Loop::template run<Forward>(f, count, output<float>{y.numbers}, first);
      Loop::template run<derivative_of>(f, count, output<float>{results(out.dydx + i, dydx)}, first);
    }
    store<Loop, Forward, X>(f, first, y, count, out.y + i);
    store<Loop, derivative_of, X>(f, first, dydx, count, out.dydx + i);
  }
}

/// f of 16 bits is one of patterns.
template <class Loop, class Quantity, class F, class... Ts>
concept maps_patterns = Loop::converts_anything && std::same_as<Quantity, forward_of> &&
                        (bfloat16_or_float16<Ts>&&...) &&
                        requires(std::int16_t x) {
  F::eval_pattern(x, x);
};
template <class Loop, class F, bfloat16_or_float16 H>
XACT_INLINE void map_patterns(std::size_t n, output<H> out, const H* in) {
  Loop::convert(mapping_16<F, format16<H>>{patterns(in), patterns(out.y)}, n);
}

/// Has Loop::run<Quantity>(f, n, out, inputs...) go over the arrays of Ts.
template <class Loop, class Quantity, class... Ts, class F, class Output, class... Xs>
XACT_INLINE void run(const F& f, std::size_t n, Output out, const Xs*... in) {
  if constexpr (maps_patterns<Loop, Quantity, F, Ts...>)
    map_patterns<Loop, F>(n, out, in...);
  else if constexpr ((bfloat16_or_float16<Ts> || ...))
    run_in_pieces<Loop, Quantity>(f, n, out, in...);
  else
    Loop::template run<Quantity>(f, n, out, in...);
}

/// All are double, or all are float, bfloat16 or float16, and not both of the latter.
template <class T, class... Ts>
constexpr bool go_together = (std::same_as<computed_in<T>, computed_in<Ts>> && ...) &&
                             !((std::same_as<T, bfloat16> || ... ||
                                std::same_as<Ts, bfloat16>)&&(std::same_as<T, float16> || ... ||
                                                              std::same_as<Ts, float16>));

/// The two arrays of n elements are the same or apart.
template <class T, class U>
XACT_INLINE bool same_or_apart(const T* a, const U* b, std::size_t n) {
  const auto first = reinterpret_cast<std::uintptr_t>(a), second = reinterpret_cast<std::uintptr_t>(b);
  return (first == second && (std::same_as<T, U> || n == 0)) || first + n * sizeof(T) <= second ||
         second + n * sizeof(U) <= first;
}

/// Checks the arrays and has Loop go over them.
template <class Loop, class Quantity, class F, class Y, class X, class... Xs>
XACT_INLINE void transform(const F& f, Y& y, const X& x, const Xs&... xs) {
  using T = std::ranges::range_value_t<Y>;
  constexpr bool one_type = go_together<T, std::ranges::range_value_t<X>, std::ranges::range_value_t<Xs>...>;
  constexpr bool exists = must_exist_for<F, T>(), is_activation = activation<F, computed_in<T>>;
  constexpr bool has_quantity =
      !std::same_as<Quantity, backward_from_output_of> || differentiable_from_output<F, T>;
  static_assert(
      one_type,
      "xact: the arrays must all be of one type; float may stand beside bfloat16, or beside float16");
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
    assert((same_or_apart(out, std::ranges::data(x), n) && ... &&
            same_or_apart(out, std::ranges::data(xs), n)) &&
           "xact: the output overlaps an input partly; it may be an input or lie apart");
    run<Loop, Quantity, T, std::ranges::range_value_t<X>, std::ranges::range_value_t<Xs>...>(
        f, n, output<T>{out}, std::ranges::data(x), std::ranges::data(xs)...);
  }
}

/// The same for the two outputs of forward_and_derivative.
template <class Loop, class F, class X, class Y, class D>
XACT_INLINE void transform_to_both(const F& f, const X& x, Y& y, D& dydx) {
  using T = std::ranges::range_value_t<X>;
  using TY = std::ranges::range_value_t<Y>;
  using TD = std::ranges::range_value_t<D>;
  constexpr bool one_type = go_together<T, TY, TD>;
  constexpr bool exists = must_exist_for<F, T>(), is_activation = activation<F, computed_in<T>>;
  static_assert(
      one_type,
      "xact: the arrays must all be of one type; float may stand beside bfloat16, or beside float16");
  static_assert(
      is_activation || !exists,
      "xact: the first argument must be an activation, an object with forward(x) and derivative(x)");
  if constexpr (one_type && is_activation) {
    const std::size_t n = std::ranges::size(x);
    const T* const in = std::ranges::data(x);
    const output_pair<TY, TD> out{std::ranges::data(y), std::ranges::data(dydx)};
    assert(std::ranges::size(y) == n && std::ranges::size(dydx) == n && "xact: the arrays differ in size");
    assert(same_or_apart(out.y, in, n) && same_or_apart(out.dydx, in, n) &&
           "xact: an output overlaps the input partly; it may be the input or lie apart");
    assert((n == 0 || static_cast<const void*>(out.y) != out.dydx) && same_or_apart(out.y, out.dydx, n) &&
           "xact: the two outputs overlap");
    run<Loop, forward_and_derivative_of, T, TY, TD>(f, n, out, in);
  }
}

}  // namespace simd
}  // namespace xact
