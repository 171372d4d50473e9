// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "xact/array/conversion.hpp"
#include "xact/array/loop.hpp"
#include "xact/base/config.hpp"
#include "xact/core/float16.hpp"
#include "xact/core/quantity.hpp"
#include "xact/core/rounding.hpp"

// Arrays of 16 bits go through floats, a chunk at a time: they need no loops of their own for each function,
// but those that convert, and any array may be of float beside them.

namespace xact::array {

/// As many floats as go through the first level of the cache at a time.
struct alignas(64) chunk {
  float values[chunk_size];
};

/// n elements as floats: where they are if they are floats, else in `buffer`.
template <array_loop Loop, class T>
XACT_INLINE const float* widened(const T* from, std::size_t n, chunk& buffer) noexcept {
  if constexpr (std::same_as<T, float>) {
    return from;
  } else {
    Loop::convert(widening<core::format16<T>>{core::patterns(from), buffer.values}, n);
    return buffer.values;
  }
}

/// Where floats are put that are going to be `to`: there if it is an array of float, else in `buffer`.
template <class T>
XACT_INLINE float* place_for(T* to, chunk& buffer) noexcept {
  if constexpr (std::same_as<T, float>)
    return to;
  else
    return buffer.values;
}

/// What computes a quantity of F, from X to Y: for 16 bits the kernel for them alone, if F has one.
template <class Quantity, class F, class X, class Y>
struct computed_by {
  using type = Quantity;
};
template <class F, bfloat16_or_float16 H>
  requires core::has_narrow_kernel<F, core::format16<H>>
struct computed_by<core::forward_of, F, H, H> {
  using type = core::forward_narrow_of<core::format16<H>>;
};

/// Rounds y, floats that are Quantity(f, x) for x that were of type X, to `to`.
template <array_loop Loop, class Quantity, class X, class F, class T>
XACT_INLINE void narrow(const F& f, const float* x, const float* y, std::size_t n, T* to) noexcept {
  if constexpr (std::same_as<T, float>) {
    return;  // they are there already
  } else if constexpr (std::same_as<X, T> && core::decided_by_double<F> &&
                       (std::same_as<Quantity, core::forward_of> ||
                        std::same_as<Quantity, core::derivative_of>)) {
    using format = core::format16<T>;
    halfway_vectors halfway;
    Loop::convert(narrowing_and_noting_halfway<format>{y, core::patterns(to), &halfway}, n);
    for (std::size_t i = 0; i < halfway.count; ++i)
      for (std::size_t k = halfway.at[i]; k < halfway.at[i] + halfway.width && k < n; ++k)
        if (format::any_halfway(y[k]))
          core::set_element(to + k, core::round_once<Quantity>(f, core::round_to<T>(x[k]), y[k]));
  } else {
    Loop::convert(narrowing<core::format16<T>>{y, core::patterns(to)}, n);
  }
}

/// The quantities of the outputs are Parts; x... are the inputs, by number i..., and k... number the outputs.
template <array_loop Loop, class Quantity, class... Parts, std::size_t... k, std::size_t... i, class F,
          class... Ys, class X, class... Xs>
XACT_INLINE void run_in_chunks(core::quantity_list<Parts...>, std::index_sequence<k...>,
                               std::index_sequence<0, i...>, const F& f, std::size_t n, results<Ys...> out,
                               const X* x, const Xs*... more) noexcept {
  constexpr bool at_once = (std::same_as<typename computed_by<Parts, F, X, Ys>::type, Parts> && ...);
  [[maybe_unused]] chunk of_x[1 + sizeof...(Xs)], of_y[sizeof...(Ys)];
  for (std::size_t first = 0; first < n; first += chunk_size) {
    const std::size_t count = n - first < chunk_size ? n - first : chunk_size;
    const float* const in[] = {widened<Loop>(x + first, count, of_x[0]),
                               widened<Loop>(more + first, count, of_x[i])...};
    float* const y[] = {place_for(out.template array<k>() + first, of_y[k])...};
    if constexpr (at_once)
      Loop::template run<Quantity>(f, count, results_in(y[k]...), in[0], in[i]...);
    else
      (Loop::template run<typename computed_by<Parts, F, X, Ys>::type>(f, count, results_in(y[k]), in[0],
                                                                       in[i]...),
       ...);
    (narrow<Loop, typename computed_by<Parts, F, X, Ys>::type, X>(f, in[0], y[k], count,
                                                                  out.template array<k>() + first),
     ...);
  }
}

/// F can be computed on patterns of 16 bits as integers, without widening them to float.
template <class F, class... Ts>
concept has_bitwise_kernel = (bfloat16_or_float16<Ts> && ...) && requires(std::int16_t x) {
  F::eval_pattern(x, x);
};

/// Has Loop compute a quantity of f where an array is of 16 bits.
template <array_loop Loop, class Quantity, class F, class... Ys, class X, class... Xs>
XACT_INLINE void run_narrow(const F& f, std::size_t n, results<Ys...> out, const X* x,
                            const Xs*... more) noexcept {
  if constexpr (Loop::converts_anything && std::same_as<Quantity, core::forward_of> &&
                has_bitwise_kernel<F, Ys..., X, Xs...>) {
    Loop::convert(
        bitwise_mapping<F, core::format16<X>>{core::patterns(x), core::patterns(out.template array<0>())}, n);
  } else {
    run_in_chunks<Loop, Quantity>(typename Quantity::parts{}, std::index_sequence_for<Ys...>{},
                                  std::index_sequence_for<X, Xs...>{}, f, n, out, x, more...);
  }
}

}  // namespace xact::array
