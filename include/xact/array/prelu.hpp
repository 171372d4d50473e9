// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include "xact/array/checks.hpp"
#include "xact/array/conversion.hpp"
#include "xact/array/loop.hpp"
#include "xact/array/narrow.hpp"
#include "xact/array/sum.hpp"
#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/core/float16.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

// Leaky ReLU with an array of slopes, one a channel. A channel of many elements side by side has a loop for
// its one slope. Others lie in strips: as many as have, together, chunk_size elements or less. The slope of
// each element of a strip is written down once, and the strip then visited in every example of the batch.
// Where it has all channels, it is repeated as often as it fits, so that vectors are full even for one
// channel.

namespace xact::array::prelu {

/// The slope of all elements of a loop; no array of slopes goes with it.
template <class T>
struct one_slope {
  T slope;
};
/// What the loop takes for a functor where such an array does.
struct many_slopes {};

/// slope x for x <= 0, else x.
struct forward_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const many_slopes&, V x, V slope) noexcept {
    return ops<V>::select_less_equal(x, V(scalar_t<V>(0)), x * slope, x);
  }
  template <class V>
  XACT_INLINE static V call(const one_slope<scalar_t<V>>& f, V x) noexcept {
    return call(many_slopes(), x, V(f.slope));
  }
};

/// The gradient of x, and the sum so far of the gradients of its slope: the product is rounded, and then the
/// sum, in every instruction set.
struct backward_of {
  static constexpr auto unroll = &simd::unrolling::derivative;
  template <class V>
  XACT_INLINE static value_and_derivative<V> call(const many_slopes&, V grad_output, V x, V sum,
                                                  V slope) noexcept {
    using o = ops<V>;
    V zero(scalar_t<V>(0)), one(scalar_t<V>(1));
    V dydx = o::select_less(zero, x, one, o::select_less_equal(x, zero, slope, x));
    V of_slope = o::fence(o::select_less(zero, x, zero, grad_output * x));  // NaN stays NaN
    return {grad_output * dydx, o::fence(sum + of_slope)};
  }
  template <class V>
  XACT_INLINE static value_and_derivative<V> call(const one_slope<scalar_t<V>>& f, V grad_output, V x,
                                                  V sum) noexcept {
    return call(many_slopes(), grad_output, x, sum, V(f.slope));
  }
};

/// An element of an array, as what it is computed in.
template <class T>
XACT_INLINE computed_in<T> widened_number(const T* at) noexcept {
  if constexpr (bfloat16_or_float16<T>)
    return core::widen(core::element(at));
  else
    return *at;
}
template <class To>
XACT_INLINE void set_number(To* at, computed_in<To> x) noexcept {
  if constexpr (bfloat16_or_float16<To>)
    core::set_element(at, core::round_to<To>(x));
  else
    *at = x;
}

/// An array of T as what it is computed in: where it is, else in `buffer`.
template <array_loop Loop, class T>
XACT_INLINE const computed_in<T>* widened_array(const T* from, std::size_t n, chunk& buffer) noexcept {
  if constexpr (std::same_as<T, double>)
    return from;
  else
    return widened<Loop>(from, n, buffer);
}
template <class T>
XACT_INLINE computed_in<T>* place_for_array(T* to, chunk& buffer) noexcept {
  if constexpr (std::same_as<T, double>)
    return to;
  else
    return place_for(to, buffer);
}

/// A run of so many elements is long.
inline constexpr std::size_t long_run = 64;

/// Adds up n blocks of partial sums, of `size` elements each, into the first: of those that are left, the
/// second half to the first, rounded down, until one is left.
template <array_loop Loop, class T>
XACT_INLINE void fold(T* sums, std::size_t n, std::size_t size) noexcept {
  for (std::size_t kept = n - n / 2; n > 1; n = kept, kept = n - n / 2)
    Loop::template run<sum_of_two>(sum(), (n - kept) * size, results_in(sums), static_cast<const T*>(sums),
                                   static_cast<const T*>(sums + kept * size));
}

/// The channels from `first` to `last` of an array of n elements, whose runs are not long.
template <class T>
struct strip {
  std::size_t n, channels, run, first, last, repeated;
  const T* slopes;  ///< of each element
  alignas(64) T pattern[chunk_size];

  template <class Slope>
  XACT_INLINE strip(const Slope* of_channels, std::size_t all, std::size_t run_of_each, std::size_t elements,
                    std::size_t first_channel) noexcept
      : n(elements), channels(all), run(run_of_each), first(first_channel) {
    last = std::min(channels, first + chunk_size / run);
    repeated = last - first == channels ? std::min(chunk_size, n) / (channels * run) : 1;
    if (repeated == 0) repeated = 1;
    slopes = pattern;
    if constexpr (std::same_as<Slope, T>) {
      if (run == 1 && repeated == 1) slopes = of_channels + first;
    }
    if (slopes != pattern) return;
    T* to = pattern;
    for (std::size_t c = first; c < last; ++c)
      for (std::size_t i = 0; i < run; ++i) *to++ = widened_number(of_channels + c);
    const std::size_t once = (last - first) * run;
    for (std::size_t k = 1; k < repeated; k += k)
      std::memcpy(pattern + k * once, pattern, std::min(k, repeated - k) * once * sizeof(T));
  }

