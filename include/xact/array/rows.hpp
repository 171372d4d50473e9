// SPDX-License-Identifier: MIT

#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <ranges>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include "xact/array/checks.hpp"
#include "xact/array/loop.hpp"
#include "xact/array/row_arrays.hpp"
#include "xact/array/row_kernels.hpp"
#include "xact/array/row_softmax.hpp"
#include "xact/base/config.hpp"
#include "xact/core/float16.hpp"

// The functions of rows over arrays, whatever runs their loop: they look at types, sizes and overlap, and
// hand a kernel to the loop.

namespace xact {

/// A contiguous range of integers.
template <class R>
concept array_of_integers = std::ranges::contiguous_range<R> && std::ranges::sized_range<R> &&
    std::integral<std::ranges::range_value_t<R>> && !std::same_as<std::ranges::range_value_t<R>, bool>;

namespace array {

template <array_of_integers R>
XACT_INLINE auto view_of_integers(R& range) noexcept {
  using I = std::remove_pointer_t<decltype(std::ranges::data(range))>;
  return view<I>{std::ranges::data(range), static_cast<std::size_t>(std::ranges::size(range))};
}

/// Stops the compilation, in words, where arrays of these types do not go together.
template <class... Ts>
consteval void must_go_together() {
  static_assert(
      go_together<std::remove_const_t<Ts>...>,
      "xact: the arrays must all be of one type; float may stand beside bfloat16, or beside float16");
}

/// `size` elements as rows of n.
XACT_INLINE rows in_rows(std::size_t size, std::size_t n) noexcept {
  assert((n == 0 ? size == 0 : size % n == 0) && "xact: the size of the arrays is not a multiple of n");
  return {n == 0 ? 0 : size / n, n};
}

/// Each input, of the size of y, is y or lies apart from it.
template <class Y, class... Xs>
XACT_INLINE void must_be_in_place_or_apart([[maybe_unused]] view<Y> y,
                                           [[maybe_unused]] view<Xs>... x) noexcept {
  assert(((x.size == y.size) && ...) && "xact: the arrays differ in size");
  assert((y.size == 0 || (same_or_apart(y.data, x.data, y.size) && ...)) &&
         "xact: an output overlaps an input partly; it may be an input or lie apart");
}
/// Arrays that have an element a row do not overlap the output.
template <class Y, class X>
XACT_INLINE void must_have_one_a_row([[maybe_unused]] view<Y> y, [[maybe_unused]] const rows& all,
                                     [[maybe_unused]] view<X> x) noexcept {
  assert(x.size == all.count && "xact: an array that has one element a row differs in size from the rows");
  assert(apart(y, x) && "xact: the output overlaps an array that has one element a row");
}
template <class I>
XACT_INLINE void must_be_classes([[maybe_unused]] view<I> classes,
                                 [[maybe_unused]] const rows& all) noexcept {
#if !defined(NDEBUG)
  for (std::size_t i = 0; i < classes.size; ++i) {
    const bool is_class = classes.data[i] >= I(0) && static_cast<std::size_t>(classes.data[i]) < all.n;
    assert(is_class && "xact: a class is not in [0, n)");
  }
#endif
}

/// The same functions of pointers, then n and the number of rows: each array has n elements a row, or one.
template <class Function, bool... has_one_a_row>
struct rows_of_pointers {
  template <class... Arguments>
    requires(sizeof...(Arguments) == sizeof...(has_one_a_row) + 2 && pointers_and_numbers<2, Arguments...>)
  XACT_INLINE void operator()(Arguments... arguments) const noexcept {
    on(std::tuple(arguments...), std::make_index_sequence<sizeof...(has_one_a_row)>{});
  }

 private:
  template <class... Arguments, std::size_t... i>
  XACT_INLINE void on(const std::tuple<Arguments...>& all, std::index_sequence<i...>) const noexcept {
    const auto n = static_cast<std::size_t>(std::get<sizeof...(i)>(all)),
               count = static_cast<std::size_t>(std::get<sizeof...(i) + 1>(all));
    static_cast<const Function&> (*this)(std::span(std::get<i>(all), has_one_a_row ? count : n * count)...,
                                         n);
  }
};

/// From x of rows to y of the same size.
template <array_loop Loop, template <class> class Kernel>
struct function_of_rows : rows_of_pointers<function_of_rows<Loop, Kernel>, false, false> {
  using rows_of_pointers<function_of_rows, false, false>::operator();
  template <array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(X&& x, Y&& y) const noexcept {
    on_views(view_of(x), view_of(y), view_of(x).size);
  }
  template <array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(X&& x, Y&& y, std::size_t n) const noexcept {
    on_views(view_of(x), view_of(y), n);
  }

