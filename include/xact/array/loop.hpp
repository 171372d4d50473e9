// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

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

/// Output k of a call: a number or register, a value_and_derivative, or a tuple of as many as there are.
template <std::size_t k, real_or_batch V>
XACT_INLINE const V& output_number(const V& y) noexcept {
  return y;
}
template <std::size_t k, class V>
XACT_INLINE const V& output_number(const value_and_derivative<V>& both) noexcept {
  return k == 0 ? both.value : both.derivative;
}
template <std::size_t k, class Tuple>
  requires(!real_or_batch<Tuple>)
XACT_INLINE const auto& output_number(const Tuple& all) noexcept { return std::get<k>(all); }

/// Where the results of a call go: one array for each of its outputs.
template <class... Ts>
struct results {
  std::tuple<Ts*...> arrays;

  template <std::size_t k>
  XACT_INLINE auto* array() const noexcept {
    return std::get<k>(arrays);
  }
  template <class Outputs>
  XACT_INLINE void store(std::size_t i, const Outputs& y) const noexcept {
    store(i, y, std::index_sequence_for<Ts...>{});
  }
  template <class Outputs>
  XACT_INLINE void store_some(std::size_t i, std::size_t count, const Outputs& y) const noexcept {
    store_some(i, count, y, std::index_sequence_for<Ts...>{});
  }

 private:
  template <class Outputs, std::size_t... k>
  XACT_INLINE void store(std::size_t i, const Outputs& y, std::index_sequence<k...>) const noexcept {
    (ops<std::remove_cvref_t<decltype(output_number<k>(y))>>::store(array<k>() + i, output_number<k>(y)),
     ...);
  }
  template <class Outputs, std::size_t... k>
  XACT_INLINE void store_some(std::size_t i, std::size_t count, const Outputs& y,
                              std::index_sequence<k...>) const noexcept {
    (ops<std::remove_cvref_t<decltype(output_number<k>(y))>>::store_some(array<k>() + i, count,
                                                                         output_number<k>(y)),
     ...);
  }
};
template <class... Ts>
XACT_INLINE results<Ts...> results_in(Ts*... y) noexcept {
  return {{y...}};
}

/// Arrays of so many elements or less are computed where they are, if the compiler knows their size.
inline constexpr std::size_t largest_inlined = 128;

/// How many registers V of this quantity of F go side by side.
template <class V, class Quantity, class F>
consteval int how_many_side_by_side() {
  const auto registers = simd::unroll_of<F, scalar_t<V>>.*Quantity::unroll;
  if constexpr (requires { Quantity::template takes<F, V>; })
    if (!Quantity::template takes<F, simd::unrolled<V>>) return 1;
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
  if constexpr (ops<many>::width > ops<V>::width) {
    for (; i + ops<many>::width <= n; i += ops<many>::width)
      out.store(i, Quantity::call(f, ops<many>::load(in + i), ops<many>::load(ins + i)...));
  }
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
///     run<Quantity>(f, n, results, inputs...)   a quantity of f on arrays of n floats, or of n doubles
///     convert(conversion, n)                    a conversion between arrays of floats and of 16 bits
///     value<T>                                  what a function object of the user's is called with
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
  typename Loop::template value<float>;
  { Loop::converts_anything } -> std::convertible_to<bool>;
};

}  // namespace xact::array
