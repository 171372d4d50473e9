// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "xact/base/config.hpp"
#include "xact/simd/fma.hpp"

namespace xact {

/// The primitives that every kernel is written in, for a value type V: float and double here, an xsimd
/// batch in simd/xsimd.hpp, several registers side by side in simd/unrolled.hpp. V itself brings binary + - *
/// and V(scalar). A new value type is one specialisation. It is a trait and not a set of overloads because an
/// unqualified call on a foreign type looks in that type's namespace only.
template <class V>
struct ops;

namespace simd {

template <class T>
struct format;
template <>
struct format<float> {
  using bits = std::uint32_t;
  static constexpr int mantissa_bits = 23;
  static constexpr int exponent_bias = 127;
};
template <>
struct format<double> {
  using bits = std::uint64_t;
  static constexpr int mantissa_bits = 52;
  static constexpr int exponent_bias = 1023;
};

/// Eight entries, twice over: one load fills the widest register, whose permutation then needs no mask.
template <class T>
struct alignas(64) table8 {
  T entries[16];
  constexpr table8(T a, T b, T c, T d, T e, T f, T g, T h)
      : entries{a, b, c, d, e, f, g, h, a, b, c, d, e, f, g, h} {}
};

/// A bound, a number or a register, of which the compiler knows nothing. Of a bound of 0 that clang 14 knows,
/// it makes f32.max on WebAssembly and fmax on ARM, for which 0 is larger than -0.
template <class Register>
XACT_INLINE constexpr Register unknown(Register bound) {
#if defined(__wasm__)
  if (!is_constant_evaluated()) asm("" : "+r"(bound));
#elif defined(__clang__) && defined(__aarch64__)
  if (!is_constant_evaluated()) {
    XACT_FENCE(bound);
  }
#endif
  return bound;
}

/// a / b for a register of T, under -ffast-math too.
template <class T, class Register>
XACT_INLINE Register divide_as_written(Register a, Register b) {
  if constexpr (std::same_as<Register, float>)
    XACT_DIVIDE("ss", a, b);
  else if constexpr (std::same_as<Register, double>)
    XACT_DIVIDE("sd", a, b);
  else if constexpr (std::same_as<T, float>)
    XACT_DIVIDE("ps", a, b);
  else
    XACT_DIVIDE("pd", a, b);
  return a;
}

/// The square root for a register of T, under -ffast-math too.
template <class T, class Register>
XACT_INLINE Register square_root_as_written(Register a) {
  if constexpr (std::same_as<Register, float>)
    XACT_SQUARE_ROOT("ss", "%0, ", a);
  else if constexpr (std::same_as<Register, double>)
    XACT_SQUARE_ROOT("sd", "%0, ", a);
  else if constexpr (std::same_as<T, float>)
    XACT_SQUARE_ROOT("ps", "", a);
  else
    XACT_SQUARE_ROOT("pd", "", a);
  return a;
}

/// The square root, correctly rounded, for constant expressions: bit by bit, of the significand as an
/// integer.
template <class T>
XACT_INLINE constexpr T exact_square_root(T x) {
  using bits = typename format<T>::bits;
  constexpr int mantissa_bits = format<T>::mantissa_bits, bias = format<T>::exponent_bias;
  constexpr bits one = bits{1} << mantissa_bits, infinity = bits{2 * bias + 1} << mantissa_bits;
  if (x < 0) return bit_cast<T>(~bits{0});  // NaN
  if (!(x > 0) || bit_cast<bits>(x) == infinity) return x;
  bits significand = bit_cast<bits>(x);
  int exponent = static_cast<int>(significand >> mantissa_bits) - bias;
  if (exponent == -bias)  // subnormal
    for (++exponent; significand < one; significand <<= 1) --exponent;
  significand = (significand & (one - 1)) | one;
  if (exponent % 2 != 0) significand <<= 1, --exponent;
  bits root = 0, remainder = 0;
  for (int i = mantissa_bits + 1; i >= 0; --i) {  // two bits of the significand make one of the root
    const int below = 2 * i - (mantissa_bits + 2);
    const bits two_bits = below >= 0 ? significand >> below : below == -1 ? significand << 1 : 0;
    remainder = (remainder << 2) | (two_bits & 3);
    const bits step = (root << 2) | 1;
    root <<= 1;
    if (remainder >= step) remainder -= step, root |= 1;
  }
  root = (root >> 1) + (root & 1);  // no root lies halfway
  return bit_cast<T>((static_cast<bits>(exponent / 2 + bias) << mantissa_bits) + (root - one));
}

}  // namespace simd

template <class T>
  requires std::same_as<T, float> || std::same_as<T, double>
struct ops<T> {
  using scalar = T;
  using format = simd::format<T>;
  using bits = typename format::bits;
  using integers = bits;
  using index = bits;
  static constexpr std::size_t width = 1;

