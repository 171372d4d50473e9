// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

// The only file that names xsimd (8.1 to 14.3). It uses the words that mean the same in all of those.

#include "xact/base/config.hpp"

#if XACT_HAS_SIMD && __has_include(<xsimd/xsimd.hpp>)
#include <xsimd/xsimd.hpp>
#endif

#if XACT_HAS_SIMD && 100 * XSIMD_VERSION_MAJOR + XSIMD_VERSION_MINOR < 801
#error "xact needs xsimd 8.1 or later (Debian: libxsimd-dev, vcpkg and Conan: xsimd), or -DXACT_NO_SIMD"
#endif

#if XACT_HAS_SIMD && defined(XSIMD_VERSION_MAJOR) && !defined(XSIMD_NO_SUPPORTED_ARCHITECTURE)

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "xact/simd/arm.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"
#include "xact/simd/wasm.hpp"
#include "xact/simd/x86/avx512.hpp"

namespace xact {

namespace simd {

/// The bits of x as a Batch. xsimd's word for it takes the batch up to 10.0, and its element from 11 on; what
/// calls itself 10.0 may be either.
template <class Batch, class From>
XACT_INLINE Batch bitwise_cast_to(From x) {
  if constexpr (requires {
                  { xsimd::bitwise_cast<typename Batch::value_type>(x) } -> std::same_as<Batch>;
                })
    return xsimd::bitwise_cast<typename Batch::value_type>(x);
  else
    return xsimd::bitwise_cast<Batch>(x);
}

}  // namespace simd

template <class T, class A>
  requires std::same_as<T, float> || std::same_as<T, double>
struct ops<xsimd::batch<T, A>> {
  using scalar = T;
  using format = simd::format<T>;
  using V = xsimd::batch<T, A>;
  using integers = xsimd::batch<typename format::bits, A>;
  using index = integers;
  using register_type = typename V::register_type;
  using integer_register = typename integers::register_type;
  static constexpr std::size_t width = V::size;

  XACT_INLINE static V fma(V a, V b, V c) {
    if constexpr (requires { simd::x86::fma(a.data, b.data, c.data); })
      return simd::x86::fma(a.data, b.data, c.data);
    else if constexpr (simd::has_fma<T>)
      return xsimd::fma(a, b, c);
    else if constexpr (std::same_as<T, double>)
      return simd::split_fma(a, b, c);
    else
      return each([](T x, T y, T z) { return simd::fma(x, y, z); }, a, b, c);
  }
  XACT_INLINE static V fms(V a, V b, V c) {
    if constexpr (requires { simd::x86::fms(a.data, b.data, c.data); })
      return simd::x86::fms(a.data, b.data, c.data);
    else
      return fma(a, b, negate(c));
  }
  XACT_INLINE static V fnma(V a, V b, V c) {  // xsimd's own is not fused on NEON
    if constexpr (requires { simd::x86::fnma(a.data, b.data, c.data); })
      return simd::x86::fnma(a.data, b.data, c.data);
    else
      return fma(negate(a), b, c);
  }
  XACT_INLINE static V mul_add(V a, V b, V c) {
    if constexpr (!simd::has_fma<T>)
      return a * b + c;
    else if constexpr (requires { simd::x86::fma(a.data, b.data, c.data); })
      return simd::x86::fma(a.data, b.data, c.data);
    else
      return fma(a, b, c);
  }
  XACT_INLINE static V mul_sub(V a, V b, V c) {
    if constexpr (!simd::has_fma<T>)
      return a * b - c;
    else if constexpr (requires { simd::x86::fms(a.data, b.data, c.data); })
      return simd::x86::fms(a.data, b.data, c.data);
    else
      return fms(a, b, c);
  }
  XACT_INLINE static V nmul_add(V a, V b, V c) {
    if constexpr (!simd::has_fma<T>)
      return c - a * b;
    else if constexpr (requires { simd::x86::fnma(a.data, b.data, c.data); })
      return simd::x86::fnma(a.data, b.data, c.data);
    else
      return fnma(a, b, c);
  }

  XACT_INLINE static V divide(V a, V b) {
    if constexpr (requires { simd::arm::divide(a.data, b.data); })
      return simd::arm::divide(a.data, b.data);
    else if constexpr (XACT_FAST_MATH)
      return simd::divide_as_written<T>(a.data, b.data);
    else
      return a / b;
  }

