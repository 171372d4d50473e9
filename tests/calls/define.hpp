#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "calls.hpp"
#include "constants.hpp"
#include "extent.hpp"
#include "xact/algorithm.hpp"
#include "xact/core/activation_list.hpp"
#include "xact/core/quantity.hpp"

// Makes calls::family, which is constant data, of the activations of one function: for calls.cpp.in. All of
// it is in an anonymous namespace, and arrays are of a type of its own, so that objects for different
// instruction sets share no function that the linker would keep one copy of.

namespace calls {
namespace {

/// An array, for the array functions.
template <class T>
struct view {
  T* first;
  std::size_t count;

  T* begin() const { return first; }
  T* end() const { return first + count; }
  T* data() const { return first; }
  std::size_t size() const { return count; }
};

/// A batch of this size, or void where the build has none.
template <class T, std::size_t bytes>
struct sized_batch {
  using type = void;
};
#if XACT_HAS_SIMD && !defined(XSIMD_NO_SUPPORTED_ARCHITECTURE)
template <class T, std::size_t bytes>
  requires(!XACT_FAST_MATH && sizeof(T) >= 4)
struct sized_batch<T, bytes> {
  using type = xsimd::make_sized_batch_t<T, bytes / sizeof(T)>;
};
#endif

/// Keeps the compiler from making a loop over scalars one over registers.
XACT_INLINE void one_at_a_time() {
#if defined(__GNUC__)
  asm volatile("" ::: "memory");
#endif
}

/// Whether as many registers go through a kernel side by side as for users, on which no result depends. Where
/// that takes long to compile, one goes at a time: without FMA, where dispatch.dispatch_bits.baseline has
/// them side by side, under -ffast-math, and for AVX-512, but of functions in depth.
constexpr bool is_unrolled =
    xact::simd::has_fma<float> && !XACT_FAST_MATH &&
    (compiled == extent::everything || xact::ops<xact::simd::native_batch<float>>::width < 16);

/// F, of which one register at a time goes through an array function.
template <class F>
struct one_register_at_a_time : F {
  template <class T>
  static constexpr xact::simd::unrolling unroll{{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
};

/// The functions of Q of F on numbers of type T.
template <class Q, class F, class T, class Inputs = std::make_index_sequence<Q::inputs>,
          class Outputs = std::make_index_sequence<Q::outputs>>
struct of;

template <class Q, class F, class T, std::size_t... input, std::size_t... output>
struct of<Q, F, T, std::index_sequence<input...>, std::index_sequence<output...>> {
  static void scalar(const void* f, std::size_t n, const T* const* in, T* const* out) {
    const F& activation = *static_cast<const F*>(f);
    for (std::size_t i = 0; i < n; ++i) {
      const auto give = [&](std::size_t k, auto y) { out[k][i] = static_cast<T>(y); };
      if constexpr (xact::bfloat16_or_float16<T> && Q::inputs > 1)
        store(Q::call(activation, static_cast<float>(in[input][i])...), give);
      else
        store(Q::call(activation, in[input][i]...), give);
      one_at_a_time();
    }
  }

  static void array(const void* f, std::size_t n, const T* const* in, T* const* out) {
    using activation = std::conditional_t<is_unrolled, F, one_register_at_a_time<F>>;
    xact::array::function<xact::array::native_loop, Q>{}(
        activation{*static_cast<const F*>(f)}, view<const T>{in[input], n}..., view<T>{out[output], n}...);
  }

  template <class Batch>
  static void on_batch(const void* f, std::size_t n, const T* const* in, T* const* out) {
    using o = xact::ops<Batch>;
    for (std::size_t i = 0; i < n; i += o::width)
      store(Q::call(*static_cast<const F*>(f), o::load(in[input] + i)...),
            [&](std::size_t k, Batch y) { o::store(out[k] + i, y); });
  }

 private:
  template <class V, class Give>
  XACT_INLINE static void store(const V& y, const Give& give) {
    if constexpr (Q::outputs == 2) {
      give(0, y.value);
      give(1, y.derivative);
    } else {
      give(0, y);
    }
  }
};

/// Q of F on the batches of one size.
template <class Q, class F, class T, std::size_t bytes>
constexpr auto one_batch = [] {
  using type = typename sized_batch<T, bytes>::type;
  constexpr bool wanted = compiled == extent::everything ||
                          (compiled == extent::results && std::is_same_v<type, xact::simd::native_batch<T>>);
  if constexpr (wanted && Q::inputs == 1 && !std::is_void_v<type>)
    return std::array{batch<T>{xact::ops<type>::width, of<Q, F, T>::template on_batch<type>}};
  else
    return std::array<batch<T>, 0>{};
}();

/// All of `lists`, one after the other.
template <class Element, class... Lists>
constexpr auto joined(const Lists&... lists) {
  std::array<Element, (std::tuple_size_v<Lists> + ... + 0)> all{};
  [[maybe_unused]] std::size_t count = 0;
  [[maybe_unused]] const auto add = [&](const auto& list) {
    for (std::size_t i = 0; i < list.size(); ++i) all[count++] = list[i];
  };
  (add(lists), ...);
  return all;
}

template <class Q, class F, class T>
constexpr auto batches = joined<batch<T>>(one_batch<Q, F, T, 16>, one_batch<Q, F, T, 32>,
                                          one_batch<Q, F, T, 64>);

/// Under -ffast-math, backward is left out, whose loop is that of the derivative: it takes long to compile.
/// So are f and f' at once but in the functions in depth and where a kernel computes both; without FMA, too.
template <class Q, class F, class T>
constexpr bool has_array = Q::on_arrays && (!XACT_FAST_MATH || Q::inputs == 1 || Q::from_output) &&
                           (compiled == extent::everything || Q::outputs == 1 ||
                            (xact::simd::has_fma<T> && sizeof(T) > 2 && xact::core::evaluates_both<F, T>));

/// Q of F on numbers of type T, or none.
template <class Q, class F, class T>
constexpr auto one_quantity = [] {
  if constexpr (is_wanted<Q, T> && Q::template exists<F, T>) {
    quantity<T> q{Q::name, Q::inputs,       Q::outputs, Q::from_output, of<Q, F, T>::scalar,
                  nullptr, batches<Q, F, T>};
    if constexpr (has_array<Q, F, T>) q.array = of<Q, F, T>::array;
    return std::array{q};
  } else {
    return std::array<quantity<T>, 0>{};
  }
}();

template <class F, class T>
constexpr std::size_t number_of_quantities = [] {
  std::size_t count = 0;
  xact::core::for_each_quantity([&]<class Q>(Q) { count += one_quantity<Q, F, T>.size(); });
  return count;
}();
template <class F, class T>
constexpr auto quantities = [] {
  std::array<quantity<T>, number_of_quantities<F, T>> all{};
  [[maybe_unused]] std::size_t count = 0;
  xact::core::for_each_quantity([&]<class Q>(Q) {
    if constexpr (one_quantity<Q, F, T>.size() > 0) all[count++] = one_quantity<Q, F, T>[0];
  });
  return all;
}();

template <class F>
constexpr auto samples = [] {
  if constexpr (requires { F::samples(); })
    return F::samples();
  else
    return std::array{F{}};
}();

/// -ffast-math is tested on float and double.
template <class T>
constexpr bool tested = sizeof(T) > 2 || (!XACT_FAST_MATH && compiled != extent::arrays);

template <class F, class T>
constexpr auto activations_of = [] {
  if constexpr (tested<T> && xact::exists_for<F, T>) {
    std::array<activation<T>, samples<F>.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = {F::name, i, &samples<F>[i], quantities<F, T>, {}};
    if constexpr (sizeof(T) > 2 && !XACT_FAST_MATH && compiled != extent::arrays)
      all[0].constants = constants_of<F, T>;
    return all;
  } else {
    return std::array<activation<T>, 0>{};
  }
}();

template <class T, class... F>
constexpr auto activations = joined<activation<T>>(activations_of<F, T>...);

template <class... F>
constexpr family family_of(xact::activation_list<F...>, std::string_view build, std::string_view set) {
  return {
      {build, set, xact::simd::has_fma<float>, XACT_FAST_MATH, compiled != extent::arrays,
       xact::ops<xact::simd::native_batch<float>>::width, xact::ops<xact::simd::native_batch<double>>::width},
      activations<float, F...>,
      activations<double, F...>,
      activations<xact::bfloat16, F...>,
      activations<xact::float16, F...>};
}

}  // namespace
}  // namespace calls
