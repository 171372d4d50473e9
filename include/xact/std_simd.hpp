// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"
#include "xact/base/requirements.hpp"

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>

#if __cplusplus > 202302L && __has_include(<simd>)
#include <simd>
#elif __has_include(<experimental/simd>)
#include <experimental/simd>
#else
#error "xact/std_simd.hpp needs std::simd (C++26) or std::experimental::simd (libstdc++ 11 and later)"
#endif

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/core/other_register.hpp"
#include "xact/registers.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/xsimd.hpp"

// Functors of std::simd::vec where the standard library has it (C++26), of std::experimental::simd elsewhere,
// and of both where a program has included both. Include this beside a functor, and call it with them:
//
//     stdx::native_simd<float> y = xact::gelu(x), dydx = xact::gelu.derivative(x);
//
// They go through the batch of as many numbers, and have its bits; what has several registers goes through by
// parts. Where the compiler optimises, no number goes by memory.

namespace xact {
namespace detail {

/// A type of the standard library's: what it is of, how many, and how it is written to and made of numbers
/// that stand one after the other. To vectors of the compiler's, there is no other way for all of them.
template <class R>
struct standard_simd;

#if defined(__cpp_lib_simd) || defined(__glibcxx_simd)
template <class T, class Abi>
struct standard_simd<std::simd::basic_vec<T, Abi>> {
  using R = std::simd::basic_vec<T, Abi>;
  using element = T;
  static constexpr auto size = static_cast<std::size_t>(R::size());

  XACT_INLINE static void store(const R& x, T* to) noexcept {
    std::simd::unchecked_store(x, to, static_cast<std::ptrdiff_t>(size));
  }
  XACT_INLINE static R load(const T* from) noexcept {
    return std::simd::unchecked_load<R>(from, static_cast<std::ptrdiff_t>(size));
  }
};
#endif

#if defined(__cpp_lib_experimental_parallel_simd)
template <class T, class Abi>
struct standard_simd<std::experimental::simd<T, Abi>> {
  using R = std::experimental::simd<T, Abi>;
  using element = T;
  static constexpr std::size_t size = R::size();

  XACT_INLINE static void store(const R& x, T* to) noexcept {
    x.copy_to(to, std::experimental::element_aligned);
  }
  XACT_INLINE static R load(const T* from) noexcept { return R(from, std::experimental::element_aligned); }
};
#endif

/// As many numbers as the widest vector of the compiler's takes of n that goes through one batch.
template <class T, std::size_t n>
inline constexpr std::size_t widest_vector =
    std::min(std::bit_floor(n), std::max(16 / sizeof(T), ops<simd::native_batch<T>>::width));

template <class T, std::size_t n>
struct vector_of {
  using type [[gnu::vector_size(n * sizeof(T))]] = T;
};

template <class T>
concept float_or_double = std::same_as<T, float> || std::same_as<T, double>;
template <class R>
concept standard_simd_of_floats = float_or_double<typename standard_simd<R>::element>;

}  // namespace detail
}  // namespace xact

// Of what follows, g++ 12 looks names up outside of xact.

template <xact::detail::standard_simd_of_floats R>
struct xact::core::through_batches<R> {
  using standard = xact::detail::standard_simd<R>;
  using T = typename standard::element;
  static constexpr std::size_t n = standard::size;

  template <class Quantity, class F, std::same_as<R>... Rs>
  XACT_INLINE static auto call(const F& f, const Rs&... x) noexcept {
    numbers y, dydx;
    by_parts<Quantity, 0>(f, y, dydx, numbers(x)...);
    if constexpr (Quantity::outputs == 1)
      return standard::load(y.all);
    else
      return xact::value_and_derivative<R>{standard::load(y.all), standard::load(dydx.all)};
  }

 private:
  /// They never are in memory, once the compiler has followed where each register goes.
  struct numbers {
    T all[n];

    XACT_INLINE numbers() noexcept {}  // leaves them as they are
    XACT_INLINE explicit numbers(const R& x) noexcept { standard::store(x, all); }
    template <class V>
    XACT_INLINE V part(std::size_t i) const noexcept {
      V x;
      std::memcpy(&x, all + i, sizeof x);
      return x;
    }
    template <class V>
    XACT_INLINE void set_part(std::size_t i, V x) noexcept {
      std::memcpy(all + i, &x, sizeof x);
    }
  };

  template <class Quantity, std::size_t i, class F, class... Inputs>
  XACT_INLINE static void by_parts(const F& f, numbers& y, numbers& dydx, const Inputs&... x) noexcept {
    if constexpr (i < n) {
      constexpr std::size_t width = xact::detail::widest_vector<T, n - i>;
      using V = typename xact::detail::vector_of<T, width>::type;
      const auto part = through_batches<V>::template call<Quantity>(f, x.template part<V>(i)...);
      if constexpr (Quantity::outputs == 1) {
        y.set_part(i, part);
      } else {
        y.set_part(i, part.value);
        dydx.set_part(i, part.derivative);
      }
      by_parts<Quantity, i + width>(f, y, dydx, x...);
    }
  }
};

#include "xact/base/macros_back.hpp"