  XACT_INLINE static V sqrt(V x) {
    if constexpr (requires { simd::x86::sqrt(x.data); })
      return simd::x86::sqrt(x.data);
    else
      return xsimd::sqrt(x);
  }

  XACT_INLINE static V max(V bound, V x) {  // xsimd's own changed what it does with NaN in 14.0
    if constexpr (requires { simd::x86::max(bound.data, x.data); })
      return simd::x86::max(bound.data, x.data);
    else if constexpr (requires { simd::wasm::max<T>(bound.data, x.data); })
      return simd::wasm::max<T>(bound.data, x.data);
    else
      return xsimd::select(V(simd::unknown(bound.data)) > x, bound, x);
  }
  XACT_INLINE static V min(V bound, V x) {
    if constexpr (requires { simd::x86::min(bound.data, x.data); })
      return simd::x86::min(bound.data, x.data);
    else if constexpr (requires { simd::wasm::min<T>(bound.data, x.data); })
      return simd::wasm::min<T>(bound.data, x.data);
    else
      return xsimd::select(V(simd::unknown(bound.data)) < x, bound, x);
  }
  XACT_INLINE static V abs(V x) { return xsimd::abs(x); }
  XACT_INLINE static V min_abs(V bound, V x) {
    if constexpr (requires { simd::x86::min_abs(bound.data, x.data); })
      return simd::x86::min_abs(bound.data, x.data);
    else
      return min(bound, abs(x));
  }
  XACT_INLINE static V negative_abs(V x) { return x | V(T(-0.0)); }
  XACT_INLINE static V or_sign(V y, V x) {
    if constexpr (requires { simd::x86::or_sign(y.data, x.data); })
      return simd::x86::or_sign(y.data, x.data);
    else
      return y | (x & V(T(-0.0)));
  }
  XACT_INLINE static V xor_sign(V y, V x) {
    if constexpr (requires { simd::x86::xor_sign(y.data, x.data); })
      return simd::x86::xor_sign(y.data, x.data);
    else
      return y ^ (x & V(T(-0.0)));
  }

  XACT_INLINE static V select_less(V a, V b, V then, V otherwise) {
    return xsimd::select(a < b, then, otherwise);
  }
  XACT_INLINE static V select_less_equal(V a, V b, V then, V otherwise) {
    return xsimd::select(a <= b, then, otherwise);
  }
  XACT_INLINE static V select_negative(V x, V then, V otherwise) {
    if constexpr (requires { simd::x86::select_negative(x.data, then.data, otherwise.data); })
      return simd::x86::select_negative(x.data, then.data, otherwise.data);
    else
      return xsimd::select(or_sign(V(T(1)), x) < V(T(0)), then, otherwise);
  }

  XACT_INLINE static V to_exponent(V m) { return from_bits(to_bits(m) << format::mantissa_bits); }
  XACT_INLINE static V add_bits(V a, V b) { return from_bits(to_bits(a) + to_bits(b)); }
  template <int n>
  XACT_INLINE static V add_exponent(V x) {
    using bits = typename format::bits;
    return from_bits(to_bits(x) + integers(static_cast<bits>(n) << format::mantissa_bits));
  }

  XACT_INLINE static V upper_half(V x) {
    constexpr auto last = typename format::bits{1} << (format::mantissa_bits / 2 + 1);
    return from_bits((to_bits(x) + integers(last / 2)) & integers(~(last - 1)));
  }
  XACT_INLINE static V to_odd(V hi, V lo) {
    const V lowest_bit(simd::bit_cast<T>(typename format::bits{1}));
    const integers inexact = to_bits(xsimd::select(lo == V(T(0)), V(T(0)), lowest_bit));
    const integers above = (to_bits(hi ^ lo) >> (8 * sizeof(T) - 1)) & inexact;
    return from_bits((to_bits(hi) - above) | inexact);
  }

  template <int bits_of_mantissa = 1>
  XACT_INLINE static index table_index(V x) {
    return to_bits(x) >> (format::mantissa_bits - bits_of_mantissa);
  }
  XACT_INLINE static index integer_index(V m) { return to_bits(m); }
  XACT_INLINE static V lookup(const simd::table8<T>& table, index i) {
    if constexpr (requires { simd::x86::lookup(table, i.data); })
      return simd::x86::lookup(table, i.data);
    else {
      alignas(V) typename format::bits at[width];
      alignas(V) T found[width];
      i.store_aligned(at);
      for (std::size_t lane = 0; lane < width; ++lane) found[lane] = table.entries[at[lane] & 7];
      return V::load_aligned(found);
    }
  }

