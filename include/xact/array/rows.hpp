// SPDX-License-Identifier: MIT

#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <ranges>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include "xact/array/checks.hpp"
#include "xact/array/loop.hpp"
#include "xact/array/row_arrays.hpp"
#include "xact/array/row_by_row.hpp"
#include "xact/base/config.hpp"
#include "xact/core/float16.hpp"

// The functions of rows over arrays, whatever runs their loop: they look at types, sizes and overlap, and
// hand a kernel to the loop.

namespace xact {

/// A contiguous range of integers.
template <class R>
concept array_of_integers = std::ranges::contiguous_range<R> && std::ranges::sized_range<R> &&
    std::integral<std::ranges::range_value_t<R>> && !std::same_as<std::ranges::range_value_t<R>, bool>;

namespace array {

// ---- what an argument is, in the order of a kernel's members

/// An array that is read, of n elements a row, or of one.
template <bool one_each>
struct read_from {
  static constexpr bool one_a_row = one_each;
  template <class R>
  static constexpr bool takes = array_of_floats<R>;
  template <class R>
  static consteval void must_take() {
    static_assert(takes<R>, "xact: an input must be an array_of_floats: of float, double or 16 bits");
  }
  template <class X, class>
  using number = X;

  template <class R>
  XACT_INLINE static auto view(R& range) noexcept {
    return view_of(range);
  }
  template <class T, class X>
  XACT_INLINE static input<T> given(array::view<X> x) noexcept {
    return input<T>::of(x);
  }
};
using rows_in = read_from<false>;
using one_a_row_in = read_from<true>;

/// An array that is written.
template <bool one_each>
struct written_to : read_from<one_each> {
  template <class R>
  static constexpr bool takes = mutable_array_of_floats<R>;
  template <class R>
  static consteval void must_take() {
    static_assert(takes<R>, "xact: the output must be a mutable_array_of_floats");
  }
  template <class T, class Y>
  XACT_INLINE static output<T> given(array::view<Y> y) noexcept {
    return output<T>::of(y);
  }
};
using rows_out = written_to<false>;
using one_a_row_out = written_to<true>;

/// The class of each row.
struct classes_in {
  static constexpr bool one_a_row = true;
  template <class R>
  static constexpr bool takes = array_of_integers<R>;
  template <class R>
  static consteval void must_take() {
    static_assert(takes<R>, "xact: the classes of the rows must be an array_of_integers");
  }
  template <class, class Y>
  using number = Y;  // goes with any

