// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

#include "xact/array/conversion.hpp"
#include "xact/array/row_arrays.hpp"
#include "xact/array/row_by_row.hpp"
#include "xact/array/row_elements.hpp"
#include "xact/array/row_maximum.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/array/row_shifted.hpp"
#include "xact/array/row_softmax_exponentials.hpp"
#include "xact/array/row_sums.hpp"
#include "xact/array/sixteen.hpp"
#include "xact/base/config.hpp"
#include "xact/simd/this_file.hpp"

// Softmax: its exponentials are in row_softmax_exponentials.hpp. Where they stay until their sum is known
// depends on the length of the row: in registers, in a buffer, at the places of the results, or nowhere.

namespace xact::array {

/// So many bytes of x and of y stay in the first level of the cache.
inline constexpr std::size_t in_first_level = 16384;
/// So many bytes of x and of y may not stay in any: it is better to compute all exponentials twice than to
/// write them, and read them again.
inline constexpr std::size_t in_no_level = 1 << 24;

/// How many elements there are before the next line of the cache: from the second level on, registers that
/// are stored across two lines take half as long again.
template <class T>
XACT_INLINE std::size_t until_line(const T* y) noexcept {
  return (0 - reinterpret_cast<std::uintptr_t>(y)) / sizeof(T) % (64 / sizeof(T));
}

template <class T>
struct softmax_kernel {
  rows all;
  input<T> x;
  output<T> y;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t number) const noexcept {
    const std::size_t first = number * all.n;
    if (all.n <= 16)
      in_registers<V>(first);
    else if (all.n <= chunk_size)
      in_buffer<V>(first);
    else if (y.is_plain() && all.n * sizeof(T) <= in_no_level)
      in_place<V>(first);
    else
      twice<V>(first);
  }

 private:
  using exponential = exponential_in_row<T>;

  struct added_up {
    shifted_row<T> row;
    two_parts sum;
  };
  /// The elements of a row, and the sum of their exponentials, which are left in e. Without a try, which
  /// overwrites the elements where e is x, the largest element is looked for first.
  template <class V, left where>
  XACT_INLINE added_up add_up(std::size_t first, bool may_try, T* e) const noexcept {
    T most = minus_infinity<T>;
    if (exponential::may_guess && may_try) {
      const auto guessed = add_exponentials_in_row<V, where>(shifted_row<T>(x, first, T(0)), all.n, e);
      most = guessed.largest;
      if (exponential::is_usual(most)) return {shifted_row<T>(x, first, most), guessed.sum};
    } else {
      most = largest_of<V>(x, first, first + all.n, most);
    }
    const shifted_row<T> row(x, first, most);
    return {row, add_exponentials_in_row<V, where>(row, all.n, e).sum};
  }

  template <class V>
  XACT_INLINE void in_registers(std::size_t first) const noexcept {
    using L = sixteen<V>;
    buffer<T> of_x, of_y;
    const first_of_it part{all.n};
    L in = load<L>(x.template numbers<V>(first, all.n, of_x), part, minus_infinity<T>);
    const T most = largest(in);
    L e = exponential(T(0)).of(in);
    if (!exponential::is_usual(most)) {
      const shifted_row<T> row(x, first, most);
      e = exponential(row.largest_left()).of(row.shifted ? in - L(most) : in);
    }
    sums_of_sixteen<V> sums;
    sums.add(e);
    T* const out = y.place(first, of_y);
    store(out, part, product_of::call(quotient<T>(1, sums.total()), e));
    y.template write<V>(first, all.n, out);
  }

  template <class V>
  XACT_INLINE void in_buffer(std::size_t first) const noexcept {
    buffer<T> of_e, of_y;
    const factor_in_row<T> by(quotient<T>(1, add_up<V, left::in_buffer>(first, true, of_e.numbers).sum));
    T* const out = y.place(first, of_y);
    for_each_element<product_in_row, V>(by, all.n, out, static_cast<const T*>(of_e.numbers));
    y.template write<V>(first, all.n, out);
  }

  template <class V>
  XACT_INLINE void in_place(std::size_t first) const noexcept {
    T* const out = y.plain(first);
    const bool is_input = x.is_plain() && x.plain(first) == out;
    const factor_in_row<T> by(quotient<T>(1, add_up<V, left::in_place>(first, !is_input, out).sum));
    const T* const e = out;
    const std::size_t aside = all.n * sizeof(T) < in_first_level ? 0 : until_line(out);
    for_each_element<product_in_row, V>(by, aside, out, e);
    for_each_element<product_in_row, V>(by, all.n - aside, out + aside, e + aside);
  }

  template <class V, class = simd::this_file>
  XACT_INLINE void twice(std::size_t first) const noexcept {
    const auto [row, sum] = add_up<V, left::nowhere>(first, true, nullptr);
    const softmax_of_row<T> of_row{exponential(row.largest_left()), row.largest_left(),
                                   factor_in_row<T>(quotient<T>(1, sum))};
    buffer<T> of_x, of_y;
    for_each_chunk(
        row.is_plain() && y.is_plain(), 0, all.n, [&, &row = row](std::size_t i, std::size_t count) {
          T* const out = y.place(first + i, of_y);
          for_each_element<softmax_of, V>(of_row, count, out, row.template numbers<V>(i, count, of_x));
          y.template write<V>(first + i, count, out);
        });
  }
};

}  // namespace xact::array