  /// The largest element; where one is NaN, NaN or any of the others.
  XACT_INLINE static T largest(V x) {
    if constexpr (requires { simd::x86::largest(x.data); }) {
      return simd::x86::largest(x.data);
    } else {
      return folded(x, [](T a, T b) { return ops<T>::max(a, b); });
    }
  }
  /// The sum of all: the second half is added to the first until one is left.
  XACT_INLINE static T total(V x) {
    if constexpr (requires { simd::x86::total(x.data); }) {
      return simd::x86::total(x.data);
    } else {
      return folded(x, [](T a, T b) { return ops<T>::fence(a + b); });
    }
  }

  XACT_INLINE static V fence(V x) {
    XACT_FENCE(x.data);
    return x;
  }

  XACT_INLINE static V load(const T* from) { return V::load_unaligned(from); }
  XACT_INLINE static void store(T* to, V x) { x.store_unaligned(to); }
  /// The first `count` elements, 0 < count < width; nothing beyond them is touched.
  XACT_INLINE static V load_some(const T* from, std::size_t count) {
    if constexpr (requires { simd::x86::load_some<register_type>(from, count); })
      return simd::x86::load_some<register_type>(from, count);
    else {
      alignas(V) T lanes[width] = {};
      for (std::size_t i = 0; i < count; ++i) lanes[i] = from[i];
      return V::load_aligned(lanes);
    }
  }
  XACT_INLINE static void store_some(T* to, std::size_t count, V x) {
    if constexpr (requires { simd::x86::store_some(to, count, x.data); })
      simd::x86::store_some(to, count, x.data);
    else {
      alignas(V) T lanes[width];
      x.store_aligned(lanes);
      for (std::size_t i = 0; i < count; ++i) to[i] = lanes[i];
    }
  }

  /// Numbers of 16 bits.
  template <class Format>
  XACT_INLINE static V load_as(const void* from) {
    if constexpr (requires { simd::x86::load_as<Format, register_type>(from); })
      return simd::x86::load_as<Format, register_type>(from);
    else if constexpr (requires { simd::x86::load_patterns<Format::position, integer_register>(from); })
      return Format::template widen<V>(simd::x86::load_patterns<Format::position, integer_register>(from));
    else {
      std::uint16_t patterns[width];
      alignas(V) std::uint32_t lanes[width];
      std::memcpy(patterns, from, sizeof patterns);
      for (std::size_t i = 0; i < width; ++i) lanes[i] = std::uint32_t{patterns[i]} << Format::position;
      return Format::template widen<V>(integers::load_aligned(lanes));
    }
  }
  template <class Format>
  XACT_INLINE static void store_as(void* to, V x) {
    if constexpr (requires { simd::x86::store_as<Format>(to, x.data); })
      simd::x86::store_as<Format>(to, x.data);
    else if constexpr (requires { simd::x86::store_patterns<Format::position>(to, integers().data); })
      simd::x86::store_patterns<Format::position>(to, Format::round(x).data);
    else {
      std::uint16_t patterns[width];
      alignas(V) std::uint32_t lanes[width];
      Format::round(x).store_aligned(lanes);
      for (std::size_t i = 0; i < width; ++i)
        patterns[i] = static_cast<std::uint16_t>(lanes[i] >> Format::position);
      std::memcpy(to, patterns, sizeof patterns);
    }
  }

  template <class Format>
  XACT_INLINE static void store_two_as(void* to, V a, V b) {
    constexpr bool is_bfloat16 = std::same_as<Format, simd::bfloat16_format>;
    if constexpr (is_bfloat16 && requires { simd::x86::store_bfloat16_unless_subnormal(to, a.data, b.data); })
      if (simd::x86::store_bfloat16_unless_subnormal(to, a.data, b.data)) return;
    if constexpr (
        !requires { simd::x86::store_as<Format>(to, a.data); } &&
        requires { simd::x86::store_two_patterns<Format::position>(to, integers().data, integers().data); }) {
      simd::x86::store_two_patterns<Format::position>(to, Format::round(a).data, Format::round(b).data);
    } else {
      store_as<Format>(to, a);
      store_as<Format>(static_cast<std::uint16_t*>(to) + width, b);
    }
  }
  template <class Format>
  XACT_INLINE static bool any_halfway(V x) {
    return Format::any_halfway(x);
  }

