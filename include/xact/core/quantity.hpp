// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string_view>

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/core/concepts.hpp"
#include "xact/simd/unrolled.hpp"

// The quantities: what can be computed of an activation, on scalars, batches and arrays. This is the one list
// of them: array functions, dispatch, tests and benchmarks fold over it. Of each it says
//
//     name                  as in xact::forward
//     inputs, outputs       how many numbers go in and come out
//     parts                 the quantity of each output
//     from_output           whether the last input is y = f(x) instead of x
//     on_arrays             whether there is an array function of that name
//     unroll                which member of simd::unrolling is for it
//     exists<F, T>          whether F has it on numbers of type T
//     call(f, inputs...)    the value, or the two outputs as a value_and_derivative

namespace xact::core {

/// A list of quantities.
template <class... Quantities>
struct quantity_list {
  static constexpr std::size_t size = sizeof...(Quantities);

  /// Calls visit(quantity) for each.
  template <class Visit>
  static constexpr void for_each(Visit&& visit) {
    (visit(Quantities{}), ...);
  }
};

template <class... Qs, class... More>
consteval quantity_list<Qs..., More...> operator+(quantity_list<Qs...>, quantity_list<More...>) {
  return {};
}

/// What most quantities have in common.
template <class Quantity, std::size_t how_many_inputs>
struct one_output {
  static constexpr std::size_t inputs = how_many_inputs, outputs = 1;
  using parts = quantity_list<Quantity>;
  static constexpr bool on_arrays = true;
};

/// What quantities of x have in common.
struct takes_input {
  static constexpr bool from_output = false;
  template <class F, class T>
  static constexpr bool exists = activation<F, T>;
};

/// What quantities of y = f(x) have in common.
struct takes_output {
  static constexpr bool from_output = true;
  static constexpr auto unroll = &simd::unrolling::from_output;
  template <class F, class T>
  static constexpr bool exists = activation<F, T>&& differentiable_from_output<F, T>;
};

/// f(x).
struct forward_of : one_output<forward_of, 1>, takes_input {
  static constexpr std::string_view name = "forward";
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class F, class T>
  static constexpr bool exists = has_forward<F, T>;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V x) noexcept {
    return f.forward(x);
  }
};

/// f'(x).
struct derivative_of : one_output<derivative_of, 1>, takes_input {
  static constexpr std::string_view name = "derivative";
  static constexpr auto unroll = &simd::unrolling::derivative;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V x) noexcept {
    return f.derivative(x);
  }
};

/// f'(x), from y = f(x). Over arrays there is backward_from_output.
struct derivative_from_output_of : one_output<derivative_from_output_of, 1>, takes_output {
  static constexpr std::string_view name = "derivative_from_output";
  static constexpr bool on_arrays = false;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V y) noexcept {
    return f.derivative_from_output(y);
  }
};

/// grad_output f'(x).
struct backward_of : one_output<backward_of, 2>, takes_input {
  static constexpr std::string_view name = "backward";
  static constexpr auto unroll = &simd::unrolling::derivative;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V grad_output, V x) noexcept {
    return grad_output * f.derivative(x);
  }
};

/// grad_output f'(x), from y = f(x).
struct backward_from_output_of : one_output<backward_from_output_of, 2>, takes_output {
  static constexpr std::string_view name = "backward_from_output";
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V grad_output, V y) noexcept {
    return grad_output * f.derivative_from_output(y);
  }
};

/// f(x) and f'(x).
struct forward_and_derivative_of : takes_input {
  static constexpr std::string_view name = "forward_and_derivative";
  static constexpr std::size_t inputs = 1, outputs = 2;
  using parts = quantity_list<forward_of, derivative_of>;
  static constexpr bool on_arrays = true;
  static constexpr auto unroll = &simd::unrolling::both;
  template <class F, class V>
  XACT_INLINE static constexpr value_and_derivative<V> call(const F& f, V x) noexcept {
    return f.forward_and_derivative(x);
  }
};

using quantities = quantity_list<forward_of, derivative_of, derivative_from_output_of, backward_of,
                                 backward_from_output_of, forward_and_derivative_of>;

/// Calls visit(quantity) for each quantity.
template <class Visit>
constexpr void for_each_quantity(Visit&& visit) {
  quantities::for_each(visit);
}

/// F has a kernel for inputs of this format of 16 bits alone.
template <class F, class Format>
concept has_narrow_kernel = requires(const F f, float x) {
  f.template eval_narrow<Format>(x);
};

/// f(x) for x of 16 bits, by the kernel for them alone, in floats that are still to be rounded.
template <class Format>
struct forward_narrow_of : one_output<forward_narrow_of<Format>, 1>, takes_input {
  static constexpr std::string_view name = "forward";
  static constexpr auto unroll = &simd::unrolling::narrow;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V x) noexcept {
    return f.template forward_narrow<Format>(x);
  }
};

}  // namespace xact::core
