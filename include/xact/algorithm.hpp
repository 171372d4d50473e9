#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <functional>
#include <ranges>
#include <type_traits>

#include "xact/core/activation.hpp"
#include "xact/core/config.hpp"
#include "xact/simd/lockstep.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/xsimd.hpp"

// Activations over arrays. x, y, ... are contiguous ranges of float, or of double, all of one size:
// std::vector, std::array, std::span, a C array. Any size from 0, any alignment. An output may be an
// input (in place), but must not overlap one partly, nor another output; a debug build asserts this and
// the sizes. Nothing is allocated, thrown or started; MXCSR is left alone. Every element gets the bits of
// the scalar functor, whatever its place or its neighbours.

namespace xact {

/// A contiguous range of float or double.
template <class R>
concept array_of_floats = std::ranges::contiguous_range<R> && std::ranges::sized_range<R> &&
    (std::same_as<std::ranges::range_value_t<R>, float> ||
     std::same_as<std::ranges::range_value_t<R>, double>);

/// ... that can be written to.
template <class R>
concept mutable_array_of_floats =
    array_of_floats<R> && !std::is_const_v<std::remove_reference_t<std::ranges::range_reference_t<R>>>;

namespace simd {

// What is computed from the elements of the input arrays, for one f.

struct forward_of {
  template <class F, class V>
  XACT_INLINE static V call(const F& f, V x) {
    return f.forward(x);
  }
};
struct derivative_of {
  template <class F, class V>
  XACT_INLINE static V call(const F& f, V x) {
    return f.derivative(x);
  }
};
struct backward_of {
  template <class F, class V>
  XACT_INLINE static V call(const F& f, V grad_output, V x) {
    return grad_output * f.derivative(x);
  }
};
struct backward_from_output_of {
  template <class F, class V>
  XACT_INLINE static V call(const F& f, V grad_output, V y) {
    return grad_output * f.derivative_from_output(y);
  }
};
struct forward_and_derivative_of {
  template <class F, class V>
  XACT_INLINE static value_and_derivative<V> call(const F& f, V x) {
    return f.forward_and_derivative(x);
  }
};

/// Where results go: one array, or two.
template <class T>
struct output {
  T* y;
  template <class V>
  XACT_INLINE void store(std::size_t i, V result) const {
    ops<V>::store(y + i, result);
  }
  template <class V>
  XACT_INLINE void store_some(std::size_t i, std::size_t count, V result) const {
    ops<V>::store_some(y + i, count, result);
  }
};
template <class T>
struct output_pair {
  T *y, *dydx;
  template <class V>
  XACT_INLINE void store(std::size_t i, value_and_derivative<V> result) const {
    ops<V>::store(y + i, result.value);
    ops<V>::store(dydx + i, result.derivative);
  }
  template <class V>
  XACT_INLINE void store_some(std::size_t i, std::size_t count, value_and_derivative<V> result) const {
    ops<V>::store_some(y + i, count, result.value);
    ops<V>::store_some(dydx + i, count, result.derivative);
  }
};

/// How many vectors go in lock step, measured on Zen 4: what a kernel's constants leave free of the registers
/// settles it for AVX-512, the latency of the operations for all others.
template <class Batch>
using block =
    std::conditional_t<sizeof(Batch) == 64, lockstep<lockstep<Batch>, Batch>, lockstep<lockstep<Batch>>>;

/// The loop behind every array function: a block of vectors in lock step, then vectors one by one, then the
/// rest as a partial vector through the same kernel.
template <class Batch, class Quantity, class F, class Output, class T, std::same_as<T>... Ts>
XACT_INLINE void for_each_vector_inline(const F& f, std::size_t n, Output out, const T* in,
                                        const Ts*... ins) {
  using many = block<Batch>;
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

/// Batch is in the name, so the linker tells the copies for different instruction sets apart. A scalar does
/// not say what it was compiled for: that loop goes into its caller.
template <class Batch, class Quantity, class F, class Output, class T, std::same_as<T>... Ts>
void for_each_vector_outlined(const F& f, std::size_t n, Output out, const T* in, const Ts*... ins) {
  for_each_vector_inline<Batch, Quantity>(f, n, out, in, ins...);
}
template <class Batch, class Quantity, class F, class Output, class T, std::same_as<T>... Ts>
XACT_INLINE void for_each_vector(const F& f, std::size_t n, Output out, const T* in, const Ts*... ins) {
  if constexpr (ops<Batch>::width == 1)
    for_each_vector_inline<Batch, Quantity>(f, n, out, in, ins...);
  else
    for_each_vector_outlined<Batch, Quantity>(f, n, out, in, ins...);
}

/// The two arrays of n elements are the same or apart.
template <class T>
XACT_INLINE bool same_or_apart(const T* a, const T* b, std::size_t n) {
  const std::less_equal<const T*> not_after;
  return a == b || not_after(a + n, b) || not_after(b + n, a);
}

template <class Quantity, class F, class Y, class X, class... Xs>
XACT_INLINE void transform(const F& f, Y& y, const X& x, const Xs&... xs) {
  using T = std::ranges::range_value_t<Y>;
  static_assert((std::same_as<T, std::ranges::range_value_t<X>> && ... &&
                 std::same_as<T, std::ranges::range_value_t<Xs>>),
                "xact: the arrays must all be of float, or all of double");
  static_assert(
      activation<F, T>,
      "xact: the first argument must be an activation, an object with forward(x) and derivative(x)");
  const std::size_t n = std::ranges::size(y);
  T* const out = std::ranges::data(y);
  assert(((std::ranges::size(x) == n) && ... && (std::ranges::size(xs) == n)) &&
         "xact: the arrays differ in size");
  assert((same_or_apart<T>(out, std::ranges::data(x), n) && ... &&
          same_or_apart<T>(out, std::ranges::data(xs), n)) &&
         "xact: the output overlaps an input partly; it may be an input or lie apart");
  for_each_vector<native_batch<T>, Quantity>(f, n, output<T>{out},
                                             static_cast<const T*>(std::ranges::data(x)),
                                             static_cast<const T*>(std::ranges::data(xs))...);
}

}  // namespace simd

/// y[i] = f(x[i]).
template <class F, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void forward(const F& f, const X& x, Y&& y) {
  simd::transform<simd::forward_of>(f, y, x);
}

/// dydx[i] = f'(x[i]).
template <class F, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void derivative(const F& f, const X& x, Y&& dydx) {
  simd::transform<simd::derivative_of>(f, dydx, x);
}

/// grad_input[i] = grad_output[i] f'(x[i]): the chain rule, from the input of the forward pass.
template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void backward(const F& f, const G& grad_output, const X& x, Y&& grad_input) {
  simd::transform<simd::backward_of>(f, grad_input, grad_output, x);
}

/// grad_input[i] = grad_output[i] f'(x[i]), from y[i] = f(x[i]), the output of the forward pass.
template <class F, array_of_floats G, array_of_floats X, mutable_array_of_floats Y>
XACT_INLINE void backward_from_output(const F& f, const G& grad_output, const X& y, Y&& grad_input) {
  static_assert(differentiable_from_output<F, std::ranges::range_value_t<X>>,
                "xact: this activation has no derivative from its output, because two inputs with different "
                "derivatives give the same output; keep the input and call backward");
  simd::transform<simd::backward_from_output_of>(f, grad_input, grad_output, y);
}

/// y[i] = f(x[i]) and dydx[i] = f'(x[i]), in one pass.
template <class F, array_of_floats X, mutable_array_of_floats Y, mutable_array_of_floats D>
XACT_INLINE void forward_and_derivative(const F& f, const X& x, Y&& y, D&& dydx) {
  using T = std::ranges::range_value_t<X>;
  static_assert(
      std::same_as<T, std::ranges::range_value_t<Y>> && std::same_as<T, std::ranges::range_value_t<D>>,
      "xact: the arrays must all be of float, or all of double");
  const std::size_t n = std::ranges::size(x);
  const T* const in = std::ranges::data(x);
  const simd::output_pair<T> out{std::ranges::data(y), std::ranges::data(dydx)};
  assert(std::ranges::size(y) == n && std::ranges::size(dydx) == n && "xact: the arrays differ in size");
  assert(simd::same_or_apart<T>(out.y, in, n) && simd::same_or_apart<T>(out.dydx, in, n) &&
         "xact: an output overlaps the input partly; it may be the input or lie apart");
  assert((n == 0 || out.y != out.dydx) && simd::same_or_apart<T>(out.y, out.dydx, n) &&
         "xact: the two outputs overlap");
  simd::for_each_vector<simd::native_batch<T>, simd::forward_and_derivative_of>(f, n, out, in);
}

}  // namespace xact