  XACT_INLINE static integers to_bits(V x) { return simd::bitwise_cast_to<integers>(x); }
  XACT_INLINE static V from_bits(integers x) { return simd::bitwise_cast_to<V>(x); }
  XACT_INLINE static bool any_equal(integers a, integers b) { return xsimd::any(a == b); }

 private:
  XACT_INLINE static V negate(V x) { return x ^ V(T(-0.0)); }  // xsimd's is 0 - x
  template <class F>
  XACT_INLINE static T folded(V x, F f) {
    alignas(V) T numbers[width];
    x.store_aligned(numbers);
    for (std::size_t n = width / 2; n > 0; n /= 2)
      for (std::size_t i = 0; i < n; ++i) numbers[i] = f(numbers[i], numbers[i + n]);
    return numbers[0];
  }
  template <class F>
  XACT_INLINE static V each(F f, V a, V b, V c) {
    alignas(V) T x[width], y[width], z[width];
    a.store_aligned(x);
    b.store_aligned(y);
    c.store_aligned(z);
    for (std::size_t i = 0; i < width; ++i) x[i] = f(x[i], y[i], z[i]);
    return V::load_aligned(x);
  }
};

template <class A>
struct widening<xsimd::batch<float, A>> {
  using V = xsimd::batch<float, A>;
  using half = xsimd::batch<double, A>;
  using type = simd::unrolled<half>;

  XACT_INLINE static type widen(V x) {
    if constexpr (requires { simd::x86::widen_lower(x.data); }) {
      return {simd::x86::widen_lower(x.data), simd::x86::widen_upper(x.data)};
    } else if constexpr (requires { simd::arm::widen_lower(x.data); }) {
      return {simd::arm::widen_lower(x.data), simd::arm::widen_upper(x.data)};
    } else {
      alignas(V) float from[V::size];
      alignas(V) double to[V::size];
      x.store_aligned(from);
      for (std::size_t i = 0; i < V::size; ++i) to[i] = static_cast<double>(from[i]);
      return {half::load_aligned(to), half::load_aligned(to + half::size)};
    }
  }
  XACT_INLINE static V narrow(const type& x) {
    if constexpr (requires { simd::x86::narrow(x.a.data, x.b.data); }) {
      return simd::x86::narrow(x.a.data, x.b.data);
    } else if constexpr (requires { simd::arm::narrow(x.a.data, x.b.data); }) {
      return simd::arm::narrow(x.a.data, x.b.data);
    } else {
      alignas(V) double from[V::size];
      alignas(V) float to[V::size];
      x.a.store_aligned(from);
      x.b.store_aligned(from + half::size);
      for (std::size_t i = 0; i < V::size; ++i) to[i] = static_cast<float>(from[i]);
      return V::load_aligned(to);
    }
  }
};

template <class A>
struct ops<xsimd::batch<std::int16_t, A>> {
  using V = xsimd::batch<std::int16_t, A>;
  static constexpr std::size_t width = V::size;
  XACT_INLINE static V select_less(V a, V b, V then, V otherwise) {
    if constexpr (requires { simd::x86::select_less_16(a.data, b.data, then.data, otherwise.data); })
      return simd::x86::select_less_16(a.data, b.data, then.data, otherwise.data);
    else
      return xsimd::select(a < b, then, otherwise);
  }
  XACT_INLINE static V load(const void* from) {
    V x;
    std::memcpy(&x.data, from, sizeof x.data);
    return x;
  }
  XACT_INLINE static void store(void* to, V x) { std::memcpy(to, &x.data, sizeof x.data); }
};

namespace simd {

/// The instruction set of the build. The registers' type names it, and so does every symbol that is compiled
/// for it.
using native = xsimd::default_arch;

/// What the array functions run on: the widest registers of the build, or plain numbers where it has none
/// for T.
template <class T>
using native_batch =
    std::conditional_t<xsimd::has_simd_register<T, native>::value, xsimd::batch<T, native>, T>;

/// The batch of n numbers, or void where there is none.
template <class T, std::size_t n>
using sized_batch = xsimd::make_sized_batch_t<T, n>;

}  // namespace simd
}  // namespace xact

#else

namespace xact::simd {

struct native {
  static constexpr const char* name() { return "scalar"; }
};
template <class T>
using native_batch = T;
template <class T, decltype(sizeof 0) n>
struct no_batch {
  using type = void;
};
template <class T, decltype(sizeof 0) n>
using sized_batch = typename no_batch<T, n>::type;  // void, but not before T is known

}  // namespace xact::simd

#endif

#include "xact/base/macros_back.hpp"
