#pragma once

#include <algorithm>
#include <bit>
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

/// 2^exponent. The tests would spend a third of their time in std::ldexp and std::ilogb.
template <std::floating_point Y>
Y power_of_two(int exponent) {
  const bool is_normal = -1022 <= exponent && exponent <= 1023;  // as a double
  return is_normal ? static_cast<Y>(std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52))
                   : std::ldexp(Y(1), exponent);
}

/// That of the numbers of type T around y: std::ilogb(y), but of a normal number.
template <class T, std::floating_point Y>
int exponent(Y y) {
  const Y magnitude = std::abs(y);
  const auto nearby = static_cast<double>(magnitude);
  if (!(nearby <= std::numeric_limits<double>::max())) return std::max(std::ilogb(y), lowest_exponent<T>);
  const auto found = static_cast<int>(std::bit_cast<std::uint64_t>(nearby) >> 52) - 1023;
  const bool is_next = magnitude < power_of_two<Y>(found);  // y was rounded up to it
  return std::max(is_next ? found - 1 : found, lowest_exponent<T>);
}

/// The distance between the numbers of type T around y, subnormal ones included.
template <class T, std::floating_point Y>
Y ulp(Y y) {
  return power_of_two<Y>(exponent<T>(y) - precision<T> + 1);
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
                               : y * power_of_two<double>(std::max(static_cast<int>(exponent), 1) - 1 +
                                                          lowest_exponent<H> - precision<H> + 1);
  return (pattern(x) & 0x8000u) != 0 ? -y : y;
}

/// The pattern of what lies nearest, halfway that of the even one.
template <class H>
std::uint16_t nearest(long double truth) {
  const long double magnitude = std::min(std::abs(truth), 0x1p200L);
  const int power = exponent<H>(magnitude);
  const auto units =
      static_cast<std::int64_t>(std::rint(magnitude * power_of_two<long double>(precision<H> - 1 - power)));
  const std::int64_t whole =
      units + (static_cast<std::int64_t>(power - lowest_exponent<H>) << (precision<H> - 1));
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
