// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <utility>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/array/sixteen.hpp"
#include "xact/base/config.hpp"
#include "xact/math/accurate/exp_below.hpp"
#include "xact/math/overflow.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"

// The sums of a row: 16 partial sums each, of floats in double, of doubles in two parts, so that no sum has
// an error that grows with the length of the row.

namespace xact::array {

/// Of any numbers, and of products of two.
template <class V>
struct sums_of_sixteen;

template <single_precision V>
struct sums_of_sixteen<V> {
  using L = sixteen<V>;
  using D = typename xact::widening<L>::type;
  D sums = D(0.0);

  XACT_INLINE sums_of_sixteen() noexcept {}

  XACT_INLINE void add(const L& x) noexcept { add_wide(xact::widening<L>::widen(x)); }
  XACT_INLINE void add_product(const L& a, const L& b) noexcept {
    add_wide(xact::widening<L>::widen(a) * xact::widening<L>::widen(b));  // exact
  }
  XACT_INLINE void add_wide(const D& x) noexcept {
    using W = simd::as_written<D>;
    sums = simd::plain(W(sums) + W(x));
  }
  XACT_INLINE simd::unevaluated_sum<double> total() const noexcept { return {array::total(sums), 0}; }
};

template <double_precision V>
struct sums_of_sixteen<V> {
  using L = sixteen<V>;
  simd::unevaluated_sum<L> sums{L(0.0), L(0.0)};

  XACT_INLINE sums_of_sixteen() noexcept {}

  XACT_INLINE void add(const L& x) noexcept { sums = add_up<L>(sums, {x, L(0.0)}); }
  XACT_INLINE void add_product(const L& a, const L& b) noexcept {
    using W = simd::as_written<L>;
    W product = ops<W>::fence(W(a) * W(b));
    sums = add_up<L>(sums, {simd::plain(product), simd::plain(ops<W>::fms(W(a), W(b), product))});
  }
  XACT_INLINE simd::unevaluated_sum<double> total() const noexcept { return array::total(sums); }
};

/// Of exponentials exp(x - c), times 2^below_scale. The partial sums begin at a number that none of these
/// exceeds, and which is taken away in the end: so a sum is never less than what is added to it, and what it
/// loses is found by two more sums, together with what rounding has taken from the exponential. Floats go to
/// doubles now and then, by flush(); where they are computed in double, each at once.
template <class V>
struct exponential_sums : sums_of_sixteen<V> {
  using T = scalar_t<V>;
  using L = sixteen<V>;
  using W = simd::as_written<L>;
  /// exp(0).
  static constexpr T one = math::power_of_2<T>(math::accurate::below_scale<T>);
  static constexpr bool in_parts = simd::has_fma<float> || double_precision<V>;

  T start;
  L sum = L(start), lost = L(T(0));

  XACT_INLINE explicit exponential_sums(T none_exceeds = one) noexcept : start(none_exceeds) {}

  /// power (1 + q), rounded to e.
  template <class Values>
  XACT_INLINE void add_exponentials(const Values& power, const Values& q, const Values& e) noexcept {
    if constexpr (ops<Values>::width == ops<L>::width) {
      W after = W(sum) + W(e);
      W rest = W(power) + (W(sum) - after);
      lost = simd::plain(W(lost) + ops<W>::mul_add(W(power), W(q), rest));
      sum = simd::plain(after);
    } else {
      add_exponentials(power.a, q.a, e.a);
      add_exponentials(power.b, q.b, e.b);
    }
  }
  XACT_INLINE void flush() noexcept {
    if constexpr (in_parts) {
      L more = simd::plain(W(sum) - W(L(start)));
      if constexpr (single_precision<V>) {
        this->add_wide(xact::widening<L>::widen(more) + xact::widening<L>::widen(lost));
      } else {
        this->sums = add_up<L>(this->sums, {more, lost});
      }
      sum = L(start);
      lost = L(T(0));
    }
  }
};

/// Adds up a[i], or a[i] b[i].
template <class V, bool products>
struct adding_up {
  using T = scalar_t<V>;
  sums_of_sixteen<V> sums;
  const T *a, *b = nullptr;

  template <class L, class Part>
  XACT_INLINE void at(std::size_t i, Part part) noexcept {
    if constexpr (products)
      add(load<L>(a + i, part, T(0)), load<L>(b + i, part, T(0)));
    else
      add(load<L>(a + i, part, T(0)));
  }

 private:
  template <class L, class... Ls>
  XACT_INLINE void add(const L& x, const Ls&... y) noexcept {
    if constexpr (ops<L>::width != 16) {
      add(x.a, y.a...);
      add(x.b, y.b...);
    } else if constexpr (products) {
      sums.add_product(x, y...);
    } else {
      sums.add(x);
    }
  }
};
template <class V, class... Ts, class = simd::this_file>
void add_up_chunk(sums_of_sixteen<V>& sums, std::size_t n, const Ts*... x) noexcept {
  adding_up<V, sizeof...(x) == 2> pass{sums, x...};
  for_each_sixteen<V>(n, pass);
  sums = pass.sums;
}

/// The sum of the elements from `begin` to `end` of an array, or of the products of those of two.
template <class V, class T, class... Inputs, std::size_t... k, class = simd::this_file>
XACT_INLINE two_parts sum_of(std::index_sequence<k...>, std::size_t begin, std::size_t end,
                             const Inputs&... x) noexcept {
  buffer<T> of_x[sizeof...(Inputs)];
  sums_of_sixteen<V> sums;
  for_each_chunk((... && x.is_plain()), begin, end, [&](std::size_t i, std::size_t count) {
    add_up_chunk<V>(sums, count, x.template numbers<V>(i, count, of_x[k])...);
  });
  return sums.total();
}
template <class V, class T, class... Inputs>
XACT_INLINE two_parts sum_of(std::size_t begin, std::size_t end, const input<T>& first,
                             const Inputs&... more) noexcept {
  return sum_of<V, T>(std::index_sequence_for<input<T>, Inputs...>{}, begin, end, first, more...);
}

}  // namespace xact::array
