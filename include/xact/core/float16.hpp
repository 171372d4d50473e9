// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "xact/base/config.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

#if defined(__STDCPP_FLOAT16_T__) || defined(__STDCPP_BFLOAT16_T__)
#include <stdfloat>
#endif

// Numbers of 16 bits: xact::bfloat16 and xact::float16. They are stored; computation is in float.

namespace xact {

namespace core {

/// x, rounded to odd: rounding that again, to fewer bits, gives what rounding x once would give.
template <std::floating_point T>
XACT_INLINE constexpr float to_odd(T x) noexcept {
  const float nearest = static_cast<float>(x);
  auto bits = simd::bit_cast<std::uint32_t>(nearest);
  if (const auto y = static_cast<T>(nearest); (y < x || x < y) && (bits & 1) == 0)
    bits += (y < x) == (x > 0) ? 1u : ~std::uint32_t{0};
  return simd::bit_cast<float>(bits);
}
/// The same of an integer: those of more than 32 bits lose the lowest ones first, which the last bit stands
/// for.
template <std::integral T>
XACT_INLINE constexpr float to_odd(T x) noexcept {
  using magnitude_type = std::conditional_t<(sizeof(T) > 8), T, std::uint64_t>;
  const bool negative = x < T{0};
  auto magnitude = static_cast<magnitude_type>(x);
  if (negative) magnitude = ~magnitude + 1;
  double scale = negative ? -1 : 1;
  while (magnitude >> 32 != 0) {
    magnitude = magnitude >> 1 | (magnitude & 1);
    scale *= 2;
  }
  return to_odd(static_cast<double>(magnitude) * scale);
}

/// The number of 16 bits that has this pattern, as a float.
template <class Format>
XACT_INLINE constexpr float widen16(std::uint16_t pattern) noexcept {
  return Format::template widen<float>(std::uint32_t{pattern} << Format::position);
}
/// The pattern of y, rounded to 16 bits.
template <class Format>
XACT_INLINE constexpr std::uint16_t round16(float y) noexcept {
  return static_cast<std::uint16_t>(Format::round(y) >> Format::position);
}

/// A number of 16 bits where the compiler has none that is fit for use.
template <class Format>
class sixteen_bits {
 public:
  sixteen_bits() = default;
  /// Rounded once, to nearest, halfway to even.
  template <class T>
  requires std::is_arithmetic_v<T> XACT_INLINE constexpr explicit sixteen_bits(T x) noexcept
      : pattern_(round16<Format>(to_odd(x))) {}

  XACT_INLINE constexpr explicit operator float() const noexcept { return widen16<Format>(pattern_); }
  XACT_INLINE constexpr explicit operator double() const noexcept {
    return static_cast<double>(static_cast<float>(*this));
  }

  /// As numbers: -0 equals 0, and NaN equals no number.
  XACT_INLINE friend constexpr bool operator==(sixteen_bits a, sixteen_bits b) noexcept {
    return static_cast<float>(a) == static_cast<float>(b);
  }

 private:
  std::uint16_t pattern_;
};

}  // namespace core

/// bfloat16: a float's exponent, 8 bits of precision. std::bfloat16_t where there is one; else a type that
/// converts from and to the others explicitly and is trivially copyable: the bits in memory are the same.
#if defined(__STDCPP_BFLOAT16_T__)
using bfloat16 = std::bfloat16_t;
#elif defined(XACT_BFLOAT16)
__extension__ typedef XACT_BFLOAT16 bfloat16;
#else
using bfloat16 = core::sixteen_bits<simd::bfloat16_format>;
#endif

/// float16, also called half: 11 bits of precision, from 2^-24 to 65504. std::float16_t or _Float16 where
/// there is one; else a type like that of bfloat16.
#if defined(__STDCPP_FLOAT16_T__)
using float16 = std::float16_t;
#elif defined(XACT_FLOAT16)
__extension__ typedef XACT_FLOAT16 float16;
#else
using float16 = core::sixteen_bits<simd::float16_format>;
#endif

/// One of the two types of 16 bits.
template <class T>
concept bfloat16_or_float16 = std::same_as<T, bfloat16> || std::same_as<T, float16>;

/// The type that a function of T is computed in: float for 16 bits, otherwise T.
template <class T>
using computed_in = std::conditional_t<bfloat16_or_float16<T>, float, T>;

namespace detail {

template <class V>
struct number {
  using type = scalar_t<V>;
};
template <bfloat16_or_float16 H>
struct number<H> {
  using type = H;
};

}  // namespace detail

/// The type of a number in V: V itself, or that of a batch's elements.
template <class V>
using number_t = typename detail::number<V>::type;

namespace core {

/// The format of a type of 16 bits.
template <bfloat16_or_float16 H>
using format16 = std::conditional_t<std::same_as<H, bfloat16>, simd::bfloat16_format, simd::float16_format>;

/// The patterns of an array, for the loops that convert: these copy them, since the elements are of another
/// type.
template <bfloat16_or_float16 H>
XACT_INLINE const std::uint16_t* patterns(const H* numbers) noexcept {
  return static_cast<const std::uint16_t*>(static_cast<const void*>(numbers));
}
template <bfloat16_or_float16 H>
XACT_INLINE std::uint16_t* patterns(H* numbers) noexcept {
  return static_cast<std::uint16_t*>(static_cast<void*>(numbers));
}

/// An element of an array. What lies there may be an object of another type (as.hpp), and is copied like the
/// patterns: to read or write it as an H would break the rule of aliasing.
template <bfloat16_or_float16 H>
XACT_INLINE H element(const H* at) noexcept {
  std::uint16_t pattern = 0;
  std::memcpy(&pattern, at, sizeof pattern);
  return simd::bit_cast<H>(pattern);
}
template <bfloat16_or_float16 H>
XACT_INLINE void set_element(H* at, H x) noexcept {
  std::memcpy(at, &x, sizeof x);
}

/// x as a float, which is exact.
template <bfloat16_or_float16 H>
XACT_INLINE constexpr float widen(H x) noexcept {
  return widen16<format16<H>>(simd::bit_cast<std::uint16_t>(x));
}
/// y, rounded to nearest, halfway to even.
template <bfloat16_or_float16 H>
XACT_INLINE constexpr H round_to(float y) noexcept {
  return simd::bit_cast<H>(round16<format16<H>>(y));
}

}  // namespace core
}  // namespace xact
