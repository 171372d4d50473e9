// SPDX-License-Identifier: MIT

#pragma once

#if defined(XACT_DISPATCH_HEADER)
#include XACT_DISPATCH_HEADER
#else
#include "xact/activations.hpp"
#endif

#include "xact/base/macros_aside.hpp"

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "xact/array/conversion.hpp"
#include "xact/array/functions.hpp"
#include "xact/array/gates.hpp"
#include "xact/array/loop.hpp"
#include "xact/array/row_functions.hpp"
#include "xact/array/sum.hpp"
#include "xact/array/transform.hpp"
#include "xact/base/config.hpp"
#include "xact/core/activation_list.hpp"
#include "xact/core/concepts.hpp"
#include "xact/core/gate.hpp"
#include "xact/core/quantity.hpp"
#include "xact/simd/float16_format.hpp"

// One binary for all processors: the array functions of algorithm.hpp, each compiled for several instruction
// sets, of which the first call takes the best that the machine has. In CMake, for each target that calls
// them:
//
//     xact_add_dispatch(your_target)        # with ROWS, also the functions of rows.hpp
//
// adds these loops to the target, whose own files stay as they are compiled and include no xsimd. (Without
// CMake, do what cmake/dispatch/xact-dispatch.cmake does: compile kernels.cpp for each set, and choose.cpp.)
// The environment variable XACT_INSTRUCTION_SET, read at that first call, names the set for a test: baseline
// (what the target is compiled for), avx2 (with FMA), avx512. Results are those of algorithm.hpp, and differ
// between sets only as docs/contract.md says of the two arithmetic classes.

