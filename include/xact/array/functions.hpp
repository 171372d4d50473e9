// SPDX-License-Identifier: MIT

#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <type_traits>

#include "xact/array/checks.hpp"
#include "xact/array/loop.hpp"
#include "xact/array/narrow.hpp"
#include "xact/base/config.hpp"
#include "xact/core/concepts.hpp"
#include "xact/core/float16.hpp"
#include "xact/core/quantity.hpp"

// The functions over arrays, written once for every loop that may run them: xact::forward and its like are
// those of native_loop, xact::dispatch::forward those of the dispatched loop.
//
// x, y, ... are contiguous ranges, all of one size, of one type: float, double, bfloat16 or float16; beside
// 16 bits, any of them may be of float. They are std::vector, std::array, std::span, a C array, of any size
// from 0 and any alignment. An output may be an input (in place), but must not overlap one partly, nor
// another output; a debug build asserts this and the sizes. Nothing is allocated, thrown or started, and the
// floating-point environment is left alone. Every element gets the bits of the scalar functor, whatever its
// place or its neighbours.
//
// 16 bits are computed in float and rounded once. Where in and out are of 16 bits, forward and derivative
// give what the functor gives for the scalar: in the accurate tier, the true value correctly rounded.
// backward rounds grad_output * f'(x), both floats.

namespace xact::array {

/// The outputs of a call.
template <class... Ys>
struct destination {
  results<Ys...> arrays;
  std::size_t size;
  bool have_one_size;
};
template <class Y, class... Ys>
XACT_INLINE destination<Y, Ys...> to(view<Y> y, view<Ys>... more) noexcept {
  return {{y.data, more.data...}, y.size, ((more.size == y.size) && ...)};
}

/// No array overlaps an output partly.
template <class... Ys, class... Xs>
XACT_INLINE bool inputs_are_outputs_or_apart(const results<Ys...>& out, std::size_t n,
                                             const Xs*... x) noexcept {
  if constexpr (sizeof...(Ys) == 1)
    return each_same_or_apart(n, out.y, x...);
  else
    return each_same_or_apart(n, out.y, x...) && each_same_or_apart(n, out.dydx, x...);
}
/// No two outputs overlap.
template <class... Ys>
XACT_INLINE bool outputs_are_apart(const results<Ys...>& out, std::size_t n) noexcept {
  if constexpr (sizeof...(Ys) == 1)
    return true;
  else
    return n == 0 || apart(out.y, out.dydx, n);
}

/// Checks the arrays, and has Loop compute a quantity of f.
template <array_loop Loop, class Quantity, class F, class Y, class... Ys, class X, class... Xs>
XACT_INLINE void transform(const F& f, const destination<Y, Ys...>& out, view<X> x,
                           view<Xs>... more) noexcept {
  using T = std::remove_const_t<X>;
  constexpr bool one_type = go_together<Y, Ys..., T, std::remove_const_t<Xs>...>;
  constexpr bool exists = core::must_exist_for<F, Y>(), is_activation = activation<F, computed_in<Y>>;
  constexpr bool has_quantity = !is_activation || Quantity::template exists<F, computed_in<Y>>;
  static_assert(
      one_type,
      "xact: the arrays must all be of one type; float may stand beside bfloat16, or beside float16");
  static_assert(
      is_activation || !exists,
      "xact: the first argument must be an activation, an object with forward(x) and derivative(x)");
  static_assert(has_quantity,
                "xact: this activation has no derivative from its output, because two inputs with different "
                "derivatives give the same output; keep the input and call backward");
  if constexpr (one_type && is_activation && has_quantity) {  // else one message is enough
    const std::size_t n = out.size;
    assert(out.have_one_size && x.size == n && ((more.size == n) && ...) &&
           "xact: the arrays differ in size");
    assert(inputs_are_outputs_or_apart(out.arrays, n, x.data, more.data...) &&
           "xact: an output overlaps an input partly; it may be an input or lie apart");
    assert(outputs_are_apart(out.arrays, n) && "xact: the outputs overlap");
    if constexpr (bfloat16_or_float16<Y> || bfloat16_or_float16<T> || (bfloat16_or_float16<Ys> || ...) ||
                  (bfloat16_or_float16<std::remove_const_t<Xs>> || ...))
      run_narrow<Loop, Quantity>(f, n, out.arrays, static_cast<const T*>(x.data),
                                 static_cast<const std::remove_const_t<Xs>*>(more.data)...);
    else
      Loop::template run<Quantity>(f, n, out.arrays, static_cast<const T*>(x.data),
                                   static_cast<const std::remove_const_t<Xs>*>(more.data)...);
  }
}

/// The function over arrays that computes this quantity of any activation.
template <array_loop Loop, class Quantity>
struct function;

/// y[i] = f(x[i]).
template <array_loop Loop>
struct function<Loop, core::forward_of> {
  template <class F, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, X&& x, Y&& y) const noexcept {
    transform<Loop, core::forward_of>(f, to(view_of(y)), view_of(x));
  }
};

/// dydx[i] = f'(x[i]).
template <array_loop Loop>
struct function<Loop, core::derivative_of> {
  template <class F, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, X&& x, Y&& dydx) const noexcept {
    transform<Loop, core::derivative_of>(f, to(view_of(dydx)), view_of(x));
  }
};

/// grad_input[i] = grad_output[i] f'(x[i]): the chain rule, from the input of the forward pass.
template <array_loop Loop>
struct function<Loop, core::backward_of> {
  template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, G&& grad_output, X&& x, Y&& grad_input) const noexcept {
    transform<Loop, core::backward_of>(f, to(view_of(grad_input)), view_of(grad_output), view_of(x));
  }
};

/// grad_input[i] = grad_output[i] f'(x[i]), from y[i] = f(x[i]), the output of the forward pass.
template <array_loop Loop>
struct function<Loop, core::backward_from_output_of> {
  template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, G&& grad_output, X&& y, Y&& grad_input) const noexcept {
    transform<Loop, core::backward_from_output_of>(f, to(view_of(grad_input)), view_of(grad_output),
                                                   view_of(y));
  }
};

/// y[i] = f(x[i]) and dydx[i] = f'(x[i]), in one pass.
template <array_loop Loop>
struct function<Loop, core::forward_and_derivative_of> {
  template <class F, array_of_floats X, mutable_array_of_floats Y, mutable_array_of_floats D>
  XACT_INLINE void operator()(const F& f, X&& x, Y&& y, D&& dydx) const noexcept {
    transform<Loop, core::forward_and_derivative_of>(f, to(view_of(y), view_of(dydx)), view_of(x));
  }
};

}  // namespace xact::array
