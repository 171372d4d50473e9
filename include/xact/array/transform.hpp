// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "xact/array/functions.hpp"
#include "xact/array/loop.hpp"
#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/core/concepts.hpp"
#include "xact/core/quantity.hpp"
#include "xact/simd/unrolled.hpp"

// One pass over several arrays with a function object of the user's.

namespace xact::array {

/// The type of f(x...) for as many x of type V as `i` are.
template <class F, class V, std::size_t... i>
auto result_of_call(std::index_sequence<i...>)
    -> std::remove_cvref_t<decltype(std::declval<const F&>()((static_cast<void>(i), std::declval<V>())...))>;

/// F can be called with so many values of type V.
template <class F, class V, std::size_t inputs>
concept takes = requires {
  array::result_of_call<F, V>(std::make_index_sequence<inputs>{});
};

/// How many numbers of type V a call returns: one, or a tuple of them; 0 where it returns anything else.
template <class Result, class V>
inline constexpr std::size_t outputs_of = std::same_as<Result, V> ? 1 : 0;
template <class V>
inline constexpr std::size_t outputs_of<value_and_derivative<V>, V> = 2;
template <class Result, class V>
  requires requires { std::tuple_size<Result>::value; }
inline constexpr std::size_t outputs_of<Result, V> = []<std::size_t... k>(std::index_sequence<k...>) {
  return (std::same_as<std::tuple_element_t<k, Result>, V> && ...) ? sizeof...(k) : 0;
}
(std::make_index_sequence<std::tuple_size_v<Result>>{});

/// The value of a function object at so many inputs: a quantity, as those of core/quantity.hpp are.
template <std::size_t how_many_inputs, std::size_t how_many_outputs>
struct call_of {
  static constexpr std::size_t inputs = how_many_inputs, outputs = how_many_outputs;
  static constexpr auto unroll = &simd::unrolling::forward;

  template <class F, class V>
  static constexpr bool takes = array::takes<F, V, inputs>;

  template <class F, class... Vs>
  XACT_INLINE static auto call(const F& f, Vs... x) noexcept {
    return f(x...);
  }

 private:
  template <std::size_t... k>
  static auto repeat(std::index_sequence<k...>)
      -> core::quantity_list<std::enable_if_t<(k < outputs), call_of>...>;

 public:
  using parts = decltype(repeat(std::make_index_sequence<outputs>{}));
};

/// What a function object can be called with, of one to four numbers of type T: a list of call_of.
template <class F, class T, std::size_t inputs = 1>
consteval auto calls_of() {
  if constexpr (inputs > 4) {
    return core::quantity_list<>{};
  } else if constexpr (takes<F, T, inputs>) {
    using result = decltype(array::result_of_call<F, T>(std::make_index_sequence<inputs>{}));
    return core::quantity_list<call_of<inputs, outputs_of<result, T>>>{} + calls_of<F, T, inputs + 1>();
  } else {
    return calls_of<F, T, inputs + 1>();
  }
}

/// The outputs of a call: an array, or those of xact::outputs or std::tie.
template <mutable_array_of_floats Y>
XACT_INLINE auto destination_of(Y& y) noexcept {
  return to(view_of(y));
}
template <class... Ys>
XACT_INLINE auto destination_of(const destination<Ys...>& y) noexcept {
  return y;
}
template <mutable_array_of_floats... Ys>
XACT_INLINE auto destination_of(const std::tuple<Ys&...>& y) noexcept {
  return [&]<std::size_t... k>(std::index_sequence<k...>) { return to(view_of(std::get<k>(y))...); }
  (std::index_sequence_for<Ys...>{});
}
template <class Y>
concept has_outputs = requires(Y& y) {
  array::destination_of(y);
};

/// Loop for an f that takes numbers alone: each is computed by itself.
template <array_loop Loop>
struct loop_of_numbers : Loop {
  template <class Quantity, class F, class... Ys, class T, std::same_as<T>... Ts>
  XACT_INLINE static void run(const F& f, std::size_t n, results<Ys...> out, const T* in,
                              const Ts*... ins) noexcept {
    for_each_vector<T, Quantity>(f, n, out, in, ins...);
  }
};

/// transform(f, inputs..., outputs).
template <array_loop Loop>
struct transform_function : of_pointers<transform_function<Loop>> {
  using of_pointers<transform_function>::operator();

