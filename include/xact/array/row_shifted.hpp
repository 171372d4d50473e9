// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_elements.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/array/sixteen.hpp"
#include "xact/base/config.hpp"
#include "xact/math/accurate/exp_below.hpp"
#include "xact/simd/ops.hpp"

// The elements of a row as exponentials take them: less the largest, where all are large.

namespace xact::array {

/// The largest element of a row is so large that differences to it are exact, if they count.
template <class T>
XACT_INLINE bool differs_exactly(T largest) noexcept {
  return !is(largest, minus_infinity<T>) && !(ops<T>::abs(largest) < math::accurate::below_limit<T>);
}

/// The elements x of a row, which begins at `first`; or x - largest, where that is exact.
template <class T>
struct shifted_row {
  input<T> x;
  std::size_t first;
  T largest;
  bool shifted;

  XACT_INLINE shifted_row(const input<T>& array, std::size_t begin, T number) noexcept
      : x(array), first(begin), largest(number), shifted(differs_exactly(number)) {}

  XACT_INLINE bool is_plain() const noexcept { return x.is_plain() && !shifted; }
  /// The largest of these, or 0 where there is nothing but -infinity.
  XACT_INLINE T largest_left() const noexcept {
    return shifted || is(largest, minus_infinity<T>) ? T(0) : largest;
  }
  template <class V>
  XACT_INLINE const T* numbers(std::size_t i, std::size_t count, buffer<T>& of_x) const noexcept {
    const T* in = x.template numbers<V>(first + i, count, of_x);
    if (!shifted) return in;
    for_each_element<shifted_by, V>(one_number<T>{largest}, count, of_x.numbers, in);
    return of_x.numbers;
  }
};

}  // namespace xact::array