  XACT_INLINE std::size_t size() const noexcept { return (last - first) * run * repeated; }

  /// Calls visit(begin, count) for each place of the strip in the array.
  template <class Visit>
  XACT_INLINE void for_each_place(Visit visit) const noexcept {
    for (std::size_t i = first * run; i < n; i += channels * run * repeated)
      visit(i, std::min(size(), n - i));
  }
};

/// Calls visit(strip) for each.
template <class Slope, class Visit>
XACT_INLINE void for_each_strip(view<Slope> slope, std::size_t run, std::size_t n, Visit visit) noexcept {
  using T = computed_in<std::remove_const_t<Slope>>;
  for (std::size_t c = 0; c < slope.size;) {
    const strip<T> channels(static_cast<const std::remove_const_t<Slope>*>(slope.data), slope.size, run, n,
                            c);
    visit(channels);
    c = channels.last;
  }
}

/// Rounds y, which are floats of x that were of 16 bits, as slope x is to be rounded: the product of a float
/// and a number of 16 bits is exact in double. slope_of(k) is the slope of x[k].
template <array_loop Loop, class H, class Slope>
XACT_INLINE void narrow_products(const float* x, Slope slope_of, const float* y, std::size_t n,
                                 H* to) noexcept {
  using format = core::format16<H>;
  halfway_vectors halfway;
  Loop::convert(narrowing_and_noting_halfway<format>{y, core::patterns(to), &halfway}, n);
  for (std::size_t i = 0; i < halfway.count; ++i)
    for (std::size_t k = halfway.at[i]; k < halfway.at[i] + halfway.width && k < n; ++k)
      if (x[k] < 0)
        core::set_element(to + k, core::round_to<H>(core::to_odd(static_cast<double>(x[k]) *
                                                                 static_cast<double>(slope_of(k)))));
}

/// x has whole examples of all channels.
XACT_INLINE bool is_whole(std::size_t n, std::size_t channels, std::size_t run) noexcept {
  return channels * run == 0 ? n == 0 && run != 0 : n % (channels * run) == 0;
}

template <class... Ts>
constexpr bool have_one_type = go_together<std::remove_const_t<Ts>...>;

/// y[i] = slope x[i] for x[i] <= 0, else x[i].
template <array_loop Loop>
struct forward {
  template <array_of_floats X, array_of_floats Slope, mutable_array_of_floats Y>
  XACT_INLINE void operator()(X&& x, Slope&& slope, Y&& y, std::size_t run = 1) const noexcept {
    on_views(view_of(x), view_of(slope), view_of(y), run);
  }

 private:
  template <class X, class Slope, class Y>
  XACT_INLINE static void on_views(view<X> x, view<Slope> slope, view<Y> y, std::size_t run) noexcept {
    static_assert(
        have_one_type<Y, X, Slope>,
        "xact: the arrays must all be of one type; float may stand beside bfloat16, or beside float16");
    assert(x.size == y.size && "xact: the arrays differ in size");
    assert(is_whole(x.size, slope.size, run) &&
           "xact: the size of the arrays is not a multiple of that of the slopes times run");
    assert((x.size == 0 || same_or_apart(y.data, x.data, x.size)) &&
           "xact: an output overlaps an input partly; it may be an input or lie apart");
    assert(apart(y, slope) && "xact: an output overlaps the slopes");
    using T = computed_in<Y>;
    using H = std::remove_const_t<X>;
    [[maybe_unused]] chunk of_x, of_y;
    const auto compute = [&](std::size_t i, std::size_t count, const auto& f, auto slope_of,
                             const auto*... slopes) {
      const T* const in = widened_array<Loop>(static_cast<const H*>(x.data) + i, count, of_x);
      T* const out = place_for_array(y.data + i, of_y);
      Loop::template run<forward_of>(f, count, results_in(out), in, slopes...);
      if constexpr (std::same_as<H, Y> && bfloat16_or_float16<Y>)
        narrow_products<Loop>(in, slope_of, out, count, y.data + i);
      else if constexpr (bfloat16_or_float16<Y>)
        Loop::convert(narrowing<core::format16<Y>>{out, core::patterns(y.data + i)}, count);
    };
    const std::size_t n = y.size;
    if (n == 0 || slope.size == 0 || run == 0) return;
    if (run < long_run) {
      for_each_strip(slope, run, n, [&](const strip<T>& of) {
        of.for_each_place([&](std::size_t i, std::size_t count) {
          compute(
              i, count, many_slopes(), [&](std::size_t k) { return of.slopes[k]; }, of.slopes);
        });
      });
    } else {
      for (std::size_t begin = 0, c = 0; begin < n; begin += run, c = c + 1 < slope.size ? c + 1 : 0) {
        const one_slope<T> of{widened_number<std::remove_const_t<Slope>>(slope.data + c)};
        const std::size_t end = std::min(begin + run, n);
        for (std::size_t i = begin; i < end; i += chunk_size)
          compute(i, std::min(chunk_size, end - i), of, [&](std::size_t) { return of.slope; });
      }
    }
  }
};

