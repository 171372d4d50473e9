// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <type_traits>

#include "xact/array/checks.hpp"
#include "xact/array/functions.hpp"
#include "xact/array/transform.hpp"
#include "xact/base/config.hpp"
#include "xact/core/float16.hpp"
#include "xact/simd/ops.hpp"

// Sums of arrays, and gradients that are added to what is there.

namespace xact::array {

/// The sum of two numbers.
struct sum {
  template <class V>
  XACT_INLINE V operator()(V a, V b) const noexcept {
    return ops<V>::fence(a + b);
  }
};
using sum_of_two = call_of<2, 1>;

/// What goes with the size of arrays that are computed by chunks.
template <std::size_t size>
inline constexpr std::size_t size_of_chunk =
    size == differing_sizes || size == differing_orders ? size : unknown_size;

/// grad_input[i] += what Quantity, a backward pass, gives: by chunks, so that no activation needs a loop of
/// its own for it. The product is rounded, and then the sum.
template <array_loop Loop, class Quantity>
struct accumulating : of_pointers<accumulating<Loop, Quantity>> {
  using of_pointers<accumulating>::operator();
  template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, G&& grad_output, X&& x, Y&& grad_input) const noexcept {
    on_views<common_size<G, X, Y>>(f, view_of(grad_output), view_of(x), view_of(grad_input));
  }

 private:
  template <std::size_t size, class F, class G, class X, class Y>
  XACT_INLINE static void on_views(const F& f, view<G> grad_output, view<X> x, view<Y> grad_input) noexcept {
    using T = computed_in<Y>;
    assert(grad_output.size == grad_input.size && x.size == grad_input.size &&
           "xact: the arrays differ in size");
    assert(apart(grad_input, grad_output) && apart(grad_input, x) &&
           "xact: the gradient that is added to overlaps an input; it must lie apart");
    alignas(64) T gradients[chunk_size];
    for (std::size_t i = 0; i < grad_input.size; i += chunk_size) {
      const std::size_t n = std::min(chunk_size, grad_input.size - i);
      const view<T> products{gradients, n};
      const view<Y> to_here{grad_input.data + i, n};
      compute<Loop, Quantity, size_of_chunk<size>>(f, to(products), view<G>{grad_output.data + i, n},
                                                   view<X>{x.data + i, n});
      run_checked<Loop, sum_of_two, unknown_size>(sum(), to(to_here), to_here, products);
    }
  }
};

}  // namespace xact::array
