// SPDX-License-Identifier: MIT

#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

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
  results<Ys...> out;
  std::size_t size;
  bool have_one_size;
};
template <class Y, class... Ys>
XACT_INLINE destination<Y, Ys...> to(view<Y> y, view<Ys>... more) noexcept {
  return {results_in(y.data, more.data...), y.size, ((more.size == y.size) && ...)};
}

/// No array overlaps an output partly.
template <class... Ys, std::size_t... k, class... Xs>
XACT_INLINE bool inputs_are_outputs_or_apart(const results<Ys...>& out, std::index_sequence<k...>,
                                             std::size_t n, const Xs*... x) noexcept {
  return (each_same_or_apart(n, out.template array<k>(), x...) && ...);
}
/// No two outputs overlap.
template <class... Ys, std::size_t... k>
XACT_INLINE bool outputs_are_apart(const results<Ys...>& out, std::index_sequence<k...>,
                                   std::size_t n) noexcept {
  return n == 0 || all_apart(n, out.template array<k>()...);
}

/// Arrays of this size, known to the compiler, or `unknown_size`, are computed where they are: a call would
/// cost more than what it does.
template <std::size_t size>
XACT_INLINE constexpr auto size_of_loop(std::size_t n) noexcept {
  if constexpr (size <= largest_inlined)
    return std::integral_constant<std::size_t, size>{};
  else
    return n;
}

/// Checks the arrays, and has Loop compute a quantity of f. They have this size, if it is known.
template <array_loop Loop, class Quantity, std::size_t size, class F, class Y, class... Ys, class X,
          class... Xs>
XACT_INLINE void run_checked(const F& f, const destination<Y, Ys...>& to, view<X> x,
                             view<Xs>... more) noexcept {
  constexpr bool one_type = go_together<Y, Ys..., std::remove_const_t<X>, std::remove_const_t<Xs>...>;
  static_assert(
      one_type,
      "xact: the arrays must all be of one type; float may stand beside bfloat16, or beside float16");
  static_assert(size != differing_sizes, "xact: the arrays differ in size");
  static_assert(
      size != differing_orders,
      "xact: one matrix is stored by rows and another by columns, so that their elements do not lie in "
      "the same order");
  if constexpr (one_type && size != differing_sizes &&
                size != differing_orders) {  // else one message is enough
    const std::size_t n = to.size;
    assert(to.have_one_size && x.size == n && ((more.size == n) && ...) && "xact: the arrays differ in size");
    assert(
        inputs_are_outputs_or_apart(to.out, std::index_sequence_for<Y, Ys...>{}, n, x.data, more.data...) &&
        "xact: an output overlaps an input partly; it may be an input or lie apart");
    assert(outputs_are_apart(to.out, std::index_sequence_for<Y, Ys...>{}, n) && "xact: the outputs overlap");
    if constexpr ((bfloat16_or_float16<Y> || ... || bfloat16_or_float16<Ys>) ||
                  (bfloat16_or_float16<std::remove_const_t<X>> || ... ||
                   bfloat16_or_float16<std::remove_const_t<Xs>>))
      run_narrow<Loop, Quantity>(f, n, to.out, static_cast<const std::remove_const_t<X>*>(x.data),
                                 static_cast<const std::remove_const_t<Xs>*>(more.data)...);
    else
      Loop::template run<Quantity>(f, size_of_loop<size>(n), to.out,
                                   static_cast<const std::remove_const_t<X>*>(x.data),
                                   static_cast<const std::remove_const_t<Xs>*>(more.data)...);
  }
}

/// Checks the activation, and has Loop compute a quantity of it.
template <array_loop Loop, class Quantity, std::size_t size, class F, class Y, class... Ys, class... Xs>
XACT_INLINE void compute(const F& f, const destination<Y, Ys...>& to, view<Xs>... x) noexcept {
  constexpr bool exists = core::must_exist_for<F, Y>(), has_value = has_forward<F, computed_in<Y>>;
  constexpr bool takes_it = std::same_as<Quantity, core::forward_of> || activation<F, computed_in<Y>>;
  constexpr bool has_quantity = !takes_it || !has_value || Quantity::template exists<F, computed_in<Y>>;
  static_assert(has_value || !exists,
                "xact: the first argument must be an activation, an object with forward(x) and, where a "
                "derivative is asked for, derivative(x)");
  static_assert(takes_it || !has_value,
                "xact: this activation has no derivative: forward and transform take it as it is, all others "
                "need its eval_derivative(x)");
  static_assert(has_quantity,
                "xact: this activation has no derivative from its output, because two inputs with different "
                "derivatives give the same output; keep the input and call backward");
  if constexpr (has_value && takes_it && has_quantity) run_checked<Loop, Quantity, size>(f, to, x...);
}

