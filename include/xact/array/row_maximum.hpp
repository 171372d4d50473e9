// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/array/sixteen.hpp"
#include "xact/base/config.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/this_file.hpp"

// The largest element of a row.

namespace xact::array {

template <class V>
struct finding_maximum {
  using T = scalar_t<V>;
  const T* x;
  many_sixteens<V> so_far;

  template <class L, class Part>
  XACT_INLINE void at(std::size_t i, Part part) noexcept {
    take(so_far, load<L>(x + i, part, minus_infinity<T>));
  }

 private:
  template <class L>
  XACT_INLINE static void take(L& to, const L& some) noexcept {
    to = ops<L>::max(to, some);
  }
  template <class Larger, class L>
  XACT_INLINE static void take(Larger& to, const L& some) noexcept {
    take(to.a, some);
  }
};

/// The largest element; where one is NaN, NaN or any of the others.
template <class V, class = simd::this_file>
scalar_t<V> maximum(const scalar_t<V>* x, std::size_t n, scalar_t<V> so_far) noexcept {
  finding_maximum<V> pass{x, many_sixteens<V>(so_far)};
  for_each_sixteen<V>(n, pass);
  return largest(pass.so_far);
}

/// The largest element from `begin` to `end`, or so_far if it is larger.
template <class V, class T, class = simd::this_file>
XACT_INLINE T largest_of(const input<T>& x, std::size_t begin, std::size_t end, T so_far) noexcept {
  buffer<T> of_x;
  for_each_chunk(x.is_plain(), begin, end, [&](std::size_t i, std::size_t count) {
    so_far = maximum<V>(x.template numbers<V>(i, count, of_x), count, so_far);
  });
  return so_far;
}

}  // namespace xact::array
