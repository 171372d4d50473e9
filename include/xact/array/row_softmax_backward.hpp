// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_by_row.hpp"
#include "xact/array/row_elements.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/array/row_sums.hpp"
#include "xact/base/config.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"
#include "xact/simd/unrolled.hpp"

// The gradient of softmax.

namespace xact::array {

/// y (grad_output - sum).
struct softmax_gradient_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const simd::unevaluated_sum<double>& sum, V grad_output, V y) noexcept {
    if constexpr (double_precision<V>) {
      using W = simd::as_written<V>;
      const auto d = simd::two_sum(W(grad_output), W(V(-sum.hi)));
      return simd::plain(W(y) * (d.hi + (d.lo - W(V(sum.lo)))));
    } else {
      using w = xact::widening<V>;
      using D = typename w::type;
      using W = simd::as_written<D>;
      W d = W(w::widen(grad_output)) - W(D(sum.hi));
      return w::narrow(simd::plain(W(w::widen(y)) * d));
    }
  }
};

template <class T>
struct softmax_backward_kernel {
  rows all;
  input<T> grad_output, y;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t number) const noexcept {
    const std::size_t first = number * all.n;
    const two_parts sum = sum_of<V>(first, first + all.n, grad_output, y);
    write_each<softmax_gradient_of, V>(sum, first, first + all.n, grad_input, grad_output, y);
  }
};

}  // namespace xact::array