/// grad_input[i] = grad_output[i] f'(x[i]), and grad_slope[c] is the sum of grad_output[i] x[i] over all i of
/// that channel with x[i] <= 0.
template <array_loop Loop>
struct backward {
  template <array_of_floats G, array_of_floats X, array_of_floats Slope, mutable_array_of_floats Y,
            mutable_array_of_floats D>
  XACT_INLINE void operator()(G&& grad_output, X&& x, Slope&& slope, Y&& grad_input, D&& grad_slope,
                              std::size_t run = 1) const noexcept {
    on_views(view_of(grad_output), view_of(x), view_of(slope), view_of(grad_input), view_of(grad_slope), run);
  }

 private:
  template <class G, class X, class Slope, class Y, class D>
  XACT_INLINE static void on_views(view<G> grad_output, view<X> x, view<Slope> slope, view<Y> grad_input,
                                   view<D> grad_slope, std::size_t run) noexcept {
    static_assert(
        have_one_type<Y, D, G, X, Slope>,
        "xact: the arrays must all be of one type; float may stand beside bfloat16, or beside float16");
    const std::size_t n = x.size;
    assert(grad_output.size == n && grad_input.size == n && grad_slope.size == slope.size &&
           "xact: the arrays differ in size");
    assert(is_whole(n, slope.size, run) &&
           "xact: the size of the arrays is not a multiple of that of the slopes times run");
    assert((n == 0 || each_same_or_apart(n, grad_input.data, x.data, grad_output.data)) &&
           "xact: an output overlaps an input partly; it may be an input or lie apart");
    assert(apart(grad_input, slope) && apart(grad_slope, slope) && apart(grad_slope, x) &&
           apart(grad_slope, grad_output) && apart(grad_slope, grad_input) &&
           "xact: an output overlaps the slopes, or the gradient of the slopes another array");
    using T = computed_in<Y>;
    alignas(64) T sums[chunk_size];
    [[maybe_unused]] chunk of_g, of_x, of_y;
    const auto compute = [&](std::size_t i, std::size_t count, const auto& f, const auto*... slopes) {
      const T* const g =
          widened_array<Loop>(static_cast<const std::remove_const_t<G>*>(grad_output.data) + i, count, of_g);
      const T* const in =
          widened_array<Loop>(static_cast<const std::remove_const_t<X>*>(x.data) + i, count, of_x);
      T* const out = place_for_array(grad_input.data + i, of_y);
      Loop::template run<backward_of>(f, count, results_in(out, sums), g, in, static_cast<const T*>(sums),
                                      slopes...);
      if constexpr (bfloat16_or_float16<Y>)
        Loop::convert(narrowing<core::format16<Y>>{out, core::patterns(grad_input.data + i)}, count);
    };
    if (n == 0 || slope.size == 0 || run == 0) {
      for (std::size_t c = 0; c < grad_slope.size; ++c) set_number(grad_slope.data + c, 0);
    } else if (run < long_run) {
      for_each_strip(slope, run, n, [&](const strip<T>& of) {
        std::fill_n(sums, of.size(), T(0));
        of.for_each_place(
            [&](std::size_t i, std::size_t count) { compute(i, count, many_slopes(), of.slopes); });
        fold<Loop>(sums, of.repeated, (of.last - of.first) * run);
        const T* sum = sums;
        for (std::size_t c = of.first; c < of.last; ++c) {
          T of_channel = *sum++;
          for (std::size_t k = 1; k < run; ++k) of_channel = ops<T>::fence(of_channel + *sum++);
          set_number(grad_slope.data + c, of_channel);
        }
      });
    } else {
      const std::size_t partial_sums = std::min(run, chunk_size);
      for (std::size_t c = 0; c < slope.size; ++c) {
        const one_slope<T> of{widened_number<std::remove_const_t<Slope>>(slope.data + c)};
        std::fill_n(sums, partial_sums, T(0));
        for (std::size_t begin = c * run; begin < n; begin += slope.size * run) {
          const std::size_t end = std::min(begin + run, n);
          for (std::size_t i = begin; i < end; i += chunk_size) compute(i, std::min(chunk_size, end - i), of);
        }
        fold<Loop>(sums, partial_sums, 1);
        set_number(grad_slope.data + c, sums[0]);
      }
    }
  }
};

}  // namespace xact::array::prelu