  /// a b + c, fused. Without FMA the sign of a zero and the payload of NaN may be others than the
  /// instruction's.
  XACT_INLINE static constexpr T fma(T a, T b, T c) { return simd::fma(a, b, c); }
  XACT_INLINE static constexpr T fms(T a, T b, T c) { return simd::fma(a, b, -c); }   ///< a b - c, fused
  XACT_INLINE static constexpr T fnma(T a, T b, T c) { return simd::fma(-a, b, c); }  ///< c - a b, fused
  /// a b + c where it does not matter whether the product is rounded.
  XACT_INLINE static constexpr T mul_add(T a, T b, T c) {
    if (simd::has_fma<T>) return simd::fma(a, b, c);
    const T product = a * b;  // in one expression, clang fuses it where it computes constants
    return product + c;
  }
  XACT_INLINE static constexpr T mul_sub(T a, T b, T c) { return mul_add(a, b, -c); }   ///< a b - c, likewise
  XACT_INLINE static constexpr T nmul_add(T a, T b, T c) { return mul_add(-a, b, c); }  ///< c - a b, likewise

  /// Correctly rounded.
  XACT_INLINE static constexpr T divide(T a, T b) {
    if (!XACT_FAST_MATH || simd::is_constant_evaluated()) return a / b;
    return simd::divide_as_written<T>(a, b);
  }

  /// Correctly rounded; NaN of a number below 0.
  XACT_INLINE static constexpr T sqrt(T x) {
    if (simd::is_constant_evaluated()) return simd::exact_square_root(x);
    return simd::square_root_as_written<T>(x);
  }

  /// The larger; x where x is NaN. A bound goes first.
  XACT_INLINE static constexpr T max(T bound, T x) { return simd::unknown(bound) > x ? bound : x; }
  XACT_INLINE static constexpr T min(T bound, T x) { return simd::unknown(bound) < x ? bound : x; }
  XACT_INLINE static constexpr T abs(T x) { return from_bits(to_bits(x) & ~sign_bit); }
  /// The smaller of bound and |x|; where x is NaN, either.
  XACT_INLINE static constexpr T min_abs(T bound, T x) { return min(bound, abs(x)); }
  XACT_INLINE static constexpr T negative_abs(T x) { return from_bits(to_bits(x) | sign_bit); }
  /// y with the sign of x, where y is not negative or has it already.
  XACT_INLINE static constexpr T or_sign(T y, T x) { return from_bits(to_bits(y) | (to_bits(x) & sign_bit)); }
  /// y, negated where the sign bit of x is set.
  XACT_INLINE static constexpr T xor_sign(T y, T x) {
    return from_bits(to_bits(y) ^ (to_bits(x) & sign_bit));
  }

  XACT_INLINE static constexpr T select_less(T a, T b, T then, T otherwise) {
    return a < b ? then : otherwise;
  }
  XACT_INLINE static constexpr T select_less_equal(T a, T b, T then, T otherwise) {
    return a <= b ? then : otherwise;
  }
  /// By the sign bit: -0 counts as negative.
  XACT_INLINE static constexpr T select_negative(T x, T then, T otherwise) {
    return (to_bits(x) & sign_bit) != 0 ? then : otherwise;
  }

  /// The lowest bits of m moved into the exponent field; the rest is lost.
  XACT_INLINE static constexpr T to_exponent(T m) { return from_bits(to_bits(m) << format::mantissa_bits); }
  /// Adds the patterns as integers: with a multiple of the lowest exponent bit, an exact scaling of a.
  XACT_INLINE static constexpr T add_bits(T a, T b) { return from_bits(to_bits(a) + to_bits(b)); }
  /// x 2^n as to_bits(x) + (n << mantissa_bits): right as long as x and the result are normal.
  template <int n>
  XACT_INLINE static constexpr T add_exponent(T x) {
    return from_bits(to_bits(x) + (static_cast<bits>(n) << format::mantissa_bits));
  }

