// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_by_row.hpp"
#include "xact/array/row_exponentials.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/base/config.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"

// The logarithm of the sum of exponentials, and its gradient.

namespace xact::array {

template <class T>
struct logsumexp_kernel {
  rows all;
  input<T> x;
  output<T> y;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t number) const noexcept {
    y.write_number(number, result<V>(number * all.n));
  }

 private:
  template <class V, class = simd::this_file>
  XACT_INLINE T result(std::size_t first) const noexcept {
    using W = simd::as_written<double>;
    const auto e = exponentials<T>::template of_row<V>(x, first, all.n);
    if (is(e.largest, infinity<T>) && !has_nan(first)) return e.largest;
    const two_parts sum = e.template sum<V>(all.n);
    if (is(sum.hi, 0.0)) return e.largest;
    const two_parts log = log_of_scaled<T>(sum);
    const auto both = simd::two_sum(W(static_cast<double>(e.largest)), W(log.hi));
    return static_cast<T>(simd::plain(both.hi + (both.lo + W(log.lo))));
  }
  XACT_INLINE bool has_nan(std::size_t first) const noexcept {
    for (std::size_t i = 0; i < all.n; ++i) {
      const auto magnitude = ops<T>::to_bits(ops<T>::abs(x.number(first + i)));
      if (magnitude > ops<T>::to_bits(infinity<T>)) return true;
    }
    return false;
  }
};

template <class T>
struct logsumexp_backward_kernel {
  rows all;
  input<T> grad_output, x, y;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t number) const noexcept {
    const exponentials<T> e(x, number * all.n, y.number(number));
    const factor by{static_cast<double>(grad_output.number(number)) * to_unscaled<T>, 0};
    e.template write<V>(all.n, by, grad_input);
  }
};

}  // namespace xact::array
