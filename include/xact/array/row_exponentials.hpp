// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/array/conversion.hpp"
#include "xact/array/row_arrays.hpp"
#include "xact/array/row_elements.hpp"
#include "xact/array/row_maximum.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/array/row_shifted.hpp"
#include "xact/array/row_sums.hpp"
#include "xact/array/sixteen.hpp"
#include "xact/base/config.hpp"
#include "xact/math/accurate/exp_below.hpp"
#include "xact/math/accurate/log_of_sum.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"
#include "xact/simd/unrolled.hpp"

// Exponentials of the differences to the largest element of a row, and their sum.

namespace xact::array {

/// Adds up exp(x - c), and leaves each in e times 2^below_scale if they are to be kept.
template <class V, bool kept>
struct adding_exponentials {
  using T = scalar_t<V>;
  const T* x;
  T* e;
  math::accurate::below<T> c;
  exponential_sums<V> sums;

  template <class L, class Part>
  XACT_INLINE void at(std::size_t i, Part part) noexcept {
    using W = simd::as_written<L>;
    L elements = load<L>(x + i, part, minus_infinity<T>);
    if constexpr (simd::has_fma<float> || double_precision<V>) {
      auto parts = math::accurate::exp_below(W(elements), c);
      L y = simd::plain(parts.value());
      if constexpr (kept) store(e + i, part, y);
      sums.add_exponentials(simd::plain(parts.power), simd::plain(parts.q), y);
    } else {
      auto y = math::accurate::exp_below_in_double(xact::widening<W>::widen(W(elements)),
                                                   static_cast<double>(c.value));
      if constexpr (kept) store(e + i, part, simd::plain(xact::widening<W>::narrow(y)));
      sums.add_wide(simd::plain(y));
    }
  }
};

template <class V, bool kept, class = simd::this_file>
void add_exponentials(const scalar_t<V>* x, std::size_t n, const math::accurate::below<scalar_t<V>>& c,
                      scalar_t<V>* e, exponential_sums<V>& sums) noexcept {
  adding_exponentials<V, kept> pass{x, e, c, sums};
  for (std::size_t i = 0; i < n; i += chunk_size) {
    for_each_sixteen<V>(n - i < chunk_size ? n - i : chunk_size, pass);
    pass.sums.flush();
    pass.x += chunk_size;
    if constexpr (kept) pass.e += chunk_size;
  }
  sums = pass.sums;
}

/// y = exp(x - c) factor, and no more than that for x = c.
template <class T>
struct scaled_exponential {
  math::accurate::below<T> c;
  factor by;
};
struct scaled_exponential_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const scaled_exponential<scalar_t<V>>& f, V x) noexcept {
    using W = simd::as_written<V>;
    V bounded = ops<V>::min(V(f.c.value), x);
    if constexpr (simd::has_fma<float> || double_precision<V>) {
      return product_of::call(f.by, simd::plain(math::accurate::exp_below(W(bounded), f.c).value()));
    } else {
      auto y = math::accurate::exp_below_in_double(xact::widening<W>::widen(W(bounded)),
                                                   static_cast<double>(f.c.value));
      auto z = simd::plain(y);
      return xact::widening<V>::narrow(z * decltype(z)(f.by.hi));
    }
  }
};

/// exp(x - largest) for the elements x of a row.
template <class T>
struct exponentials : shifted_row<T> {
  using shifted_row<T>::first;
  using shifted_row<T>::is_plain;
  using shifted_row<T>::largest;
  using shifted_row<T>::shifted;
  math::accurate::below<T> c;

  /// exp(x - number).
  XACT_INLINE exponentials(const input<T>& array, std::size_t begin, T number) noexcept
      : shifted_row<T>(array, begin, number), c(math::accurate::below_of(this->largest_left())) {}

  template <class V, class = simd::this_file>
  XACT_INLINE static exponentials of_row(const input<T>& array, std::size_t begin, std::size_t n) noexcept {
    return {array, begin, largest_of<V>(array, begin, begin + n, minus_infinity<T>)};
  }

  /// Adds up those from i to `end`, and leaves each in kept[i], if that is given.
  template <class V, class = simd::this_file>
  XACT_INLINE void add(std::size_t begin, std::size_t end, T* kept,
                       exponential_sums<V>& sums) const noexcept {
    buffer<T> of_x;
    for_each_chunk(is_plain(), begin, end, [&](std::size_t i, std::size_t count) {
      const T* const in = this->template numbers<V>(i, count, of_x);
      if (kept != nullptr)
        add_exponentials<V, true>(in, count, c, kept + i, sums);
      else
        add_exponentials<V, false>(in, count, c, kept, sums);
    });
  }
  template <class V, class = simd::this_file>
  XACT_INLINE two_parts sum(std::size_t n) const noexcept {
    exponential_sums<V> sums;
    add<V>(0, n, nullptr, sums);
    return sums.total();
  }

  /// y[i] = exp(x[i] - c) factor, all of them.
  template <class V, class = simd::this_file>
  XACT_INLINE void write(std::size_t n, const factor& by, const output<T>& y) const noexcept {
    buffer<T> of_x, of_y;
    const scaled_exponential<T> f{c, by};
    for_each_chunk(is_plain() && y.is_plain(), 0, n, [&](std::size_t i, std::size_t count) {
      T* const out = y.place(first + i, of_y);
      for_each_element<scaled_exponential_of, V>(f, count, out, this->template numbers<V>(i, count, of_x));
      y.template write<V>(first + i, count, out);
    });
  }

  /// That of a number, times 2^below_scale.
  XACT_INLINE two_parts at(T number) const noexcept {
    using W = simd::as_written<T>;
    const T shift = shifted ? number - largest : number;
    if constexpr (simd::has_fma<float> || sizeof(T) == sizeof(double)) {
      const auto parts = math::accurate::exp_below(W(shift), c);
      const W e = parts.value();
      return {static_cast<double>(simd::plain(e)), static_cast<double>(simd::plain(parts.lost(e)))};
    } else {
      using D = simd::as_written<double>;
      return {simd::plain(math::accurate::exp_below_in_double(D(static_cast<double>(shift)),
                                                              static_cast<double>(c.value))),
              0};
    }
  }
};

/// log of a sum of exponentials, with that of the largest among them.
template <class T>
XACT_INLINE two_parts log_of_scaled(const two_parts& sum) noexcept {
  return math::accurate::log_of_sum({sum.hi * to_unscaled<T>, sum.lo * to_unscaled<T>});
}

}  // namespace xact::array
