#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include "xact/core/arrays.hpp"
#include "xact/core/config.hpp"
#include "xact/simd/half.hpp"

#if defined(XACT_DISPATCH_HEADER)
#include XACT_DISPATCH_HEADER
#else
#include "xact/activations.hpp"
#endif

// One binary for all processors: the array functions of algorithm.hpp, each compiled for several instruction
// sets, of which the first call takes the best that the machine has. In CMake, for each target that calls
// them:
//
//     xact_add_dispatch(your_target)
//
// adds these loops to the target, whose own files stay as they are compiled and include no xsimd. (Without
// CMake, do what dispatch/xact-dispatch.cmake does: compile kernels.cpp for each set, and choose.cpp.) The
// environment variable XACT_INSTRUCTION_SET, read at that first call, names the set for a test: baseline
// (what the target is compiled for), avx2 (with FMA), avx512. Results are those of algorithm.hpp, and differ
// between sets only as README.md says of the two arithmetic classes.

namespace xact::dispatch {

/// What the loops are compiled for: an activation_list, by default of all.
#if defined(XACT_DISPATCH_ACTIVATIONS)
using activations = XACT_DISPATCH_ACTIVATIONS;
#else
using activations = all_activations;
#endif

namespace detail {

/// The loop over one quantity of F.
template <class Quantity, class F, class Output, class... Ts>
struct loop {
  void (*run)(const F& f, std::size_t n, Output out, const Ts*... in);
};
/// F has no such quantity.
struct no_loop {};

template <class F, class T>
using loop_from_output =
    std::conditional_t<differentiable_from_output<F, T>,
                       loop<simd::backward_from_output_of, F, simd::output<T>, T, T>, no_loop>;

/// ... that its kernel for 16 bits runs in, if it has one.
template <class F, class Format>
struct kernel_loop {};
template <class F, class Format>
  requires simd::has_kernel_of_16<F, Format>
struct kernel_loop<F, Format> : loop<simd::forward_16_of<Format>, F, simd::output<float>, float> {
};
template <class F>
struct kernel_loops : kernel_loop<F, simd::bfloat16_format>, kernel_loop<F, simd::float16_format> {};

/// All loops of F on arrays of T, where it has any.
template <class F, class T>
struct loops_of {};
template <class F, class T>
  requires exists_for<F, T>
struct loops_of<F, T> : loop<simd::forward_of, F, simd::output<T>, T>,
                        loop<simd::derivative_of, F, simd::output<T>, T>,
                        loop<simd::backward_of, F, simd::output<T>, T, T>,
                        loop_from_output<F, T>,
                        loop<simd::forward_and_derivative_of, F, simd::output_pair<T>, T> {
};

/// One that converts.
template <class Conversion>
struct conversion_loop {
  void (*convert)(const Conversion& conversion, std::size_t n);
};
template <class Format>
struct conversion_loops : conversion_loop<simd::widening_16<Format>>,
                          conversion_loop<simd::rounding_16<Format>>,
                          conversion_loop<simd::rounding_16_with_notes<Format>> {};

/// All loops of all activations in one instruction set.
template <class Activations>
struct loops;
template <class... F>
struct loops<activation_list<F...>> : loops_of<F, float>...,
                                      loops_of<F, double>...,
                                      kernel_loops<F>...,
                                      conversion_loops<simd::bfloat16_format>,
                                      conversion_loops<simd::float16_format> {
  const char* instruction_set;

  template <class Activation>
  static constexpr bool has = (std::same_as<Activation, F> || ...);
};

/// The loops for this machine. xact_add_dispatch adds its definition to the target.
template <class Activations>
XACT_HIDDEN const loops<Activations>& best();

/// ... looked for once, by whichever thread comes first.
template <class Activations>
XACT_HIDDEN const loops<Activations>& chosen() {
  static const loops<Activations>& once = best<Activations>();
  return once;
}

struct chosen_loop {
  template <class Quantity, class F, class Output, class T, std::same_as<T>... Ts>
  XACT_INLINE static void run(const F& f, std::size_t n, Output out, const T* in, const Ts*... ins) {
    constexpr bool compiled = loops<activations>::template has<F>;
    static_assert(compiled,
                  "xact: this activation is not compiled for dispatch; it has to be in the "
                  "ACTIVATIONS that are given to xact_add_dispatch");
    if constexpr (compiled) {
      const loop<Quantity, F, Output, T, Ts...>& of_quantity = chosen<activations>();
      of_quantity.run(f, n, out, in, ins...);
    }
  }
  template <class Conversion>
  XACT_INLINE static void convert(const Conversion& conversion, std::size_t n) {
    const conversion_loop<Conversion>& of_conversion = chosen<activations>();
    of_conversion.convert(conversion, n);
  }
  static constexpr bool converts_anything = false;  // but what is in the table
};

}  // namespace detail

/// The name of the instruction set that was chosen: "baseline", "avx2" or "avx512".
XACT_INLINE const char* instruction_set() { return detail::chosen<activations>().instruction_set; }

/// xact::forward: y[i] = f(x[i]).
template <class F, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void forward(const F& f, const X& x, Y&& y) {
  simd::transform<detail::chosen_loop, simd::forward_of>(f, y, x);
}

/// xact::derivative: dydx[i] = f'(x[i]).
template <class F, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void derivative(const F& f, const X& x, Y&& dydx) {
  simd::transform<detail::chosen_loop, simd::derivative_of>(f, dydx, x);
}

/// xact::backward: grad_input[i] = grad_output[i] f'(x[i]).
template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void backward(const F& f, const G& grad_output, const X& x, Y&& grad_input) {
  simd::transform<detail::chosen_loop, simd::backward_of>(f, grad_input, grad_output, x);
}

/// xact::backward_from_output: grad_input[i] = grad_output[i] f'(x[i]), from y[i] = f(x[i]).
template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void backward_from_output(const F& f, const G& grad_output, const X& y, Y&& grad_input) {
  simd::transform<detail::chosen_loop, simd::backward_from_output_of>(f, grad_input, grad_output, y);
}

/// xact::forward_and_derivative: y[i] = f(x[i]) and dydx[i] = f'(x[i]).
template <class F, array_of_floats X, mutable_array_of_floats Y, mutable_array_of_floats D>
XACT_INLINE void forward_and_derivative(const F& f, const X& x, Y&& y, D&& dydx) {
  simd::transform_to_both<detail::chosen_loop>(f, x, y, dydx);
}

}  // namespace xact::dispatch
