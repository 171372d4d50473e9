// SPDX-License-Identifier: MIT

#pragma once

#include <cassert>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "xact/array/checks.hpp"
#include "xact/array/functions.hpp"
#include "xact/array/transform.hpp"
#include "xact/base/config.hpp"
#include "xact/core/gate.hpp"

// Gates over arrays: of two inputs, or of the halves of one.

namespace xact::array {

/// The gradients of a gate, as a function object of the gradient of its output and its inputs.
template <class Gate>
struct gradients_of {
  Gate gate;

  template <class T>
  static constexpr simd::unrolling unroll = {.forward = simd::unroll_of<Gate, T>.both};

  template <class V>
  XACT_INLINE std::pair<V, V> operator()(V grad_output, V a, V b) const noexcept {
    return gate.gradients(grad_output, a, b);
  }
};

template <class F>
XACT_INLINE auto gradients(const F& f) noexcept {
  return gradients_of<decltype(core::gate_of(f))>{core::gate_of(f)};
}

/// Whether x, in rows of twice n elements, and y, in rows of n, have as many rows.
template <class X, class Y>
XACT_INLINE bool are_halves(view<X> x, view<Y> y, std::size_t n) noexcept {
  return n == 0 ? x.size == 0 && y.size == 0 : y.size % n == 0 && x.size == 2 * y.size;
}

/// n elements from i on.
template <class T>
XACT_INLINE view<T> part(view<T> all, std::size_t i, std::size_t n) noexcept {
  return {all.data + i, n};
}

template <array_loop Loop>
struct forward_gated_function : of_pointers<forward_gated_function<Loop>> {
  using of_pointers<forward_gated_function>::operator();

  template <class F, array_of_floats First, array_of_floats Second, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, First&& a, Second&& b, Y&& y) const noexcept {
    if constexpr (core::must_be_gate<F, element_of<Y>>())
      run_checked<Loop, call_of<2, 1>, common_size<First, Second, Y>>(core::gate_of(f), to(view_of(y)),
                                                                      view_of(a), view_of(b));
  }

  template <class F, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, X&& x, Y&& y, std::size_t n) const noexcept {
    if constexpr (core::must_be_gate<F, element_of<Y>>())
      on_halves(core::gate_of(f), view_of(x), view_of(y), n);
  }

 private:
  template <class Gate, class X, class Y>
  XACT_INLINE static void on_halves(const Gate& gate, view<X> x, view<Y> y, std::size_t n) noexcept {
    assert(are_halves(x, y, n) && "xact: x must have rows of twice n elements, and y as many of n");
    assert(apart(x, y) && "xact: the output overlaps the input of a gate of halves; it must lie apart");
    for (std::size_t i = 0; n != 0 && i < y.size; i += n)
      run_checked<Loop, call_of<2, 1>, unknown_size>(gate, to(part(y, i, n)), part(x, 2 * i, n),
                                                     part(x, 2 * i + n, n));
  }
};

template <array_loop Loop>
struct backward_gated_function : of_pointers<backward_gated_function<Loop>> {
  using of_pointers<backward_gated_function>::operator();

  template <class F, array_of_floats G, array_of_floats First, array_of_floats Second,
            mutable_array_of_floats GradFirst, mutable_array_of_floats GradSecond>
  XACT_INLINE void operator()(const F& f, G&& grad_output, First&& a, Second&& b, GradFirst&& grad_a,
                              GradSecond&& grad_b) const noexcept {
    if constexpr (core::must_be_gate<F, element_of<GradFirst>, true>())
      run_checked<Loop, call_of<3, 2>, common_size<G, First, Second, GradFirst, GradSecond>>(
          gradients(f), to(view_of(grad_a), view_of(grad_b)), view_of(grad_output), view_of(a), view_of(b));
  }

  template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, G&& grad_output, X&& x, Y&& grad_x, std::size_t n) const noexcept {
    if constexpr (core::must_be_gate<F, element_of<Y>, true>())
      on_halves(gradients(f), view_of(grad_output), view_of(x), view_of(grad_x), n);
  }

 private:
  template <class Gate, class G, class X, class Y>
  XACT_INLINE static void on_halves(const gradients_of<Gate>& of_gate, view<G> grad_output, view<X> x,
                                    view<Y> grad_x, std::size_t n) noexcept {
    assert(are_halves(x, grad_output, n) && x.size == grad_x.size &&
           "xact: x and its gradient must have rows of twice n elements, and grad_output as many of n");
    assert(apart(grad_x, grad_output) && same_or_apart(grad_x.data, x.data, x.size) &&
           "xact: an output overlaps an input partly; it may be an input or lie apart");
    for (std::size_t i = 0; n != 0 && i < grad_output.size; i += n)
      run_checked<Loop, call_of<3, 2>, unknown_size>(
          of_gate, to(part(grad_x, 2 * i, n), part(grad_x, 2 * i + n, n)), part(grad_output, i, n),
          part(x, 2 * i, n), part(x, 2 * i + n, n));
  }
};

}  // namespace xact::array