  template <class F, class... Arrays>
    requires(sizeof...(Arrays) >= 2 && !pointers_and_length<std::decay_t<Arrays>...>)
  XACT_INLINE void operator()(const F& f, Arrays&&... arrays) const noexcept {
    static_assert(sizeof...(Arrays) <= 5, "xact: transform takes four inputs or less");
    split(f, std::make_index_sequence<sizeof...(Arrays) - 1>{}, std::tuple<Arrays&...>(arrays...));
  }

 private:
  template <class F, std::size_t... i, class... Arrays>
  XACT_INLINE static void split(const F& f, std::index_sequence<i...>,
                                const std::tuple<Arrays&...>& arrays) noexcept {
    constexpr bool have_inputs = (array_of_floats<std::tuple_element_t<i, std::tuple<Arrays...>>> && ...);
    constexpr bool have_outputs = has_outputs<std::tuple_element_t<sizeof...(i), std::tuple<Arrays...>>>;
    static_assert(have_inputs,
                  "xact: the inputs of transform must be contiguous ranges of float, double, bfloat16 or "
                  "float16");
    static_assert(have_outputs,
                  "xact: the last argument of transform must be the output, a contiguous range of float, "
                  "double, bfloat16 or float16 that can be written to, or xact::outputs of several");
    if constexpr (have_inputs && have_outputs)
      call<common_size<Arrays...>>(f, destination_of(std::get<sizeof...(i)>(arrays)),
                                   view_of(std::get<i>(arrays))...);
  }

  template <std::size_t size, class F, class Y, class... Ys, class... Xs>
  XACT_INLINE static void call(const F& f, const destination<Y, Ys...>& to, view<Xs>... x) noexcept {
    using T = computed_in<Y>;
    using value = typename Loop::template value<T>;
    constexpr bool takes_registers = takes<F, value, sizeof...(Xs)>;
    using V = std::conditional_t<takes_registers, value, T>;
    using loop = std::conditional_t<takes_registers, Loop, loop_of_numbers<Loop>>;
    constexpr bool callable = takes<F, V, sizeof...(Xs)>;
    static_assert(callable,
                  "xact: transform calls f with a register's worth of each input, or with a number of each: "
                  "f must take as many arguments as there are inputs, all of one type, as [](auto x) does, "
                  "and be callable as a const object");
    if constexpr (callable) {
      using result = decltype(array::result_of_call<F, V>(std::index_sequence_for<Xs...>{}));
      constexpr bool has_outputs = outputs_of<result, V> == 1 + sizeof...(Ys);
      static_assert(has_outputs,
                    "xact: f must return what it is called with, the same type; or, where transform has "
                    "several outputs, a std::tuple of as many");
      if constexpr (!has_outputs)
        return;
      else if constexpr (std::same_as<result, V> && sizeof...(Xs) == 1 && has_forward<F, T>)
        compute<Loop, core::forward_of, size>(f, to, x...);
      else
        run_checked<loop, call_of<sizeof...(Xs), 1 + sizeof...(Ys)>, size>(f, to, x...);
    }
  }
};

}  // namespace xact::array

namespace xact {

/// Several outputs of transform, whose f returns a std::tuple of as many: outputs(y1, y2).
template <mutable_array_of_floats... Ys>
XACT_INLINE auto outputs(Ys&&... y) noexcept {
  return array::to(array::view_of(y)...);
}

}  // namespace xact