 private:
  template <class X, class Y>
  XACT_INLINE static void on_views(view<X> x, view<Y> y, std::size_t n) noexcept {
    must_go_together<X, Y>();
    must_be_in_place_or_apart(y, x);
    using T = computed_in<Y>;
    Loop::template call<T>(Kernel<T>{in_rows(x.size, n), input<T>::of(x), output<T>::of(y)});
  }
};

/// From grad_output and y, both of rows, to grad_input.
template <array_loop Loop, template <class> class Kernel>
struct gradient_of_rows : rows_of_pointers<gradient_of_rows<Loop, Kernel>, false, false, false> {
  using rows_of_pointers<gradient_of_rows, false, false, false>::operator();
  template <array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(G&& grad_output, X&& y, Y&& grad_input) const noexcept {
    on_views(view_of(grad_output), view_of(y), view_of(grad_input), view_of(y).size);
  }
  template <array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(G&& grad_output, X&& y, Y&& grad_input, std::size_t n) const noexcept {
    on_views(view_of(grad_output), view_of(y), view_of(grad_input), n);
  }

 private:
  template <class G, class X, class Y>
  XACT_INLINE static void on_views(view<G> grad_output, view<X> y, view<Y> grad_input,
                                   std::size_t n) noexcept {
    must_go_together<G, X, Y>();
    must_be_in_place_or_apart(grad_input, grad_output, y);
    using T = computed_in<Y>;
    Loop::template call<T>(
        Kernel<T>{in_rows(y.size, n), input<T>::of(grad_output), input<T>::of(y), output<T>::of(grad_input)});
  }
};

/// From rows of n elements to one number a row.
template <array_loop Loop>
struct logsumexp_function : rows_of_pointers<logsumexp_function<Loop>, false, true> {
  using rows_of_pointers<logsumexp_function, false, true>::operator();
  template <array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(X&& x, Y&& y) const noexcept {
    on_views(view_of(x), view_of(y), view_of(x).size);
  }
  template <array_of_floats X, mutable_array_of_floats Y>
  XACT_INLINE void operator()(X&& x, Y&& y, std::size_t n) const noexcept {
    on_views(view_of(x), view_of(y), n);
  }

 private:
  template <class X, class Y>
  XACT_INLINE static void on_views(view<X> x, view<Y> y, std::size_t n) noexcept {
    must_go_together<X, Y>();
    const rows all = in_rows(x.size, n);
    must_have_one_a_row(x, all, y);
    using T = computed_in<Y>;
    Loop::template call<T>(logsumexp_kernel<T>{all, input<T>::of(x), output<T>::of(y)});
  }
};

template <array_loop Loop>
struct logsumexp_backward_function
    : rows_of_pointers<logsumexp_backward_function<Loop>, true, false, true, false> {
  using rows_of_pointers<logsumexp_backward_function, true, false, true, false>::operator();
  template <array_of_floats G, array_of_floats X, array_of_floats R, mutable_array_of_floats Y>
  XACT_INLINE void operator()(G&& grad_output, X&& x, R&& y, Y&& grad_input) const noexcept {
    on_views(view_of(grad_output), view_of(x), view_of(y), view_of(grad_input), view_of(x).size);
  }
  template <array_of_floats G, array_of_floats X, array_of_floats R, mutable_array_of_floats Y>
  XACT_INLINE void operator()(G&& grad_output, X&& x, R&& y, Y&& grad_input, std::size_t n) const noexcept {
    on_views(view_of(grad_output), view_of(x), view_of(y), view_of(grad_input), n);
  }

 private:
  template <class G, class X, class R, class Y>
  XACT_INLINE static void on_views(view<G> grad_output, view<X> x, view<R> y, view<Y> grad_input,
                                   std::size_t n) noexcept {
    must_go_together<G, X, R, Y>();
    must_be_in_place_or_apart(grad_input, x);
    const rows all = in_rows(x.size, n);
    must_have_one_a_row(grad_input, all, grad_output);
    must_have_one_a_row(grad_input, all, y);
    using T = computed_in<Y>;
    Loop::template call<T>(logsumexp_backward_kernel<T>{all, input<T>::of(grad_output), input<T>::of(x),
                                                        input<T>::of(y), output<T>::of(grad_input)});
  }
};

template <array_loop Loop>
struct cross_entropy_function : rows_of_pointers<cross_entropy_function<Loop>, false, true, true> {
  using rows_of_pointers<cross_entropy_function, false, true, true>::operator();
  template <array_of_floats X, array_of_integers Classes, mutable_array_of_floats Y>
  XACT_INLINE void operator()(X&& x, Classes&& classes, Y&& loss) const noexcept {
    on_views(view_of(x), view_of_integers(classes), view_of(loss), view_of(x).size);
  }
  template <array_of_floats X, array_of_integers Classes, mutable_array_of_floats Y>
  XACT_INLINE void operator()(X&& x, Classes&& classes, Y&& loss, std::size_t n) const noexcept {
    on_views(view_of(x), view_of_integers(classes), view_of(loss), n);
  }

