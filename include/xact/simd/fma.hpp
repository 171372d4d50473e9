// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#if defined(_MSC_VER) && !defined(__clang__)
#include <cmath>
#endif

#include "xact/base/config.hpp"

// Scalar fused multiply-add in every situation. There are two arithmetic classes, for each type:
//
//   with FMA     fma() is the instruction. All such machines agree to the last bit.
//   without      fma() keeps the product exact and rounds the sum (float: in double; double: in two
//                parts), which is all that the kernels ask of it. Polynomials use mul_add(), which is
//                then a product and a sum, so the last bits differ from those of the first class.
//
// Constant evaluation follows the class of its build; exact_fma() has the bits of the instruction there,
// which clang 14 does not fold at all and GCC does not where the result underflows.

namespace xact {

template <class V>
struct ops;

namespace simd {

/// Numbers of type T are computed in the class with FMA.
template <class T>
inline constexpr bool has_fma = XACT_HAS_FMA_DOUBLE || (XACT_HAS_FMA_FLOAT && sizeof(T) == 4);

/// std::bit_cast and std::is_constant_evaluated, which a GPU may not call.
template <class To, class From>
XACT_INLINE constexpr To bit_cast(From from) {
  return __builtin_bit_cast(To, from);
}
XACT_INLINE constexpr bool is_constant_evaluated() { return __builtin_is_constant_evaluated(); }

template <class T>
struct unevaluated_sum {
  T hi, lo;
};

/// a + b = hi + lo exactly (Knuth).
template <class V>
XACT_INLINE constexpr unevaluated_sum<V> two_sum(V a, V b) {
  V sum = a + b;
  V b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// The same where a is 0 or |a| >= |b| (Dekker).
template <class V>
XACT_INLINE constexpr unevaluated_sum<V> fast_two_sum(V a, V b) {
  V sum = a + b;
  return {sum, (a - sum) + b};
}

/// a * b = hi + lo exactly, short of underflow (Dekker).
template <class V>
XACT_INLINE constexpr unevaluated_sum<V> two_prod(V a, V b) {
  V product = a * b;
  V a_hi = ops<V>::upper_half(a), a_lo = a - a_hi;
  V b_hi = ops<V>::upper_half(b), b_lo = b - b_hi;
  return {product, (((a_hi * b_hi - product) + a_hi * b_lo) + a_lo * b_hi) + a_lo * b_lo};
}

/// a * b + c with an exact product, without FMA: off a fused one by at most a few 2^-53 of its last bit.
template <class V>
XACT_INLINE constexpr V split_fma(V a, V b, V c) {
  const auto product = two_prod(a, b);
  const auto sum = two_sum(product.hi, c);
  return sum.hi + (sum.lo + product.lo);
}

/// hi + lo rounded to odd, where hi is the sum rounded to nearest: what does not fit sets the last bit, so
/// that one more rounding is right.
XACT_INLINE constexpr double to_odd(double hi, double lo) {
  const auto hi_bits = bit_cast<std::uint64_t>(hi), lo_bits = bit_cast<std::uint64_t>(lo);
  const std::uint64_t inexact = lo != 0, above = (hi_bits ^ lo_bits) >> 63 & inexact;
  return bit_cast<double>((hi_bits - above) | inexact);
}
XACT_INLINE constexpr double add_to_odd(double a, double b) {
  const auto sum = two_sum(a, b);
  return to_odd(sum.hi, sum.lo);
}

template <class T>
XACT_INLINE constexpr bool is_infinite(T x) {
  return x == static_cast<T>(__builtin_huge_val()) || x == static_cast<T>(-__builtin_huge_val());
}

/// Correctly rounded a * b + c for constant expressions (Boldo and Melquiond, "Emulation of FMA and
/// correctly rounded sums: proved algorithms using rounding to odd", IEEE Trans. Computers 57(4), 2008).
template <class T>
XACT_INLINE constexpr T exact_fma(T a, T b, T c) {
  if (is_infinite(a) || is_infinite(b) || is_infinite(c)) return a * b + c;
  if constexpr (sizeof(T) == 4) {
    return static_cast<T>(
        add_to_odd(static_cast<double>(a) * static_cast<double>(b), static_cast<double>(c)));
  } else {
    if (a == 0 || b == 0) return a * b + c;
    const auto product = two_prod(a, b);
    const auto low = two_sum(c, product.lo);
    const auto high = two_sum(product.hi, low.hi);
    return high.hi + add_to_odd(low.lo, high.lo);
  }
}

#if defined(__CUDA_ARCH__)
XACT_INLINE float fused(float a, float b, float c) { return __fmaf_rn(a, b, c); }
XACT_INLINE double fused(double a, double b, double c) { return __fma_rn(a, b, c); }
#elif defined(_MSC_VER) && !defined(__clang__)
XACT_INLINE float fused(float a, float b, float c) { return std::fma(a, b, c); }
XACT_INLINE double fused(double a, double b, double c) { return std::fma(a, b, c); }
#else
XACT_INLINE float fused(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
XACT_INLINE double fused(double a, double b, double c) { return __builtin_fma(a, b, c); }
#endif

template <class T>
XACT_INLINE constexpr T fma(T a, T b, T c) {
  if constexpr (has_fma<T>)
    return is_constant_evaluated() ? exact_fma(a, b, c) : fused(a, b, c);
  else if constexpr (sizeof(T) == 4)
    return static_cast<T>(static_cast<double>(a) * static_cast<double>(b) + static_cast<double>(c));
  else
    return split_fma(a, b, c);
}

}  // namespace simd
}  // namespace xact
