// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>

#include "xact/array/conversion.hpp"
#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/core/activation.hpp"
#include "xact/core/quantity.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

// The loop behind every array function, on registers of any type.

namespace xact::array {

/// Where the results of a quantity go: one array for each of its outputs.
template <class... Ts>
struct results;
template <class T>
struct results<T> {
  T* y;

  template <std::size_t>
  XACT_INLINE T* array() const noexcept {
    return y;
  }
  template <class V>
  XACT_INLINE void store(std::size_t i, V value) const noexcept {
    ops<V>::store(y + i, value);
  }
  template <class V>
  XACT_INLINE void store_some(std::size_t i, std::size_t count, V value) const noexcept {
    ops<V>::store_some(y + i, count, value);
  }
};
template <class T, class U>
struct results<T, U> {
  T* y;
  U* dydx;

  template <std::size_t k>
  XACT_INLINE auto* array() const noexcept {
    if constexpr (k == 0)
      return y;
    else
      return dydx;
  }
  template <class V>
  XACT_INLINE void store(std::size_t i, value_and_derivative<V> both) const noexcept {
    ops<V>::store(y + i, both.value);
    ops<V>::store(dydx + i, both.derivative);
  }
  template <class V>
  XACT_INLINE void store_some(std::size_t i, std::size_t count, value_and_derivative<V> both) const noexcept {
    ops<V>::store_some(y + i, count, both.value);
    ops<V>::store_some(dydx + i, count, both.derivative);
  }
};

/// How many registers V of this quantity of F go side by side: F::unroll says so, or simd::unrolling.
template <class V, class Quantity, class F>
consteval int how_many_side_by_side() {
  simd::unrolling unroll{};
  if constexpr (requires { F::template unroll<scalar_t<V>>; }) unroll = F::template unroll<scalar_t<V>>;
  const auto registers = unroll.*Quantity::unroll;
  return sizeof(V) > 32 ? registers.of_512_bits : registers.up_to_256_bits;
}

/// So many registers V side by side.
template <class V, int n>
struct side_by_side {
  using type =
      simd::unrolled<typename side_by_side<V, n - n / 2>::type, typename side_by_side<V, n / 2>::type>;
};
template <class V>
struct side_by_side<V, 1> {
  using type = V;
};
/// What the loop takes at a time.
template <class V, class Quantity, class F>
using block = typename side_by_side<V, how_many_side_by_side<V, Quantity, F>()>::type;

/// Computes a quantity of f on registers V: in blocks, then in vectors, then the last elements as a partial
/// vector through the same kernel. f is a copy: the parameters of what is referred to would be read anew
/// after each store, since a store of a register may alias anything.
template <class V, class Quantity, class F, class... Ys, class T, std::same_as<T>... Ts>
XACT_INLINE void for_each_vector(F f, std::size_t n, results<Ys...> out, const T* in,
                                 const Ts*... ins) noexcept {
  using many = block<V, Quantity, F>;
  std::size_t i = 0;
  for (; i + ops<many>::width <= n; i += ops<many>::width)
    out.store(i, Quantity::call(f, ops<many>::load(in + i), ops<many>::load(ins + i)...));
  for (; i + ops<V>::width <= n; i += ops<V>::width)
    out.store(i, Quantity::call(f, ops<V>::load(in + i), ops<V>::load(ins + i)...));
  if constexpr (ops<V>::width > 1) {
    if (i < n)
      out.store_some(
          i, n - i,
          Quantity::call(f, ops<V>::load_some(in + i, n - i), ops<V>::load_some(ins + i, n - i)...));
  }
}

/// An activation that stands for any in the concept below.
struct any_activation : activation_interface<any_activation> {
  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return x;
  }
  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    return x;
  }
};

/// What runs the loops of the array functions: native_loop in the instruction set of the build, dispatch's in
/// the best one of the machine.
///
///     run<Quantity>(f, n, results, inputs...)   a quantity of f on arrays of n numbers, all float or all
///                                               double
///     convert(conversion, n)                    a conversion between arrays of floats and of 16 bits
///     converts_anything                         whether convert takes a bitwise_mapping, too
///
/// native_loop has one more, for what is no walk from element to element, which dispatch does not have yet:
///
///     call<T>(kernel)                           kernel.on<V>(), V the registers of numbers of type T
template <class Loop>
concept array_loop = requires(const any_activation& f, std::size_t n, results<float> y,
                              results<float, float> both, const float* x,
                              const widening<simd::bfloat16_format>& conversion) {
  Loop::template run<core::forward_of>(f, n, y, x);
  Loop::template run<core::backward_of>(f, n, y, x, x);
  Loop::template run<core::forward_and_derivative_of>(f, n, both, x);
  Loop::convert(conversion, n);
  { Loop::converts_anything } -> std::convertible_to<bool>;
};

}  // namespace xact::array