  /// x rounded to half of its bits; what is left fits in the other half.
  XACT_INLINE static constexpr T upper_half(T x) {
    constexpr bits last = bits{1} << (format::mantissa_bits / 2 + 1);
    return from_bits((to_bits(x) + last / 2) & ~(last - 1));
  }
  /// hi + lo rounded to odd, where hi is the sum rounded to nearest.
  XACT_INLINE static constexpr double to_odd(double hi, double lo) { return simd::to_odd(hi, lo); }

  /// Where in a table x > 0 belongs: its exponent and the first bits of its mantissa, so 2^bits_of_mantissa
  /// entries an octave. Of the index, a table of 8 uses the lowest three bits.
  template <int bits_of_mantissa = 1>
  XACT_INLINE static constexpr index table_index(T x) {
    return to_bits(x) >> (format::mantissa_bits - bits_of_mantissa);
  }
  /// The integer that m holds in its lowest bits, as an index.
  XACT_INLINE static constexpr index integer_index(T m) { return to_bits(m); }
  XACT_INLINE static constexpr T lookup(const simd::table8<T>& table, index i) {
    return table.entries[i & 7];
  }

  XACT_INLINE static constexpr T largest(T x) { return x; }  ///< element
  XACT_INLINE static constexpr T total(T x) { return x; }    ///< of all elements

  /// x behind an optimisation barrier, which stops the compiler from contracting a product into a sum.
  XACT_INLINE static constexpr T fence(T x) {
    if (!simd::is_constant_evaluated()) {
      XACT_FENCE(x);
    }
    return x;
  }

  XACT_INLINE static constexpr T load(const T* from) { return *from; }
  XACT_INLINE static constexpr void store(T* to, T x) { *to = x; }

  /// A number of 16 bits.
  template <class Format>
  XACT_INLINE static T load_as(const void* from) {
    std::uint16_t pattern = 0;
    std::memcpy(&pattern, from, sizeof pattern);
    return Format::template widen<T>(bits{pattern} << Format::position);
  }
  template <class Format>
  XACT_INLINE static void store_as(void* to, T x) {
    const auto pattern = static_cast<std::uint16_t>(Format::round(x) >> Format::position);
    std::memcpy(to, &pattern, sizeof pattern);
  }
  template <class Format>
  XACT_INLINE static bool any_halfway(T x) {
    return Format::any_halfway(x);
  }

  XACT_INLINE static constexpr bits to_bits(T x) { return simd::bit_cast<bits>(x); }
  XACT_INLINE static constexpr T from_bits(bits b) { return simd::bit_cast<T>(b); }
  XACT_INLINE static constexpr bool any_equal(bits a, bits b) { return a == b; }  ///< in any element

 private:
  static constexpr bits sign_bit = bits{1} << (8 * sizeof(T) - 1);
};

/// The primitives for a pattern of 16 bits as a signed integer, on which ReLU needs no arithmetic.
template <>
struct ops<std::int16_t> {
  static constexpr std::size_t width = 1;
  XACT_INLINE static constexpr std::int16_t select_less(std::int16_t a, std::int16_t b, std::int16_t then,
                                                        std::int16_t otherwise) {
    return a < b ? then : otherwise;
  }
  XACT_INLINE static std::int16_t load(const void* from) {
    std::int16_t x = 0;
    std::memcpy(&x, from, sizeof x);
    return x;
  }
  XACT_INLINE static void store(void* to, std::int16_t x) { std::memcpy(to, &x, sizeof x); }
};

namespace simd {

/// A parameter, rounded to float. Fenced, since GCC 12 drops the way to float and back where two numbers go
/// it side by side.
XACT_INLINE constexpr double rounded_to_float(double x) {
  return static_cast<double>(ops<float>::fence(static_cast<float>(x)));
}

}  // namespace simd

/// The numbers that a V holds: float of a float, and of a batch of them.
template <class V>
using scalar_t = typename ops<V>::scalar;

/// Between a float value type V and the value type of as many doubles: of a float here, of a batch in
/// simd/xsimd.hpp, of several side by side in simd/unrolled.hpp.
template <class V>
struct widening;
template <>
struct widening<float> {
  using type = double;
  XACT_INLINE static constexpr double widen(float x) { return static_cast<double>(x); }
  XACT_INLINE static constexpr float narrow(double x) { return static_cast<float>(x); }  ///< rounded once
};

template <class V>
concept single_precision = (std::same_as<scalar_t<V>, float>);
template <class V>
concept double_precision = (std::same_as<scalar_t<V>, double>);

/// A float, a double, or a batch of them: what a functor computes on, since ops<V> has its primitives.
template <class V>
concept real_or_batch = requires {
  typename ops<V>::scalar;
};

}  // namespace xact
