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

#include "xact/array/conversion.hpp"
#include "xact/array/functions.hpp"
#include "xact/array/loop.hpp"
#include "xact/base/config.hpp"
#include "xact/core/activation_list.hpp"
#include "xact/core/concepts.hpp"
#include "xact/core/quantity.hpp"
#include "xact/simd/float16_format.hpp"

// One binary for all processors: the array functions of algorithm.hpp, each compiled for several instruction
// sets, of which the first call takes the best that the machine has. In CMake, for each target that calls
// them:
//
//     xact_add_dispatch(your_target)
//
// adds these loops to the target, whose own files stay as they are compiled and include no xsimd. (Without
// CMake, do what cmake/dispatch/xact-dispatch.cmake does: compile kernels.cpp for each set, and choose.cpp.)
// The environment variable XACT_INSTRUCTION_SET, read at that first call, names the set for a test: baseline
// (what the target is compiled for), avx2 (with FMA), avx512. Results are those of algorithm.hpp, and differ
// between sets only as docs/contract.md says of the two arithmetic classes.

namespace xact::dispatch {

/// What the loops are compiled for: an activation_list, by default of all.
#if defined(XACT_DISPATCH_ACTIVATIONS)
using activations = XACT_DISPATCH_ACTIVATIONS;
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
  if constexpr (!Quantity::on_arrays || !Quantity::template exists<F, T>)
    return no_loop<Quantity>{};
  else if constexpr (Quantity::outputs == 2)
    return loop<Quantity, F, array::results<T, T>, T>{};
  else if constexpr (Quantity::inputs == 2)
    return loop<Quantity, F, array::results<T>, T, T>{};
  else
    return loop<Quantity, F, array::results<T>, T>{};
}

/// The loops over all quantities of F on arrays of T.
template <class F, class T, class Quantities = core::quantities>
struct loops_of;
template <class F, class T, class... Quantity>
struct loops_of<F, T, core::quantity_list<Quantity...>> : decltype(loop_of<Quantity, F, T>())... {};

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
                                      narrow_loops<F>...,
                                      conversion_loops<simd::bfloat16_format>,
                                      conversion_loops<simd::float16_format> {
  const char* instruction_set;

  template <class Activation>
  static constexpr bool has = (std::same_as<Activation, F> || ...);
};

/// The loops for this machine, looked for once, by whichever thread comes first. xact_add_dispatch adds its
/// definition to the target.
template <class Activations>
XACT_HIDDEN const loops<Activations>& best();
extern template const loops<activations>& best<activations>();

/// The loops of the instruction set that was chosen.
struct dispatched_loop {
  template <class Quantity, class F, class... Ys, class T, std::same_as<T>... Ts>
  XACT_INLINE static void run(const F& f, std::size_t n, array::results<Ys...> out, const T* in,
                              const Ts*... ins) noexcept {
    constexpr bool compiled = loops<activations>::template has<F>;
    static_assert(compiled,
                  "xact: this activation is not compiled for dispatch; it has to be in the "
                  "ACTIVATIONS that are given to xact_add_dispatch");
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

/// forward_and_derivative(f, x, y, dydx): y[i] = f(x[i]) and dydx[i] = f'(x[i]).
inline constexpr detail::function<core::forward_and_derivative_of> forward_and_derivative{};

}  // namespace xact::dispatch

#include "xact/base/macros_back.hpp"
