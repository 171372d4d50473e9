// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <type_traits>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_elements.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/array/row_shifted.hpp"
#include "xact/array/row_sums.hpp"
#include "xact/array/sixteen.hpp"
#include "xact/base/config.hpp"
#include "xact/math/accurate/exp_below.hpp"
#include "xact/math/accurate/exp_over_power.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"
#include "xact/simd/unrolled.hpp"

// Softmax: y = e / sum. A factor that all e of a row have is in their sum, too. So e is exp(x), rounded once,
// but for a power of 2, and the sum is that of the e as they are rounded, of which two are added in their own
// precision, and all else in more. Then equal elements are 1 / n, rounded once, and the y of a row add up to
// 1 but for the roundings of a pair and of y. Of the error of y, up to 1.5 u come from e, as much from the
// average error of the others, u from the pairs and half an ULP from the last rounding. They hardly come
// together: the worst that a search among rows made for it has found is 3.6 ULP.
//
// The power of 2 is known beforehand where the largest element is neither large nor far below 0. Whether it
// was so is seen when the exponentials have been computed; if not, they are computed again. So all elements
// are read once less, and no exponential waits for the last of them. (The first try may raise flags, as of
// overflow, that no result has caused.)

namespace xact::array {

/// exp(x) for the elements x of a row, but for a power of 2 that all of them have.
template <class T>
struct exponential_in_row {
  static constexpr bool in_double = !simd::has_fma<float> && sizeof(T) == sizeof(float);
  /// Without FMA, floats are computed in double, from the largest element, which has to be known.
  static constexpr bool may_guess = !in_double;
  using usual = math::accurate::usual_maximum<T>;

  T largest;
  math::accurate::power_beside<T> k;

  XACT_INLINE static bool is_usual(T largest) noexcept {
    return may_guess && largest >= usual::lowest && largest <= usual::highest;
  }
  /// c, the largest element, is less than below_limit, or NaN.
  XACT_INLINE explicit exponential_in_row(T c) noexcept
      : largest(c),
        k(is_usual(c) ? math::accurate::power_of_row(T(0)) : math::accurate::power_beside_exp(c)) {}

  template <class V>
  XACT_INLINE V of(V x) const noexcept {
    using W = simd::as_written<V>;
    if constexpr (in_double) {
      const auto wide = xact::widening<W>::widen(W(x));
      return simd::plain(
          xact::widening<W>::narrow(math::accurate::exp_below_in_double(wide, static_cast<double>(largest))));
    } else {
      return simd::plain(math::accurate::exp_over_power(W(x), k));
    }
  }
};

/// Where the exponentials of a row are left: at their places, in a buffer that has room for all of the last
/// sixteen, or nowhere.
enum class left { in_place, in_buffer, nowhere };

/// Adds up the exponentials of a row, and finds its largest element on the way.
template <class V, left where>
struct adding_exponentials_in_row {
  using T = scalar_t<V>;
  using L = sixteen<V>;
  exponential_in_row<T> f;
  sums_of_sixteen<V> sums;
  L so_far = L(minus_infinity<T>);
  const T* x = nullptr;
  T* e = nullptr;

  XACT_INLINE explicit adding_exponentials_in_row(const exponential_in_row<T>& of_row) noexcept
      : f(of_row), sums() {}

  XACT_INLINE T most() const noexcept { return largest(so_far); }
  XACT_INLINE void add(std::size_t n) noexcept {
    std::size_t i = 0;
    for (; i + 32 <= n; i += 32) sums.add(pair(i));
    for (; i + 16 <= n; i += 16) sums.add(at<L>(i, all_of_it()));
    if (i < n) sums.add(at<L>(i, first_of_it{n - i}));
  }

 private:
  XACT_INLINE L pair(std::size_t i) noexcept {
    using W = simd::as_written<L>;
    if constexpr (sixteens_side_by_side<V> == 2) {
      auto both = at<many_sixteens<V>>(i, all_of_it());
      return simd::plain(W(both.a) + W(both.b));
    } else {
      L one = at<L>(i, all_of_it());
      return simd::plain(W(one) + W(at<L>(i + 16, all_of_it())));
    }
  }
  template <class Values>
  XACT_INLINE void take(const Values& in) noexcept {
    if constexpr (ops<Values>::width == 16)
      so_far = ops<L>::max(so_far, in);
    else
      take(in.a), take(in.b);
  }
  template <class Values, class Part>
  XACT_INLINE Values at(std::size_t i, Part part) noexcept {
    Values in = load<Values>(x + i, part, minus_infinity<T>);
    take(in);
    Values y = f.of(in);
    if constexpr (where == left::in_place) store(e + i, part, y);
    if constexpr (where == left::in_buffer) store(e + i, all_of_it(), y);
    return y;
  }
};

/// The sum of the exponentials of a row, and its largest element.
template <class T>
struct sum_and_largest {
  two_parts sum;
  T largest;
};
template <class V, left where, class = simd::this_file>
sum_and_largest<scalar_t<V>> add_exponentials_in_row(const shifted_row<scalar_t<V>>& row, std::size_t n,
                                                     scalar_t<V>* e) noexcept {
  using T = scalar_t<V>;
  buffer<T> of_x;
  adding_exponentials_in_row<V, where> pass(exponential_in_row<T>(row.largest_left()));
  for_each_chunk(row.is_plain(), 0, n, [&](std::size_t i, std::size_t count) {
    pass.x = row.template numbers<V>(i, count, of_x);
    if constexpr (where != left::nowhere) pass.e = e + i;
    pass.add(count);
  });
  return {pass.sums.total(), pass.most()};
}

/// What the exponentials of a row are multiplied by: with FMA, two floats have enough bits.
template <class T>
struct factor_in_row {
  static constexpr bool in_floats = simd::has_fma<float> && sizeof(T) == sizeof(float);
  using part = std::conditional_t<in_floats, float, double>;
  simd::unevaluated_sum<part> by;

  XACT_INLINE explicit factor_in_row(const factor& f) noexcept : by{static_cast<part>(f.hi), 0} {
    by.lo = in_floats ? static_cast<part>(f.hi - static_cast<double>(by.hi)) : static_cast<part>(f.lo);
  }
};
/// y = e factor.
struct product_in_row {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const factor_in_row<scalar_t<V>>& f, V e) noexcept {
    if constexpr (factor_in_row<scalar_t<V>>::in_floats)
      return ops<V>::fma(e, V(f.by.hi), math::accurate::subnormal_product(e, V(f.by.lo)));
    else
      return product_of::call(f.by, e);
  }
};

/// y = exp(x) factor, from the beginning.
template <class T>
struct softmax_of_row {
  exponential_in_row<T> f;
  T largest;
  factor_in_row<T> by;
};
struct softmax_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const softmax_of_row<scalar_t<V>>& row, V x) noexcept {
    return product_in_row::call(row.by, row.f.of(ops<V>::min(V(row.largest), x)));
  }
};

}  // namespace xact::array