 private:
  template <class X, class I, class Y>
  XACT_INLINE static void on_views(view<X> x, view<I> classes, view<Y> loss, std::size_t n) noexcept {
    must_go_together<X, Y>();
    const rows all = in_rows(x.size, n);
    must_have_one_a_row(x, all, loss);
    must_have_one_a_row(loss, all, classes);
    must_be_classes(classes, all);
    using T = computed_in<Y>;
    Loop::template call<T>(
        cross_entropy_kernel<T>{all, input<T>::of(x), indices::of(classes), output<T>::of(loss)});
  }
};

template <array_loop Loop>
struct cross_entropy_backward_function
    : rows_of_pointers<cross_entropy_backward_function<Loop>, true, false, true, false> {
  using rows_of_pointers<cross_entropy_backward_function, true, false, true, false>::operator();
  template <array_of_floats G, array_of_floats X, array_of_integers Classes, mutable_array_of_floats Y>
  XACT_INLINE void operator()(G&& grad_loss, X&& x, Classes&& classes, Y&& grad_input) const noexcept {
    on_views(view_of(grad_loss), view_of(x), view_of_integers(classes), view_of(grad_input), view_of(x).size);
  }
  template <array_of_floats G, array_of_floats X, array_of_integers Classes, mutable_array_of_floats Y>
  XACT_INLINE void operator()(G&& grad_loss, X&& x, Classes&& classes, Y&& grad_input,
                              std::size_t n) const noexcept {
    on_views(view_of(grad_loss), view_of(x), view_of_integers(classes), view_of(grad_input), n);
  }

 private:
  template <class G, class X, class I, class Y>
  XACT_INLINE static void on_views(view<G> grad_loss, view<X> x, view<I> classes, view<Y> grad_input,
                                   std::size_t n) noexcept {
    must_go_together<G, X, Y>();
    must_be_in_place_or_apart(grad_input, x);
    const rows all = in_rows(x.size, n);
    must_have_one_a_row(grad_input, all, grad_loss);
    must_have_one_a_row(grad_input, all, classes);
    must_be_classes(classes, all);
    using T = computed_in<Y>;
    Loop::template call<T>(cross_entropy_backward_kernel<T>{all, input<T>::of(grad_loss), input<T>::of(x),
                                                            indices::of(classes), output<T>::of(grad_input)});
  }
};

/// Element by element.
template <array_loop Loop>
struct bce_function {
  template <class X, class R, class Y>
  XACT_INLINE void operator()(const X* x, const R* target, Y* loss, std::size_t n) const noexcept {
    (*this)(std::span(x, n), std::span(target, n), std::span(loss, n));
  }
  template <array_of_floats X, array_of_floats R, mutable_array_of_floats Y>
  XACT_INLINE void operator()(X&& x, R&& target, Y&& loss) const noexcept {
    on_views(view_of(x), view_of(target), view_of(loss));
  }

 private:
  template <class X, class R, class Y>
  XACT_INLINE static void on_views(view<X> x, view<R> target, view<Y> loss) noexcept {
    must_go_together<X, R, Y>();
    must_be_in_place_or_apart(loss, x, target);
    using T = computed_in<Y>;
    Loop::template call<T>(
        bce_kernel<T>{loss.size, input<T>::of(x), input<T>::of(target), output<T>::of(loss)});
  }
};

template <array_loop Loop>
struct bce_backward_function {
  template <class G, class X, class R, class Y>
  XACT_INLINE void operator()(const G* grad_output, const X* x, const R* target, Y* grad_input,
                              std::size_t n) const noexcept {
    (*this)(std::span(grad_output, n), std::span(x, n), std::span(target, n), std::span(grad_input, n));
  }
  template <array_of_floats G, array_of_floats X, array_of_floats R, mutable_array_of_floats Y>
  XACT_INLINE void operator()(G&& grad_output, X&& x, R&& target, Y&& grad_input) const noexcept {
    on_views(view_of(grad_output), view_of(x), view_of(target), view_of(grad_input));
  }

 private:
  template <class G, class X, class R, class Y>
  XACT_INLINE static void on_views(view<G> grad_output, view<X> x, view<R> target,
                                   view<Y> grad_input) noexcept {
    must_go_together<G, X, R, Y>();
    must_be_in_place_or_apart(grad_input, grad_output, x, target);
    using T = computed_in<Y>;
    Loop::template call<T>(bce_backward_kernel<T>{grad_input.size, input<T>::of(grad_output), input<T>::of(x),
                                                  input<T>::of(target), output<T>::of(grad_input)});
  }
};

}  // namespace array
}  // namespace xact