  template <class R>
  XACT_INLINE static auto view(R& range) noexcept {
    using I = std::remove_pointer_t<decltype(std::ranges::data(range))>;
    return array::view<I>{std::ranges::data(range), static_cast<std::size_t>(std::ranges::size(range))};
  }
  template <class, class I>
  XACT_INLINE static indices given(array::view<I> classes) noexcept {
    return indices::of(classes);
  }
};

// ---- what is asked of the arguments

/// Stops the compilation, in words, where arrays of these types do not go together.
template <class... Ts>
consteval void must_go_together() {
  static_assert(
      go_together<std::remove_const_t<Ts>...>,
      "xact: the arrays must all be of one type; float may stand beside bfloat16, or beside float16");
}

/// `size` elements as rows of n.
XACT_INLINE rows in_rows(std::size_t size, std::size_t n) noexcept {
  assert((n == 0 ? size == 0 : size % n == 0) && "xact: the size of the arrays is not a multiple of n");
  return {n == 0 ? 0 : size / n, n};
}

/// Of an input and the output: arrays of rows are of one size, and the same or apart; one that has an element
/// a row lies apart.
template <class In, class Out, class X, class Y>
XACT_INLINE void must_fit([[maybe_unused]] const rows& all, [[maybe_unused]] view<X> x,
                          [[maybe_unused]] view<Y> y) noexcept {
  if constexpr (!In::one_a_row && !Out::one_a_row) {
    assert(x.size == y.size && "xact: the arrays differ in size");
    assert((y.size == 0 || same_or_apart(y.data, x.data, y.size)) &&
           "xact: an output overlaps an input partly; it may be an input or lie apart");
  } else {
    assert((!In::one_a_row || x.size == all.count) && (!Out::one_a_row || y.size == all.count) &&
           "xact: an array that has one element a row differs in size from the rows");
    assert(apart(y, x) && "xact: the output overlaps an array that has one element a row");
  }
#if !defined(NDEBUG)
  if constexpr (std::same_as<In, classes_in>)
    for (std::size_t i = 0; i < x.size; ++i) {
      const bool is_class = x.data[i] >= X(0) && static_cast<std::size_t>(x.data[i]) < all.n;
      assert(is_class && "xact: a class is not in [0, n)");
    }
#endif
}

// ---- the functions

/// n of an array that is one row.
inline constexpr std::size_t one_row = static_cast<std::size_t>(-1);

/// Of each input and the output, which comes last.
template <class... Parameters, std::size_t... i, class Views>
XACT_INLINE void each_must_fit(std::index_sequence<i...>, const rows& all, const Views& arrays) noexcept {
  using parameters = std::tuple<Parameters...>;
  constexpr std::size_t last = sizeof...(i);
  (must_fit<std::tuple_element_t<i, parameters>, std::tuple_element_t<last, parameters>>(
       all, std::get<i>(arrays), std::get<last>(arrays)),
   ...);
}

/// Runs Kernel on arrays that are Parameters, as rows of n.
template <array_loop Loop, template <class> class Kernel, class... Parameters, class... Ts>
XACT_INLINE void on_views(std::size_t n, view<Ts>... arrays) noexcept {
  using Y = std::tuple_element_t<sizeof...(Ts) - 1, std::tuple<Ts...>>;
  must_go_together<typename Parameters::template number<Ts, Y>...>();
  std::size_t size = 0;
  ((size = Parameters::one_a_row ? size : arrays.size), ...);
  const rows all = in_rows(size, n == one_row ? size : n);
  each_must_fit<Parameters...>(std::make_index_sequence<sizeof...(Ts) - 1>{}, all, std::tuple(arrays...));
  using T = computed_in<Y>;
  Loop::template call<T>(row_by_row<Kernel, T>{{all, Parameters::template given<T>(arrays)...}});
}
template <array_loop Loop, template <class> class Kernel, class... Parameters, class... Rs>
XACT_INLINE void on_arrays(std::size_t n, Rs&&... arrays) noexcept {
  (Parameters::template must_take<Rs>(), ...);
  if constexpr ((Parameters::template takes<Rs> && ...))  // or else there is more to read than that
    on_views<Loop, Kernel, Parameters...>(n, Parameters::view(arrays)...);
}

/// As a function of arrays of one row, and with a last argument n of rows of n elements; of pointers n and
/// the number of rows come last.
template <array_loop Loop, template <class> class Kernel, class... Parameters>
struct function_of_rows {
  template <class... Rs>
    requires(sizeof...(Rs) == sizeof...(Parameters))
  XACT_INLINE void operator()(Rs&&... arrays) const noexcept {
    with_n(of_each(), one_row, std::tie(arrays...));
  }
  template <class... Arguments>
    requires(sizeof...(Arguments) == sizeof...(Parameters) + 1)
  XACT_INLINE void operator()(Arguments&&... arguments) const noexcept {
    const auto all = std::tie(arguments...);
    with_n(of_each(), static_cast<std::size_t>(std::get<sizeof...(Parameters)>(all)), all);
  }
  template <class... Arguments>
    requires(sizeof...(Arguments) == sizeof...(Parameters) + 2 && pointers_and_numbers<2, Arguments...>)
  XACT_INLINE void operator()(Arguments... arguments) const noexcept {
    of_pointers(of_each(), std::tuple(arguments...));
  }

 private:
  using of_each = std::index_sequence_for<Parameters...>;

  template <std::size_t... i, class All>
  XACT_INLINE static void with_n(std::index_sequence<i...>, std::size_t n, const All& all) noexcept {
    on_arrays<Loop, Kernel, Parameters...>(n, std::get<i>(all)...);
  }
  template <std::size_t... i, class All>
  XACT_INLINE static void of_pointers(std::index_sequence<i...>, const All& all) noexcept {
    const auto n = static_cast<std::size_t>(std::get<sizeof...(i)>(all)),
               count = static_cast<std::size_t>(std::get<sizeof...(i) + 1>(all));
    on_arrays<Loop, Kernel, Parameters...>(
        n, std::span(std::get<i>(all), Parameters::one_a_row ? count : n * count)...);
  }
};

/// As a function of arrays element by element; of pointers the number of elements comes last.
template <array_loop Loop, template <class> class Kernel, class... Parameters>
struct function_of_elements {
  template <class... Rs>
    requires(sizeof...(Rs) == sizeof...(Parameters))
  XACT_INLINE void operator()(Rs&&... arrays) const noexcept {
    on_arrays<Loop, Kernel, Parameters...>(one_row, arrays...);
  }
  template <class... Arguments>
    requires(sizeof...(Arguments) == sizeof...(Parameters) + 1 && pointers_and_numbers<1, Arguments...>)
  XACT_INLINE void operator()(Arguments... arguments) const noexcept {
    of_pointers(std::index_sequence_for<Parameters...>{}, std::tuple(arguments...));
  }

 private:
  template <std::size_t... i, class All>
  XACT_INLINE static void of_pointers(std::index_sequence<i...>, const All& all) noexcept {
    const auto n = static_cast<std::size_t>(std::get<sizeof...(i)>(all));
    on_arrays<Loop, Kernel, Parameters...>(one_row, std::span(std::get<i>(all), n)...);
  }
};

}  // namespace array
}  // namespace xact
