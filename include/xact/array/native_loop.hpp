// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include "xact/array/conversion.hpp"
#include "xact/array/loop.hpp"
#include "xact/base/config.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/this_file.hpp"
#include "xact/simd/xsimd.hpp"

namespace xact::array {

/// The loops in the instruction set of the build.
///
/// A loop over registers is a function, of which every file has its own; one over scalars is inlined into its
/// caller, which knows more of its arguments.
struct native_loop {
  template <class T>
  using value = simd::native_batch<T>;

  template <class Quantity, class F, class... Ys, class T, std::same_as<T>... Ts,
            class V = simd::native_batch<T>, class = simd::this_file>
    requires(ops<V>::width > 1)
  static void run(const F& f, std::size_t n, results<Ys...> out, const T* in, const Ts*... ins) noexcept {
    for_each_vector<V, Quantity>(f, n, out, in, ins...);
  }
  template <class Quantity, class F, class... Ys, class T, std::same_as<T>... Ts,
            class V = simd::native_batch<T>>
    requires(ops<V>::width == 1)
  XACT_INLINE static void run(const F& f, std::size_t n, results<Ys...> out, const T* in,
                              const Ts*... ins) noexcept {
    for_each_vector<V, Quantity>(f, n, out, in, ins...);
  }

  /// Of a size that is known, and small: inlined, without a call.
  template <class Quantity, std::size_t n, class F, class... Ys, class T, std::same_as<T>... Ts>
  XACT_INLINE static void run(const F& f, std::integral_constant<std::size_t, n>, results<Ys...> out,
                              const T* in, const Ts*... ins) noexcept {
    for_each_vector<simd::native_batch<T>, Quantity>(f, n, out, in, ins...);
  }

  template <class Conversion, class V = simd::native_batch<typename Conversion::element>,
            class = simd::this_file>
    requires(ops<V>::width > 1)
  static void convert(const Conversion& conversion, std::size_t n) noexcept {
    array::convert<V>(conversion, n);
  }
  template <class Conversion, class V = simd::native_batch<typename Conversion::element>>
    requires(ops<V>::width == 1)
  XACT_INLINE static void convert(const Conversion& conversion, std::size_t n) noexcept {
    array::convert<V>(conversion, n);
  }

  template <class T, class Kernel, class V = simd::native_batch<T>, class = simd::this_file>
    requires(ops<V>::width > 1)
  static void call(const Kernel& kernel) noexcept { kernel.template on<V>(); }
  template <class T, class Kernel, class V = simd::native_batch<T>>
    requires(ops<V>::width == 1)
  XACT_INLINE static void call(const Kernel& kernel) noexcept { kernel.template on<V>(); }

  static constexpr bool converts_anything = true;
};

}  // namespace xact::array
