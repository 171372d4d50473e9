// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

// What the kernels need and xsimd has no word for, or no word that means the same in all its versions, as
// overloads on x86 registers: of 128 bits here, of 256 in avx.hpp, of 512 in avx512.hpp. Included by
// simd/xsimd.hpp only.

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace xact::simd::x86 {

// So that simd/xsimd.hpp may ask for an overload that this build does not have.
void fma();
void fms();
void fnma();
void max();
void min();
void min_abs();
void sqrt();
void select_negative();
void or_sign();
void xor_sign();
void largest();
void total();
void widen_lower();
void widen_upper();
void narrow();
void lookup();
template <class>
void load_some();
template <class>
void store_some();
void select_less_16();
template <int, class>
void load_patterns();
template <int>
void store_patterns();
template <int>
void store_two_patterns();
void store_bfloat16_unless_subnormal();
template <class, class>
void load_as();
template <class>
void store_as();

}  // namespace xact::simd::x86

#if defined(__SSE2__)

// Not more than the build has: all of it costs a fifth of a second to compile.
#if defined(__AVX__)
#include <immintrin.h>
#elif defined(__SSE4_1__)
#include <smmintrin.h>
#else
#include <emmintrin.h>
#endif

namespace xact::simd::x86 {

// ---- float to double, rounded back

XACT_INLINE __m128d widen_lower(__m128 x) { return _mm_cvtps_pd(x); }
XACT_INLINE __m128d widen_upper(__m128 x) { return _mm_cvtps_pd(_mm_movehl_ps(x, x)); }
XACT_INLINE __m128 narrow(__m128d lower, __m128d upper) {
  return _mm_movelh_ps(_mm_cvtpd_ps(lower), _mm_cvtpd_ps(upper));
}

// ---- a b + c

#if XACT_HAS_FMA_DOUBLE  // and for float
XACT_INLINE __m128 fma(__m128 a, __m128 b, __m128 c) { return _mm_fmadd_ps(a, b, c); }
XACT_INLINE __m128 fms(__m128 a, __m128 b, __m128 c) { return _mm_fmsub_ps(a, b, c); }
XACT_INLINE __m128 fnma(__m128 a, __m128 b, __m128 c) { return _mm_fnmadd_ps(a, b, c); }
XACT_INLINE __m128d fma(__m128d a, __m128d b, __m128d c) { return _mm_fmadd_pd(a, b, c); }
XACT_INLINE __m128d fms(__m128d a, __m128d b, __m128d c) { return _mm_fmsub_pd(a, b, c); }
XACT_INLINE __m128d fnma(__m128d a, __m128d b, __m128d c) { return _mm_fnmadd_pd(a, b, c); }
#else
// Double holds the product of two floats exactly. What has no overload here is not to be taken for a
// __m128: clang converts registers silently.
void fma(__m128d, __m128d, __m128d) = delete;
XACT_INLINE __m128 fma(__m128 a, __m128 b, __m128 c) {
  const __m128d lo = _mm_add_pd(_mm_mul_pd(widen_lower(a), widen_lower(b)), widen_lower(c));
  const __m128d hi = _mm_add_pd(_mm_mul_pd(widen_upper(a), widen_upper(b)), widen_upper(c));
  return narrow(lo, hi);
}
#endif

// ---- minimum and maximum: the instructions return their second operand where one is NaN

// GCC takes the intrinsic apart into a comparison and a masked move, and computes x twice for it.
template <class Register>
XACT_INLINE Register opaque(Register x) {
  XACT_FENCE(x);
  return x;
}

XACT_INLINE __m128 max(__m128 bound, __m128 x) { return _mm_max_ps(bound, opaque(x)); }
XACT_INLINE __m128 min(__m128 bound, __m128 x) { return _mm_min_ps(bound, opaque(x)); }
XACT_INLINE __m128d max(__m128d bound, __m128d x) { return _mm_max_pd(bound, opaque(x)); }
XACT_INLINE __m128d min(__m128d bound, __m128d x) { return _mm_min_pd(bound, opaque(x)); }

// ---- the largest element, and the sum of all: the upper half is taken to the lower until one is left

XACT_INLINE float largest(__m128 x) {
  x = max(x, _mm_movehl_ps(x, x));
  return _mm_cvtss_f32(max(x, _mm_shuffle_ps(x, x, 1)));
}
XACT_INLINE double largest(__m128d x) { return _mm_cvtsd_f64(max(x, _mm_unpackhi_pd(x, x))); }
XACT_INLINE double total(__m128d x) { return _mm_cvtsd_f64(opaque(_mm_add_sd(x, _mm_unpackhi_pd(x, x)))); }

// ---- square root

XACT_INLINE __m128 sqrt(__m128 x) { return square_root_as_written<float>(x); }
XACT_INLINE __m128d sqrt(__m128d x) { return square_root_as_written<double>(x); }

// ---- selection by the sign bit

XACT_INLINE __m128 select_negative(__m128 x, __m128 then, __m128 otherwise) {
#if defined(__SSE4_1__)
  return _mm_blendv_ps(otherwise, then, x);
#else
  const __m128 mask = _mm_castsi128_ps(_mm_srai_epi32(_mm_castps_si128(x), 31));
  return _mm_or_ps(_mm_and_ps(mask, then), _mm_andnot_ps(mask, otherwise));
#endif
}
XACT_INLINE __m128d select_negative(__m128d x, __m128d then, __m128d otherwise) {
#if defined(__SSE4_1__)
  return _mm_blendv_pd(otherwise, then, x);
#else
  const __m128i upper = _mm_srai_epi32(_mm_castpd_si128(x), 31);
  const __m128d mask = _mm_castsi128_pd(_mm_shuffle_epi32(upper, _MM_SHUFFLE(3, 3, 1, 1)));
  return _mm_or_pd(_mm_and_pd(mask, then), _mm_andnot_pd(mask, otherwise));
#endif
}

// ---- the first `count` elements, 0 < count < width; the other lanes are 0

template <class Register, class T>
XACT_INLINE Register load_some(const T* from, std::size_t count) {
  alignas(Register) T lanes[sizeof(Register) / sizeof(T)] = {};
  for (std::size_t i = 0; i < count; ++i) lanes[i] = from[i];
  Register all;
  __builtin_memcpy(&all, lanes, sizeof all);
  return all;
}
template <class Register, class T>
XACT_INLINE void store_some(T* to, std::size_t count, Register all) {
  alignas(Register) T lanes[sizeof(Register) / sizeof(T)];
  __builtin_memcpy(lanes, &all, sizeof all);
  for (std::size_t i = 0; i < count; ++i) to[i] = lanes[i];
}

// In pieces: a detour through memory would wait for it.
template <>
XACT_INLINE __m128 load_some<__m128>(const float* from, std::size_t count) {
  if (count == 1) return _mm_load_ss(from);
  // Not _mm_load_sd, which reads a double: the compiler may take it that no float is written there.
  const __m128 two =
      _mm_loadl_pi(_mm_setzero_ps(), static_cast<const __m64*>(static_cast<const void*>(from)));
  return count == 2 ? two : _mm_movelh_ps(two, _mm_load_ss(from + 2));
}
template <>
XACT_INLINE __m128d load_some<__m128d>(const double* from, std::size_t) {
  return _mm_load_sd(from);
}
template <>
XACT_INLINE void store_some(float* to, std::size_t count, __m128 all) {
  if ((count & 2) != 0) {
    _mm_storel_pi(static_cast<__m64*>(static_cast<void*>(to)), all);
    all = _mm_movehl_ps(all, all);
    to += 2;
  }
  if ((count & 1) != 0) _mm_store_ss(to, all);
}
template <>
XACT_INLINE void store_some(double* to, std::size_t, __m128d all) {
  _mm_store_sd(to, all);
}

// ---- table look-up

/// SSE has no permutation by a variable: one load an element.
XACT_INLINE float entry(const table8<float>& table, int i) { return table.entries[i & 7]; }
XACT_INLINE __m128 lookup(const table8<float>& table, __m128i i) {
  return _mm_setr_ps(entry(table, _mm_cvtsi128_si32(i)), entry(table, _mm_extract_epi16(i, 2)),
                     entry(table, _mm_extract_epi16(i, 4)), entry(table, _mm_extract_epi16(i, 6)));
}

// ---- numbers of 16 bits, at that position in 32

template <int position, class Integers>
Integers load_patterns(const void* from) = delete;
template <>
XACT_INLINE __m128i load_patterns<0, __m128i>(const void* from) {
  return _mm_unpacklo_epi16(_mm_loadl_epi64(static_cast<const __m128i*>(from)), _mm_setzero_si128());
}
template <>
XACT_INLINE __m128i load_patterns<16, __m128i>(const void* from) {
  return _mm_unpacklo_epi16(_mm_setzero_si128(), _mm_loadl_epi64(static_cast<const __m128i*>(from)));
}
template <int position>
XACT_INLINE void store_patterns(void* to, __m128i patterns) {
  if constexpr (position == 0) patterns = _mm_slli_epi32(patterns, 16);
  patterns = _mm_srai_epi32(patterns, 16);  // what SSE2 packs is signed
  _mm_storel_epi64(static_cast<__m128i*>(to), _mm_packs_epi32(patterns, patterns));
}
template <int position>
XACT_INLINE void store_two_patterns(void* to, __m128i a, __m128i b) {
  if constexpr (position == 0) {
    a = _mm_slli_epi32(a, 16);
    b = _mm_slli_epi32(b, 16);
  }
  a = _mm_srai_epi32(a, 16);
  b = _mm_srai_epi32(b, 16);
  _mm_storeu_si128(static_cast<__m128i*>(to), _mm_packs_epi32(a, b));
}

/// By the processor's own conversions, which round as they are told, whatever its mode is.
template <class Format, class Register>
Register load_as(const void* from) = delete;

}  // namespace xact::simd::x86

#endif
