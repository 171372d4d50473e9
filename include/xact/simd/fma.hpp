#pragma once

#include <cstdint>

#if defined(_MSC_VER) && !defined(__clang__)
#include <cmath>
#endif

#include "xact/core/config.hpp"

// Scalar fused multiply-add in every situation. There are two arithmetic classes:
//
//   with FMA     fma() is the instruction. All such machines agree to the last bit.
//   without      fma() keeps the product exact and rounds the sum (float: in double; double: in two
//                parts), which is all that the kernels ask of it. Polynomials use mul_add(), which is
//                then a product and a sum, so the last bits differ from those of the first class.
//
// Constant evaluation follows the class of its build; exact_fma() has the bits of the instruction there,
// which clang 14 does not fold at all and GCC does not where the result underflows.

namespace xact::simd {

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

/// a * b = hi + lo exactly, short of underflow (Dekker). `head` rounds to half of the bits.
template <class V, class Head>
XACT_INLINE constexpr unevaluated_sum<V> two_prod(V a, V b, Head head) {
  V product = a * b;
  V a_hi = head(a), a_lo = a - a_hi;
  V b_hi = head(b), b_lo = b - b_hi;
  return {product, (((a_hi * b_hi - product) + a_hi * b_lo) + a_lo * b_hi) + a_lo * b_lo};
}

/// a * b + c with an exact product, without FMA: off a fused one by at most a few 2^-53 of its last bit.
template <class V, class Head>
XACT_INLINE constexpr V split_fma(V a, V b, V c, Head head) {
  const auto product = two_prod(a, b, head);
  const auto sum = two_sum(product.hi, c);
  return sum.hi + (sum.lo + product.lo);
}

/// x rounded to 26 of a double's 53 bits; what is left fits in 26 bits and a sign.
struct upper_half {
  static constexpr std::uint64_t round = 0x400'0000u, keep = ~std::uint64_t{0x7FF'FFFFu};
  XACT_INLINE constexpr double operator()(double x) const {
    return bit_cast<double>((bit_cast<std::uint64_t>(x) + round) & keep);
  }
};

/// a + b rounded to odd: what does not fit sets the last bit, so that one more rounding is right.
XACT_INLINE constexpr double add_to_odd(double a, double b) {
  const auto sum = two_sum(a, b);
  auto bits = bit_cast<std::uint64_t>(sum.hi);
  if (sum.lo != 0 && (bits & 1) == 0) bits += (sum.hi > 0) == (sum.lo > 0) ? 1u : ~std::uint64_t{0};
  return bit_cast<double>(bits);
}

/// Correctly rounded a * b + c for constant expressions (Boldo and Melquiond, "Emulation of FMA and
/// correctly rounded sums: proved algorithms using rounding to odd", IEEE Trans. Computers 57(4), 2008).
XACT_INLINE constexpr float exact_fma(float a, float b, float c) {
  return static_cast<float>(add_to_odd(double{a} * double{b}, double{c}));
}
XACT_INLINE constexpr double exact_fma(double a, double b, double c) {
  const auto product = two_prod(a, b, upper_half{});
  const auto low = two_sum(c, product.lo);
  const auto high = two_sum(product.hi, low.hi);
  return high.hi + add_to_odd(low.lo, high.lo);
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

XACT_INLINE constexpr float fma(float a, float b, float c) {
#if XACT_HAS_FMA
  return is_constant_evaluated() ? exact_fma(a, b, c) : fused(a, b, c);
#else
  return static_cast<float>(double{a} * double{b} + double{c});
#endif
}

XACT_INLINE constexpr double fma(double a, double b, double c) {
#if XACT_HAS_FMA
  return is_constant_evaluated() ? exact_fma(a, b, c) : fused(a, b, c);
#else
  return split_fma(a, b, c, upper_half{});
#endif
}

}  // namespace xact::simd
