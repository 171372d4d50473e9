// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <bit>
#include <concepts>
#include <cstddef>
#include <type_traits>

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/core/other_register.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/xsimd.hpp"

// Functors of the compiler's own registers: __m128, __m256 and __m512, those of doubles, float32x4_t and the
// like, and any GNU vector of float or double, [[gnu::vector_size(32)]]. Include this beside a functor, and
// call it with them:
//
//     __m256 y = xact::gelu(x), dydx = xact::gelu.derivative(x), gated = xact::swiglu(a, b);
//
// They go through the batch of as many numbers, without memory, and have its bits. A vector wider than the
// registers goes through in halves, one that is narrower than all of them number by number.

template <xact::core::gnu_vector R>
struct xact::core::through_batches<R> {
  using T = std::remove_cvref_t<decltype(std::declval<R&>()[0])>;
  static constexpr std::size_t n = sizeof(R) / sizeof(T);
  using batch = simd::sized_batch<T, n>;

  template <class Quantity, class F, std::same_as<R>... Rs>
  XACT_INLINE static auto call(const F& f, Rs... x) noexcept {
    if constexpr (!std::is_void_v<batch>)
      return from_batch(Quantity::call(f, to_batch<batch>(x)...));
    else if constexpr (sizeof(R) > 16)
      return in_halves<Quantity>(f, std::bit_cast<halves>(x)...);
    else
      return one_by_one<Quantity>(f, x...);
  }

 private:
  struct halves {
    using half [[gnu::vector_size(sizeof(R) / 2)]] = T;
    half a, b;
  };

  template <class Batch>
  XACT_INLINE static Batch to_batch(R x) noexcept {
    return Batch(std::bit_cast<typename Batch::register_type>(x));
  }
  template <class Batch>
  XACT_INLINE static R from_batch(const Batch& y) noexcept {
    return std::bit_cast<R>(y.data);
  }
  template <class Batch>
  XACT_INLINE static value_and_derivative<R> from_batch(const value_and_derivative<Batch>& y) noexcept {
    return {from_batch(y.value), from_batch(y.derivative)};
  }

  template <class Quantity, class F, class... Halves>
  XACT_INLINE static auto in_halves(const F& f, const Halves&... x) noexcept {
    using half = through_batches<typename halves::half>;
    const auto a = half::template call<Quantity>(f, x.a...), b = half::template call<Quantity>(f, x.b...);
    if constexpr (Quantity::outputs == 1)
      return std::bit_cast<R>(halves{a, b});
    else
      return value_and_derivative<R>{std::bit_cast<R>(halves{a.value, b.value}),
                                     std::bit_cast<R>(halves{a.derivative, b.derivative})};
  }

  template <class Quantity, class F, class... Rs>
  XACT_INLINE static auto one_by_one(const F& f, Rs... x) noexcept {
    std::conditional_t<Quantity::outputs == 1, R, value_and_derivative<R>> all{};
    for (std::size_t i = 0; i < n; ++i) {
      const auto one = Quantity::call(f, static_cast<T>(x[i])...);
      if constexpr (Quantity::outputs == 1)
        all[i] = one;
      else
        all.value[i] = one.value, all.derivative[i] = one.derivative;
    }
    return all;
  }
};

#include "xact/base/macros_back.hpp"