namespace xact::dispatch {

namespace detail {

/// A list, and with it the functions of rows: a list of its own, since another part of the program may have
/// the same one without them.
template <class List>
struct with_rows;
template <class... F>
struct with_rows<activation_list<F...>> {
  using type = activation_list<F..., array::row_kernels>;
};

}  // namespace detail

/// What the loops are compiled for: an activation_list, by default of all.
#if defined(XACT_DISPATCH_ACTIVATIONS) && defined(XACT_DISPATCH_ROWS)
using activations = detail::with_rows<XACT_DISPATCH_ACTIVATIONS>::type;
#elif defined(XACT_DISPATCH_ACTIVATIONS)
using activations = XACT_DISPATCH_ACTIVATIONS;
#elif defined(XACT_DISPATCH_ROWS)
using activations = detail::with_rows<all_activations>::type;
#else
using activations = all_activations;
#endif

namespace detail {

/// The loop over a quantity of F, from arrays of Ts.
template <class Quantity, class F, class Results, class... Ts>
struct loop {
  void (*run)(const F& f, std::size_t n, Results out, const Ts*... in) noexcept;
};
/// Stands where F does not have the quantity.
template <class Quantity>
struct no_loop {};

/// The loop over a quantity of F on arrays of T, by its numbers of inputs and outputs.
template <class Quantity, class F, class T>
consteval auto loop_of() {
  return []<std::size_t... k, std::size_t... i>(std::index_sequence<k...>, std::index_sequence<i...>) {
    return loop<Quantity, F, array::results<std::enable_if_t<(k < Quantity::outputs), T>...>,
                std::enable_if_t<(i < Quantity::inputs), T>...>{};
  }
  (std::make_index_sequence<Quantity::outputs>{}, std::make_index_sequence<Quantity::inputs>{});
}
/// The same where F has that quantity.
template <class Quantity, class F, class T>
consteval auto loop_if_any() {
  if constexpr (Quantity::on_arrays && Quantity::template exists<F, T>)
    return loop_of<Quantity, F, T>();
  else
    return no_loop<Quantity>{};
}

/// The loops over all quantities of F on arrays of T.
template <class F, class T, class Quantities = core::quantities>
struct loops_of;
template <class F, class T, class... Quantity>
struct loops_of<F, T, core::quantity_list<Quantity...>> : decltype(loop_if_any<Quantity, F, T>())... {};

/// The loops over the calls of a function object, for transform: of what is not an activation, whose loops
/// are those above; of a gate with its gradients.
template <class F, class T, class Calls>
struct loops_of_calls;
template <class F, class T, class... Call>
struct loops_of_calls<F, T, core::quantity_list<Call...>> : decltype(loop_of<Call, F, T>())... {};
template <class F, class T>
consteval auto calls_of() {
  if constexpr (has_forward<F, float> || has_forward<F, double>)
    return core::quantity_list<>{};
  else
    return array::calls_of<F, T>();
}
template <class F, class T>
struct loops_of_function : loops_of_calls<F, T, decltype(calls_of<F, T>())> {};
template <class F, class T>
  requires core::is_gate<F, T>
struct loops_of_function<F, T>
    : loops_of_calls<F, T, decltype(calls_of<F, T>())>,
      loops_of_calls<array::gradients_of<F>, T, core::quantity_list<array::call_of<3, 2>>> {
};
template <class T>
struct loops_of_function<array::sum, T>
    : loops_of_calls<array::sum, T, core::quantity_list<array::sum_of_two>> {};

/// What runs a kernel of rows.
template <class Kernel>
struct kernel_loop {
  void (*run_kernel)(const Kernel& kernel) noexcept;
};
template <class... Kernel>
struct kernel_loops : kernel_loop<Kernel>... {};
template <class T>
struct loops_of_function<array::row_kernels, T> : array::row_kernels::as<T, kernel_loops> {};

/// The loop that a kernel for 16 bits runs in, if F has one.
template <class F, class Format>
struct narrow_loop {};
template <class F, class Format>
  requires core::has_narrow_kernel<F, Format>
struct narrow_loop<F, Format> : loop<core::forward_narrow_of<Format>, F, array::results<float>, float> {
};
template <class F>
struct narrow_loops : narrow_loop<F, simd::bfloat16_format>, narrow_loop<F, simd::float16_format> {};

/// The loop that converts.
template <class Conversion>
struct conversion_loop {
  void (*convert)(const Conversion& conversion, std::size_t n) noexcept;
};
template <class Format>
struct conversion_loops : conversion_loop<array::widening<Format>>,
                          conversion_loop<array::narrowing<Format>>,
                          conversion_loop<array::narrowing_and_noting_halfway<Format>> {};

/// All loops of all activations in one instruction set.
template <class Activations>
struct loops;
template <class... F>
struct loops<activation_list<F...>> : loops_of<F, float>...,
                                      loops_of<F, double>...,
                                      loops_of_function<F, float>...,
                                      loops_of_function<F, double>...,
                                      loops_of_function<array::sum, float>,
                                      loops_of_function<array::sum, double>,
                                      narrow_loops<F>...,
                                      conversion_loops<simd::bfloat16_format>,
                                      conversion_loops<simd::float16_format> {
  const char* instruction_set;

  template <class Function>
  static constexpr bool has =
      std::same_as<Function, array::sum> ||
      ((std::same_as<Function, F> || std::same_as<Function, array::gradients_of<F>>) || ...);
};

/// The loops for this machine, looked for once, by whichever thread comes first. xact_add_dispatch adds its
/// definition to the target.
template <class Activations>
XACT_HIDDEN const loops<Activations>& best();
extern template const loops<activations>& best<activations>();

/// Whether ROWS were given. It is asked for a kernel, so that only a call of it may be refused.
template <class Kernel>
inline constexpr bool are_rows_compiled = loops<activations>::template has<array::row_kernels>;

/// The loops of the instruction set that was chosen.
struct dispatched_loop {
  template <class T>
  using value = T;

