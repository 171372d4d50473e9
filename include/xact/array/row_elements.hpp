// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <utility>

#include "xact/array/loop.hpp"
#include "xact/array/row_arrays.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/base/config.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"
#include "xact/simd/unrolled.hpp"

// What is done with each element of a row, or of a chunk of it.

namespace xact::array {

/// Calls a quantity of f for each element.
template <class Quantity, class V, class F, class... Ts, class = simd::this_file>
void for_each_element(const F& f, std::size_t n, scalar_t<V>* y, const Ts*... x) noexcept {
  for_each_vector<V, Quantity>(f, n, results<scalar_t<V>>{y}, x...);
}

/// Calls a quantity of f for the elements of x... from `begin` to `end`, and writes the results to y. What it
/// does with a chunk may become a function, which then is the file's own.
template <class Quantity, class V, class F, class T, class... Inputs, std::size_t... k,
          class = simd::this_file>
XACT_INLINE void write_each(std::index_sequence<k...>, const F& f, std::size_t begin, std::size_t end,
                            const output<T>& y, const Inputs&... x) noexcept {
  buffer<T> of_y, of_x[sizeof...(Inputs)];
  for_each_chunk((y.is_plain() && ... && x.is_plain()), begin, end, [&](std::size_t i, std::size_t count) {
    T* const out = y.place(i, of_y);
    for_each_element<Quantity, V>(f, count, out, x.template numbers<V>(i, count, of_x[k])...);
    y.template write<V>(i, count, out);
  });
}
template <class Quantity, class V, class F, class T, class... Inputs>
XACT_INLINE void write_each(const F& f, std::size_t begin, std::size_t end, const output<T>& y,
                            const Inputs&... x) noexcept {
  write_each<Quantity, V>(std::index_sequence_for<Inputs...>{}, f, begin, end, y, x...);
}

/// y = e factor, rounded once. Floats go to double and back.
struct product_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const factor& f, V e) noexcept {
    using W = simd::as_written<V>;
    if constexpr (double_precision<V>) {
      using o = ops<W>;
      W x(e);
      return simd::plain(o::fma(x, W(V(f.hi)), math::accurate::subnormal_product(x, W(V(f.lo)))));
    } else {
      auto x = xact::widening<V>::widen(e);
      return xact::widening<V>::narrow(x * decltype(x)(f.hi));
    }
  }
};

/// y = x - number: what is close to it exactly.
template <class T>
struct one_number {
  T number;
};
struct shifted_by {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const one_number<scalar_t<V>>& f, V x) noexcept {
    return x - V(f.number);
  }
};

}  // namespace xact::array
