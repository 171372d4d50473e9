// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_by_row.hpp"
#include "xact/array/row_elements.hpp"
#include "xact/array/row_exponentials.hpp"
#include "xact/array/row_maximum.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/array/row_sums.hpp"
#include "xact/array/sixteen.hpp"
#include "xact/base/config.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"

// Cross entropy from the index of a class, and its gradient.

namespace xact::array {

/// The exponentials of a row, the sum of those of all elements but one, k, and that one.
template <class V>
struct exponentials_apart {
  using T = scalar_t<V>;
  T x_k;
  T largest_other;
  exponentials<T> of_row;
  two_parts of_k, others;

  XACT_INLINE exponentials_apart(const input<T>& x, std::size_t first, std::size_t n, std::size_t k,
                                 T* kept) noexcept
      : x_k(x.number(first + k)),
        largest_other(largest_of<V>(x, first + k + 1, first + n,
                                    largest_of<V>(x, first, first + k, minus_infinity<T>))),
        of_row(x, first, ops<T>::max(largest_other, x_k)),
        of_k(of_row.at(x_k)),
        others(sum_of_others(n, k, kept)) {}

  XACT_INLINE two_parts sum() const noexcept { return add_up<double>(of_k, others); }

 private:
  /// The partial sums begin at twice the largest: they are right to their last bits, however small they are
  /// beside that of k.
  XACT_INLINE two_parts sum_of_others(std::size_t n, std::size_t k, T* kept) const noexcept {
    exponential_sums<V> sums(static_cast<T>(2 * of_row.at(largest_other).hi));
    of_row.template add<V>(0, k, kept, sums);
    of_row.template add<V>(k + 1, n, kept, sums);
    return sums.total();
  }
};

template <class T>
struct cross_entropy_kernel {
  rows all;
  input<T> x;
  indices classes;
  output<T> loss;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t number) const noexcept {
    loss.write_number(number, result<V>(number * all.n, classes[number]));
  }

 private:
  template <class V, class = simd::this_file>
  XACT_INLINE T result(std::size_t first, std::size_t k) const noexcept {
    using W = simd::as_written<double>;
    const exponentials_apart<V> e(x, first, all.n, k, nullptr);
    const two_parts sum = e.sum();
    if (is(sum.hi, 0.0)) return infinity<T>;
    const two_parts log = log_of_scaled<T>(sum);
    const double x_k = static_cast<double>(e.x_k), largest = static_cast<double>(e.of_row.largest);
    if (is(x_k, minus_infinity<double>) && !(ops<double>::to_bits(log.hi) << 1 > 0xffe0000000000000))
      return infinity<T>;
    const auto d = simd::two_sum(W(largest), W(0 - x_k));
    const auto y = simd::two_sum(d.hi, W(log.hi));
    return static_cast<T>(simd::plain(y.hi + (y.lo + (d.lo + W(log.lo)))));
  }
};

template <class T>
struct cross_entropy_backward_kernel {
  rows all;
  input<T> grad_loss, x;
  indices classes;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t number) const noexcept {
    const std::size_t first = number * all.n, k = classes[number];
    const auto grad = static_cast<double>(grad_loss.number(number));
    T* const kept = grad_input.is_plain() ? grad_input.plain(first) : nullptr;
    const exponentials_apart<V> e(x, first, all.n, k, kept);
    const two_parts sum = e.sum();
    const factor by = quotient<T>(grad, sum);
    if (kept == nullptr) {
      e.of_row.template write<V>(all.n, by, grad_input);
    } else {
      kept[k] = T(0);
      for_each_element<product_of, V>(by, all.n, kept, static_cast<const T*>(kept));
    }
    two_parts share = quotient<T>(e.others.hi, sum);
    share.lo += quotient<T>(e.others.lo, sum).hi;
    grad_input.write_number(first + k, rounded<T>(negative(product(grad, share))));
  }
};

}  // namespace xact::array