/// The same functions of pointers to the first elements, with the number of elements last.
template <class Function>
struct of_pointers {
  template <class F, class... Arguments>
    requires(pointers_and_length<Arguments...>)
  XACT_INLINE void operator()(const F& f, Arguments... arguments) const noexcept {
    on(f, std::tuple(arguments...), std::make_index_sequence<sizeof...(Arguments) - 1>{});
  }

 private:
  template <class F, class... Arguments, std::size_t... i>
  XACT_INLINE void on(const F& f, const std::tuple<Arguments...>& all,
                      std::index_sequence<i...>) const noexcept {
    const auto n = static_cast<std::size_t>(std::get<sizeof...(i)>(all));
    static_cast<const Function&> (*this)(f, std::span(std::get<i>(all), n)...);
  }
};

/// The function over arrays that computes this quantity of any activation.
template <array_loop Loop, class Quantity>
struct function;

/// y[i] = f(x[i]).
template <array_loop Loop>
struct function<Loop, core::forward_of> : of_pointers<function<Loop, core::forward_of>> {
  using of_pointers<function>::operator();
  template <class F, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, X&& x, Y&& y) const noexcept {
    compute<Loop, core::forward_of, common_size<X, Y>>(f, to(view_of(y)), view_of(x));
  }
  /// In place.
  template <class F, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, Y&& y) const noexcept {
    (*this)(f, y, y);
  }
};

/// dydx[i] = f'(x[i]).
template <array_loop Loop>
struct function<Loop, core::derivative_of> : of_pointers<function<Loop, core::derivative_of>> {
  using of_pointers<function>::operator();
  template <class F, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, X&& x, Y&& dydx) const noexcept {
    compute<Loop, core::derivative_of, common_size<X, Y>>(f, to(view_of(dydx)), view_of(x));
  }
};

/// grad_input[i] = grad_output[i] f'(x[i]): the chain rule, from the input of the forward pass.
template <array_loop Loop>
struct function<Loop, core::backward_of> : of_pointers<function<Loop, core::backward_of>> {
  using of_pointers<function>::operator();
  template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, G&& grad_output, X&& x, Y&& grad_input) const noexcept {
    compute<Loop, core::backward_of, common_size<G, X, Y>>(f, to(view_of(grad_input)), view_of(grad_output),
                                                           view_of(x));
  }
};

/// grad_input[i] = grad_output[i] f'(x[i]), from y[i] = f(x[i]), the output of the forward pass.
template <array_loop Loop>
struct function<Loop, core::backward_from_output_of>
    : of_pointers<function<Loop, core::backward_from_output_of>> {
  using of_pointers<function>::operator();
  template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(const F& f, G&& grad_output, X&& y, Y&& grad_input) const noexcept {
    compute<Loop, core::backward_from_output_of, common_size<G, X, Y>>(f, to(view_of(grad_input)),
                                                                       view_of(grad_output), view_of(y));
  }
};

/// y[i] = f(x[i]) and dydx[i] = f'(x[i]), in one pass.
template <array_loop Loop>
struct function<Loop, core::forward_and_derivative_of>
    : of_pointers<function<Loop, core::forward_and_derivative_of>> {
  using of_pointers<function>::operator();
  template <class F, array_of_floats X, mutable_array_of_floats Y, mutable_array_of_floats D>
  XACT_INLINE void operator()(const F& f, X&& x, Y&& y, D&& dydx) const noexcept {
    compute<Loop, core::forward_and_derivative_of, common_size<X, Y, D>>(f, to(view_of(y), view_of(dydx)),
                                                                         view_of(x));
  }
};

}  // namespace xact::array
