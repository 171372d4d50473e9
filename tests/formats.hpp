#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <type_traits>

#include "xact/core/float16.hpp"

// Formats of numbers by their definition: what the conversions of bfloat16 and float16 are measured against.

namespace formats {

template <class T>
inline constexpr int precision = std::numeric_limits<T>::digits;
template <>
inline constexpr int precision<xact::bfloat16> = 8;
template <>
inline constexpr int precision<xact::float16> = 11;

/// Of a normal number.
template <class T>
inline constexpr int lowest_exponent = std::numeric_limits<T>::min_exponent - 1;
template <>
inline constexpr int lowest_exponent<xact::bfloat16> = -126;
template <>
inline constexpr int lowest_exponent<xact::float16> = -14;

/// The distance between the numbers of type T around y, subnormal ones included.
template <class T, std::floating_point Y>
Y ulp(Y y) {
  const int exponent = y == 0 ? lowest_exponent<T> : std::max(std::ilogb(y), lowest_exponent<T>);
  return std::ldexp(Y(1), exponent - precision<T> + 1);
}

template <class T>
constexpr const char* name_of_type = std::is_same_v<T, float>            ? "float"
                                     : std::is_same_v<T, double>         ? "double"
                                     : std::is_same_v<T, xact::bfloat16> ? "bfloat16"
                                                                         : "float16";

template <class T>
using bits_of = std::conditional_t<sizeof(T) == 2, std::uint16_t,
                                   std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>;

template <class T>
constexpr bits_of<T> to_bits(T x) {
  return xact::simd::bit_cast<bits_of<T>>(x);
}
template <class T>
constexpr T from_bits(bits_of<T> bits) {
  return xact::simd::bit_cast<T>(bits);
}

/// The same bits, or both NaN: which NaN is not promised.
template <class T>
constexpr bool identical(T a, T b) {
  return to_bits(a) == to_bits(b) || (!(a == a) && !(b == b));
}

// ---- 16 bits

inline constexpr std::size_t how_many_of_16_bits = 65536;

template <class H>
constexpr unsigned infinity = std::is_same_v<H, xact::bfloat16> ? 0x7f80 : 0x7c00;

template <class H>
std::uint16_t pattern(H x) {
  return xact::simd::bit_cast<std::uint16_t>(x);
}
template <class H>
H number(std::size_t pattern) {
  return xact::simd::bit_cast<H>(static_cast<std::uint16_t>(pattern));
}

template <class H>
bool is_nan(H x) {
  return (pattern(x) & 0x7fffu) > infinity<H>;
}
/// Of a number of any type.
template <std::floating_point T>
  requires(!xact::bfloat16_or_float16<T>)
T value(T x) { return x; }
template <xact::bfloat16_or_float16 H>
double value(H x) {
  if (is_nan(x)) return NAN;
  const unsigned magnitude = pattern(x) & 0x7fffu, fraction = 1u << (precision<H> - 1);
  const unsigned exponent = magnitude / fraction, mantissa = magnitude % fraction;
  double y = exponent == 0 ? mantissa : fraction + mantissa;
  y = magnitude == infinity<H> ? HUGE_VAL
                               : std::ldexp(y, std::max(static_cast<int>(exponent), 1) - 1 +
                                                   lowest_exponent<H> - precision<H> + 1);
  return (pattern(x) & 0x8000u) != 0 ? -y : y;
}

/// The pattern of what lies nearest, halfway that of the even one.
template <class H>
std::uint16_t nearest(long double truth) {
  const long double magnitude = std::min(std::abs(truth), 0x1p200L);
  const int exponent =
      magnitude > 0 ? std::max(std::ilogb(magnitude), lowest_exponent<H>) : lowest_exponent<H>;
  const auto units =
      static_cast<std::int64_t>(std::nearbyint(std::ldexp(magnitude, precision<H> - 1 - exponent)));
  const std::int64_t whole =
      units + (static_cast<std::int64_t>(exponent - lowest_exponent<H>) << (precision<H> - 1));
  return static_cast<std::uint16_t>(std::min<std::int64_t>(whole, infinity<H>) |
                                    (std::signbit(truth) ? 0x8000 : 0));
}

/// y as the nearest number of any type.
template <class T>
T rounded(long double y) {
  if constexpr (xact::bfloat16_or_float16<T>)
    return std::isnan(y) ? number<T>(infinity<T> + 1) : number<T>(nearest<T>(y));
  else
    return static_cast<T>(y);
}
/// As identical(), of numbers of any type.
template <class T>
bool is_same(T a, T b) {
  if constexpr (xact::bfloat16_or_float16<T>)
    return pattern(a) == pattern(b) || (is_nan(a) && is_nan(b));
  else
    return identical(a, b);
}

/// x to the last bit.
template <class T>
std::string exactly(T x) {
  const auto y = value(x);
  std::ostringstream text;
  text.precision(std::numeric_limits<decltype(y)>::max_digits10);
  text << y << " (" << std::hexfloat << y << ')';
  return text.str();
}

}  // namespace formats
