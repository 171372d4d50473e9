// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include "xact/base/config.hpp"
#include "xact/core/float16.hpp"

// What an array is, and what is checked of several.

namespace xact {

namespace array {

/// How an array of another library is viewed: eigen.hpp says it of Eigen's. Of Array, without const,
///
///     element              what it is an array of
///     is_mutable           whether it can be written to
///     is_view              whether that is so if it is const, too, since what is const does not own them
///     size                 its size, or unknown_size
///     order                0; of matrices a number for by columns, another for by rows
///     data(a), size_of(a)  where it begins, and how many elements it has: all stand side by side
template <class Array>
struct other_array;
template <class R>
concept is_other_array = requires {
  typename other_array<std::remove_cvref_t<R>>::element;
};

template <class T>
concept number = std::same_as<T, float> || std::same_as<T, double> || bfloat16_or_float16<T>;

template <class R>
concept range_of_numbers =
    std::ranges::contiguous_range<R> && std::ranges::sized_range<R> && number<std::ranges::range_value_t<R>>;

}  // namespace array

/// A contiguous range of float, double, bfloat16 or float16.
template <class R>
concept array_of_floats = array::range_of_numbers<R> || array::is_other_array<R>;

/// A contiguous range of these numbers that can be written to.
template <class R>
concept mutable_array_of_floats =
    (array::range_of_numbers<R> &&
     !std::is_const_v<std::remove_reference_t<std::ranges::range_reference_t<R>>>) ||
    (array::is_other_array<R> && array::other_array<std::remove_cvref_t<R>>::is_mutable &&
     (array::other_array<std::remove_cvref_t<R>>::is_view || !std::is_const_v<std::remove_reference_t<R>>));

namespace array {

/// Where an array begins, and how many elements it has.
template <class T>
struct view {
  T* data;
  std::size_t size;
};
template <array_of_floats R>
XACT_INLINE auto view_of(R& range) noexcept {
  if constexpr (range_of_numbers<R&>) {
    using T = std::remove_pointer_t<decltype(std::ranges::data(range))>;
    return view<T>{std::ranges::data(range), static_cast<std::size_t>(std::ranges::size(range))};
  } else {
    using other = other_array<std::remove_cv_t<R>>;
    using T = std::remove_pointer_t<decltype(other::data(range))>;
    return view<T>{other::data(range), other::size_of(range)};
  }
}
/// What an array is of.
template <array_of_floats R>
using element_of = std::remove_const_t<std::remove_pointer_t<decltype(view_of(std::declval<R&>()).data)>>;

/// The size of an array that the compiler does not know, and that of arrays of which it knows that they
/// differ, or that one is by rows and another by columns.
inline constexpr std::size_t unknown_size = static_cast<std::size_t>(-1), differing_sizes = unknown_size - 1,
                             differing_orders = unknown_size - 2;

/// The size of an array of this type: of T[n], std::array and std::span<T, n>.
template <class R>
consteval std::size_t known_size() {
  if constexpr (is_other_array<R>) {
    return other_array<R>::size;
  } else if constexpr (std::is_bounded_array_v<R>) {
    return std::extent_v<R>;
  } else if constexpr (range_of_numbers<R> && requires { std::tuple_size<R>::value; }) {
    return std::tuple_size<R>::value;
  } else if constexpr (requires { requires std::same_as<const std::size_t, decltype(R::extent)>; }) {
    return R::extent;  // that of a span without one is unknown_size
  } else {
    return unknown_size;
  }
}
/// 0 but for a matrix.
template <class R>
consteval int order() {
  if constexpr (is_other_array<R>)
    return other_array<R>::order;
  else
    return 0;
}
/// The size of all arrays of these types.
template <class... Rs>
inline constexpr std::size_t common_size = [] {
  int common_order = 0;
  for (const int order_of_one : {order<std::remove_cvref_t<Rs>>()...})
    if (order_of_one != 0) {
      if (common_order != 0 && common_order != order_of_one) return differing_orders;
      common_order = order_of_one;
    }
  std::size_t common = unknown_size;
  for (const std::size_t size : {known_size<std::remove_cvref_t<Rs>>()...})
    if (size != unknown_size) common = common == unknown_size || common == size ? size : differing_sizes;
  return common;
}();

/// The arguments are pointers, and then so many integers.
template <std::size_t numbers, class... Arguments>
inline constexpr bool pointers_and_numbers = sizeof...(Arguments) == numbers &&
                                             (std::integral<Arguments> && ...);
template <std::size_t numbers, class T, class... Rest>
inline constexpr bool pointers_and_numbers<numbers, T*, Rest...> = pointers_and_numbers<numbers, Rest...>;

/// The arguments are pointers, and then one integer, the number of elements.
template <class... Arguments>
inline constexpr bool pointers_and_length =
    sizeof...(Arguments) >= 2 && pointers_and_numbers<1, Arguments...>;

/// All are double; or all are float, bfloat16 or float16, but not both of the latter.
template <class T, class... Ts>
constexpr bool go_together = (std::same_as<computed_in<T>, computed_in<Ts>> && ...) &&
                             !((std::same_as<T, bfloat16> || ... ||
                                std::same_as<Ts, bfloat16>)&&(std::same_as<T, float16> || ... ||
                                                              std::same_as<Ts, float16>));

/// Two arrays do not overlap.
template <class T, class U>
XACT_INLINE bool apart(view<T> a, view<U> b) noexcept {
  const auto first = reinterpret_cast<std::uintptr_t>(a.data),
             second = reinterpret_cast<std::uintptr_t>(b.data);
  return first + a.size * sizeof(T) <= second || second + b.size * sizeof(U) <= first;
}
template <class T, class U>
XACT_INLINE bool apart(const T* a, const U* b, std::size_t n) noexcept {
  return apart(view<const T>{a, n}, view<const U>{b, n});
}

/// Two arrays of n elements are one array, of one type, or do not overlap.
template <class T, class U>
XACT_INLINE bool same_or_apart(const T* a, const U* b, std::size_t n) noexcept {
  return (std::same_as<T, U> && static_cast<const void*>(a) == b) || apart(a, b, n);
}

/// Each of the arrays is `a` or lies apart from it.
template <class T, class... Us>
XACT_INLINE bool each_same_or_apart(std::size_t n, const T* a, const Us*... others) noexcept {
  return (same_or_apart(a, others, n) && ...);
}

/// No two of these arrays of n elements overlap.
XACT_INLINE bool all_apart(std::size_t) noexcept { return true; }
template <class T, class... Us>
XACT_INLINE bool all_apart([[maybe_unused]] std::size_t n, [[maybe_unused]] const T* a,
                           const Us*... others) noexcept {
  return (apart(a, others, n) && ...) && all_apart(n, others...);
}

}  // namespace array
}  // namespace xact