  template <class Quantity, class F, class... Ys, class T, std::same_as<T>... Ts>
  XACT_INLINE static void run(const F& f, std::size_t n, array::results<Ys...> out, const T* in,
                              const Ts*... ins) noexcept {
    constexpr bool compiled = loops<activations>::template has<F>;
    static_assert(
        compiled,
        "xact: this activation is not compiled for dispatch; it has to be in the "
        "ACTIVATIONS that are given to xact_add_dispatch, as a function object of your own has, or a "
        "gate");
    if constexpr (compiled) {
      const loop<Quantity, F, array::results<Ys...>, T, Ts...>& of_quantity = best<activations>();
      of_quantity.run(f, n, out, in, ins...);
    }
  }
  template <class Conversion>
  XACT_INLINE static void convert(const Conversion& conversion, std::size_t n) noexcept {
    const conversion_loop<Conversion>& of_conversion = best<activations>();
    of_conversion.convert(conversion, n);
  }
  template <class T, class Kernel>
  XACT_INLINE static void call(const Kernel& kernel) noexcept {
    constexpr bool compiled = are_rows_compiled<Kernel>;
    static_assert(
        compiled,
        "xact: the functions of rows are not compiled for dispatch: give ROWS to xact_add_dispatch, "
        "as in xact_add_dispatch(your_target ROWS)");
    if constexpr (compiled) {
      const kernel_loop<Kernel>& of_kernel = best<activations>();
      of_kernel.run_kernel(kernel);
    }
  }
  static constexpr bool converts_anything = false;  // but what is in the table
};

template <class Quantity>
using function = array::function<dispatched_loop, Quantity>;

}  // namespace detail

/// The name of the instruction set that was chosen: "baseline", "avx2" or "avx512".
XACT_INLINE const char* instruction_set() noexcept { return detail::best<activations>().instruction_set; }

// The functions of algorithm.hpp, with the same arguments.

/// forward(f, x, y): y[i] = f(x[i]).
inline constexpr detail::function<core::forward_of> forward{};

/// derivative(f, x, dydx): dydx[i] = f'(x[i]).
inline constexpr detail::function<core::derivative_of> derivative{};

/// backward(f, grad_output, x, grad_input): grad_input[i] = grad_output[i] f'(x[i]).
inline constexpr detail::function<core::backward_of> backward{};

/// backward_from_output(f, grad_output, y, grad_input): the same, from y[i] = f(x[i]).
inline constexpr detail::function<core::backward_from_output_of> backward_from_output{};

/// accumulate_backward(f, grad_output, x, grad_input): grad_input[i] += grad_output[i] f'(x[i]).
inline constexpr array::accumulating<detail::dispatched_loop, core::backward_of> accumulate_backward{};

/// accumulate_backward_from_output(f, grad_output, y, grad_input): the same, from y[i] = f(x[i]).
inline constexpr array::accumulating<detail::dispatched_loop, core::backward_from_output_of>
    accumulate_backward_from_output{};

/// forward_and_derivative(f, x, y, dydx): y[i] = f(x[i]) and dydx[i] = f'(x[i]).
inline constexpr detail::function<core::forward_and_derivative_of> forward_and_derivative{};

// Of transform.hpp and gates.hpp: the function objects and gates in the ACTIVATIONS that are given to
// xact_add_dispatch. A function object is of a type that the header there defines, so that no two files mean
// different ones.

/// transform(f, x..., y): y[i] = f(x[i]...).
inline constexpr array::transform_function<detail::dispatched_loop> transform{};

/// forward_gated(f, a, b, y): y[i] = f(a[i], b[i]), for a gate f.
inline constexpr array::forward_gated_function<detail::dispatched_loop> forward_gated{};

/// backward_gated(f, grad_output, a, b, grad_a, grad_b): its gradients.
inline constexpr array::backward_gated_function<detail::dispatched_loop> backward_gated{};

// Of rows.hpp, which says what they compute, where ROWS is given to xact_add_dispatch.

/// softmax(x, y[, n]).
inline constexpr array::softmax_of_rows<detail::dispatched_loop> softmax{};
/// softmax_backward(grad_output, y, grad_input[, n]).
inline constexpr array::softmax_backward_of_rows<detail::dispatched_loop> softmax_backward{};
/// log_softmax(x, y[, n]).
inline constexpr array::log_softmax_of_rows<detail::dispatched_loop> log_softmax{};
/// log_softmax_backward(grad_output, y, grad_input[, n]).
inline constexpr array::log_softmax_backward_of_rows<detail::dispatched_loop> log_softmax_backward{};
/// logsumexp(x, y[, n]).
inline constexpr array::logsumexp_of_rows<detail::dispatched_loop> logsumexp{};
/// logsumexp_backward(grad_output, x, y, grad_input[, n]).
inline constexpr array::logsumexp_backward_of_rows<detail::dispatched_loop> logsumexp_backward{};
/// softmax_cross_entropy(x, classes, loss[, n]).
inline constexpr array::cross_entropy_of_rows<detail::dispatched_loop> softmax_cross_entropy{};
/// softmax_cross_entropy_backward(grad_loss, x, classes, grad_input[, n]).
inline constexpr array::cross_entropy_backward_of_rows<detail::dispatched_loop>
    softmax_cross_entropy_backward{};
/// bce_with_logits(x, target, loss).
inline constexpr array::bce_of_elements<detail::dispatched_loop> bce_with_logits{};
/// bce_with_logits_backward(grad_output, x, target, grad_input).
inline constexpr array::bce_backward_of_elements<detail::dispatched_loop> bce_with_logits_backward{};

}  // namespace xact::dispatch

#include "xact/base/macros_back.hpp"
