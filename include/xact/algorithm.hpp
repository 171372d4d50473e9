#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include "xact/core/activation.hpp"
#include "xact/core/arrays.hpp"
#include "xact/core/config.hpp"
#include "xact/core/float16.hpp"
#include "xact/simd/half.hpp"
#include "xact/simd/lockstep.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/xsimd.hpp"

// Activations over arrays, as core/arrays.hpp describes them, in the instruction set of the build. Nothing is
// allocated, thrown or started; MXCSR is left alone. Every element gets the bits of the scalar functor,
// whatever its place or its neighbours.

namespace xact {

namespace simd {

template <class F, class T>
constexpr bool looks_up = false;
template <class F, class T>
  requires requires { F::template looks_up<T>; }
constexpr bool looks_up<F, T> = F::template looks_up<T>;
template <class F, class T>
constexpr bool slope_looks_up = false;
template <class F, class T>
  requires requires { F::template slope_looks_up<T>; }
constexpr bool slope_looks_up<F, T> = F::template slope_looks_up<T>;

template <class Batch, class Quantity, class F, class T = scalar_t<Batch>>
constexpr bool tables_fill_registers = (requires { Quantity::looks_up; } ||
                                        (Quantity::evaluates && looks_up<F, T>) ||
                                        (Quantity::differentiates && slope_looks_up<F, T>)) &&
                                       (sizeof(Batch) <= 32 ||
                                        (Quantity::evaluates && Quantity::differentiates));

/// How many vectors go in lock step, measured on Zen 4 and Zen 5 with GCC 12 to 16 and Clang 14 to 21: four,
/// or two where tables take most of 16 registers, or two sets of tables most of 32, or what the functor says.
template <class Batch, class Quantity, class F, class T = scalar_t<Batch>>
consteval int vectors_in_lockstep() {
  if (tables_fill_registers<Batch, Quantity, F>) return 2;
  if constexpr (Quantity::evaluates && Quantity::differentiates && requires { F::template both_lockstep<T>; })
    return F::template both_lockstep<T>;
  if constexpr (sizeof(Batch) == 64 && Quantity::evaluates != Quantity::differentiates) {
    if constexpr (Quantity::evaluates && requires { F::template eval_lockstep<T>; })
      return F::template eval_lockstep<T>;
    if constexpr (Quantity::differentiates && requires { F::template slope_lockstep<T>; })
      return F::template slope_lockstep<T>;
  }
  return 4;
}
template <class Batch, int n>
struct vectors {
  using type = lockstep<typename vectors<Batch, n - n / 2>::type, typename vectors<Batch, n / 2>::type>;
};
template <class Batch>
struct vectors<Batch, 1> {
  using type = Batch;
};
template <class Batch, class Quantity, class F>
using block = typename vectors<Batch, vectors_in_lockstep<Batch, Quantity, F>()>::type;

/// The loop behind every array function: a block of vectors in lock step, then vectors one by one, then the
/// rest as a partial vector through the same kernel.
template <class Batch, class Quantity, class F, class Output, class T, std::same_as<T>... Ts>
XACT_INLINE void for_each_vector_inline(const F& f, std::size_t n, Output out, const T* in,
                                        const Ts*... ins) {
  using many = block<Batch, Quantity, F>;
  std::size_t i = 0;
  for (; i + ops<many>::width <= n; i += ops<many>::width)
    out.store(i, Quantity::call(f, ops<many>::load(in + i), ops<many>::load(ins + i)...));
  for (; i + ops<Batch>::width <= n; i += ops<Batch>::width)
    out.store(i, Quantity::call(f, ops<Batch>::load(in + i), ops<Batch>::load(ins + i)...));
  if constexpr (ops<Batch>::width > 1) {
    if (i < n)
      out.store_some(
          i, n - i,
          Quantity::call(f, ops<Batch>::load_some(in + i, n - i), ops<Batch>::load_some(ins + i, n - i)...));
  }
}

/// Batch is in the name, so the linker tells the copies for different instruction sets apart, and so is
/// -ffast-math. A scalar does not say what it was compiled for: that loop goes into its caller.
template <bool fast_math, class Batch, class Quantity, class F, class Output, class T, std::same_as<T>... Ts>
void for_each_vector_outlined(const F& f, std::size_t n, Output out, const T* in, const Ts*... ins) {
  for_each_vector_inline<Batch, Quantity>(f, n, out, in, ins...);
}
template <class Batch, class Quantity, class F, class Output, class T, std::same_as<T>... Ts>
XACT_INLINE void for_each_vector(const F& f, std::size_t n, Output out, const T* in, const Ts*... ins) {
  if constexpr (ops<Batch>::width == 1)
    for_each_vector_inline<Batch, Quantity>(f, n, out, in, ins...);
  else
    for_each_vector_outlined<XACT_FAST_MATH, Batch, Quantity>(f, n, out, in, ins...);
}

/// How many vectors are converted at once.
template <class V, class Conversion>
using conversion_block =
    std::conditional_t<ops<V>::width != 1 && std::same_as<typename Conversion::element, float>, lockstep<V>,
                       V>;

/// The loop that converts.
template <bool fast_math, class V, class Conversion>
void convert_outlined(const Conversion& conversion, std::size_t n) {
  convert_inline<conversion_block<V, Conversion>, V>(conversion, n);
}

/// The loops in the instruction set of the build.
struct here {
  template <class Quantity, class F, class Output, class T, std::same_as<T>... Ts>
  XACT_INLINE static void run(const F& f, std::size_t n, Output out, const T* in, const Ts*... ins) {
    for_each_vector<native_batch<T>, Quantity>(f, n, out, in, ins...);
  }
  template <class Conversion>
  XACT_INLINE static void convert(const Conversion& conversion, std::size_t n) {
    using V = native_batch<typename Conversion::element>;
    if constexpr (ops<V>::width == 1)
      convert_inline<V, V>(conversion, n);
    else
      convert_outlined<XACT_FAST_MATH, V>(conversion, n);
  }
  static constexpr bool converts_anything = true;
};

}  // namespace simd

/// y[i] = f(x[i]).
template <class F, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void forward(const F& f, const X& x, Y&& y) {
  simd::transform<simd::here, simd::forward_of>(f, y, x);
}

/// dydx[i] = f'(x[i]).
template <class F, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void derivative(const F& f, const X& x, Y&& dydx) {
  simd::transform<simd::here, simd::derivative_of>(f, dydx, x);
}

/// grad_input[i] = grad_output[i] f'(x[i]): the chain rule, from the input of the forward pass.
template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void backward(const F& f, const G& grad_output, const X& x, Y&& grad_input) {
  simd::transform<simd::here, simd::backward_of>(f, grad_input, grad_output, x);
}

/// grad_input[i] = grad_output[i] f'(x[i]), from y[i] = f(x[i]), the output of the forward pass.
template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void backward_from_output(const F& f, const G& grad_output, const X& y, Y&& grad_input) {
  simd::transform<simd::here, simd::backward_from_output_of>(f, grad_input, grad_output, y);
}

/// y[i] = f(x[i]) and dydx[i] = f'(x[i]), in one pass.
template <class F, array_of_floats X, mutable_array_of_floats Y, mutable_array_of_floats D>
XACT_INLINE void forward_and_derivative(const F& f, const X& x, Y&& y, D&& dydx) {
  simd::transform_to_both<simd::here>(f, x, y, dydx);
}

}  // namespace xact
