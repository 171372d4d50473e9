// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_by_row.hpp"
#include "xact/array/row_elements.hpp"
#include "xact/base/config.hpp"
#include "xact/math/accurate/bce_with_logits.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"
#include "xact/simd/unrolled.hpp"

// Binary cross entropy from logits, element by element: its arrays are one row.

namespace xact::array {

/// The binary cross entropy of sigmoid(x), and grad_output times its derivative.
struct no_numbers {};
struct bce_loss_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const no_numbers&, V x, V target) noexcept {
    using W = simd::as_written<V>;
    return simd::plain(math::accurate::bce_with_logits::loss(W(x), W(target)));
  }
};
struct bce_gradient_of {
  static constexpr auto unroll = &simd::unrolling::derivative;
  template <class V>
  XACT_INLINE static V call(const no_numbers&, V grad_output, V x, V target) noexcept {
    using W = simd::as_written<V>;
    return simd::plain(math::accurate::bce_with_logits::gradient(W(grad_output), W(x), W(target)));
  }
};

template <class T>
struct bce_kernel {
  rows all;
  input<T> x, target;
  output<T> loss;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t) const noexcept {
    write_each<bce_loss_of, V>(no_numbers(), 0, all.n, loss, x, target);
  }
};

template <class T>
struct bce_backward_kernel {
  rows all;
  input<T> grad_output, x, target;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t) const noexcept {
    write_each<bce_gradient_of, V>(no_numbers(), 0, all.n, grad_input, grad_output, x, target);
  }
};

}  // namespace xact::array
