#pragma once

#include "xact/core/config.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/half.hpp"
#include "xact/simd/ops.hpp"

// What the kernels need and xsimd has no word for, or no word that means the same in all its versions, as
// overloads on x86 registers. Included by simd/xsimd.hpp only.

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
void select_negative();
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
#if defined(__AVX__)
XACT_INLINE __m256d widen_lower(__m256 x) { return _mm256_cvtps_pd(_mm256_castps256_ps128(x)); }
XACT_INLINE __m256d widen_upper(__m256 x) { return _mm256_cvtps_pd(_mm256_extractf128_ps(x, 1)); }
XACT_INLINE __m256 narrow(__m256d lower, __m256d upper) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm256_cvtpd_ps(lower)), _mm256_cvtpd_ps(upper), 1);
}
#endif
#if defined(__AVX512F__) && defined(__AVX512DQ__)
XACT_INLINE __m512d widen_lower(__m512 x) { return _mm512_cvtps_pd(_mm512_castps512_ps256(x)); }
XACT_INLINE __m512d widen_upper(__m512 x) { return _mm512_cvtps_pd(_mm512_extractf32x8_ps(x, 1)); }
XACT_INLINE __m512 narrow(__m512d lower, __m512d upper) {
  return _mm512_insertf32x8(_mm512_castps256_ps512(_mm512_cvtpd_ps(lower)), _mm512_cvtpd_ps(upper), 1);
}
#endif

// ---- a b + c

#if XACT_HAS_FMA
XACT_INLINE __m128 fma(__m128 a, __m128 b, __m128 c) { return _mm_fmadd_ps(a, b, c); }
XACT_INLINE __m128 fms(__m128 a, __m128 b, __m128 c) { return _mm_fmsub_ps(a, b, c); }
XACT_INLINE __m128 fnma(__m128 a, __m128 b, __m128 c) { return _mm_fnmadd_ps(a, b, c); }
XACT_INLINE __m128d fma(__m128d a, __m128d b, __m128d c) { return _mm_fmadd_pd(a, b, c); }
XACT_INLINE __m128d fms(__m128d a, __m128d b, __m128d c) { return _mm_fmsub_pd(a, b, c); }
XACT_INLINE __m128d fnma(__m128d a, __m128d b, __m128d c) { return _mm_fnmadd_pd(a, b, c); }
XACT_INLINE __m256 fma(__m256 a, __m256 b, __m256 c) { return _mm256_fmadd_ps(a, b, c); }
XACT_INLINE __m256 fms(__m256 a, __m256 b, __m256 c) { return _mm256_fmsub_ps(a, b, c); }
XACT_INLINE __m256 fnma(__m256 a, __m256 b, __m256 c) { return _mm256_fnmadd_ps(a, b, c); }
XACT_INLINE __m256d fma(__m256d a, __m256d b, __m256d c) { return _mm256_fmadd_pd(a, b, c); }
XACT_INLINE __m256d fms(__m256d a, __m256d b, __m256d c) { return _mm256_fmsub_pd(a, b, c); }
XACT_INLINE __m256d fnma(__m256d a, __m256d b, __m256d c) { return _mm256_fnmadd_pd(a, b, c); }
#else
// Double holds the product of two floats exactly. What has no overload here is not to be taken for a
// __m128: clang converts registers silently.
void fma(__m128d, __m128d, __m128d) = delete;
XACT_INLINE __m128 fma(__m128 a, __m128 b, __m128 c) {
  const __m128d lo = _mm_add_pd(_mm_mul_pd(widen_lower(a), widen_lower(b)), widen_lower(c));
  const __m128d hi = _mm_add_pd(_mm_mul_pd(widen_upper(a), widen_upper(b)), widen_upper(c));
  return narrow(lo, hi);
}
#if defined(__AVX__)
void fma(__m256d, __m256d, __m256d) = delete;
XACT_INLINE __m256 fma(__m256 a, __m256 b, __m256 c) {
  const __m256d lo = _mm256_add_pd(_mm256_mul_pd(widen_lower(a), widen_lower(b)), widen_lower(c));
  const __m256d hi = _mm256_add_pd(_mm256_mul_pd(widen_upper(a), widen_upper(b)), widen_upper(c));
  return narrow(lo, hi);
}
#endif
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
  const __m128 two = _mm_castpd_ps(_mm_load_sd(reinterpret_cast<const double*>(from)));
  return count == 2 ? two : _mm_movelh_ps(two, _mm_load_ss(from + 2));
}
template <>
XACT_INLINE __m128d load_some<__m128d>(const double* from, std::size_t) {
  return _mm_load_sd(from);
}
template <>
XACT_INLINE void store_some(float* to, std::size_t count, __m128 all) {
  if ((count & 2) != 0) {
    _mm_storel_pi(reinterpret_cast<__m64*>(to), all);
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
  if constexpr (position == 0) a = _mm_slli_epi32(a, 16), b = _mm_slli_epi32(b, 16);
  a = _mm_srai_epi32(a, 16), b = _mm_srai_epi32(b, 16);
  _mm_storeu_si128(static_cast<__m128i*>(to), _mm_packs_epi32(a, b));
}

/// By instructions of their own, which round as they are told, whatever the processor's mode is.
template <class Format, class Register>
Register load_as(const void* from) = delete;

#if defined(__AVX__)
XACT_INLINE __m256 max(__m256 bound, __m256 x) { return _mm256_max_ps(bound, opaque(x)); }
XACT_INLINE __m256 min(__m256 bound, __m256 x) { return _mm256_min_ps(bound, opaque(x)); }
XACT_INLINE __m256d max(__m256d bound, __m256d x) { return _mm256_max_pd(bound, opaque(x)); }
XACT_INLINE __m256d min(__m256d bound, __m256d x) { return _mm256_min_pd(bound, opaque(x)); }

XACT_INLINE __m256 select_negative(__m256 x, __m256 then, __m256 otherwise) {
  return _mm256_blendv_ps(otherwise, then, x);
}
XACT_INLINE __m256d select_negative(__m256d x, __m256d then, __m256d otherwise) {
  return _mm256_blendv_pd(otherwise, then, x);
}
template <>
XACT_INLINE __m256 load_some<__m256>(const float* from, std::size_t count) {
  const __m256 lane = _mm256_setr_ps(0, 1, 2, 3, 4, 5, 6, 7);
  const __m256 n = _mm256_set1_ps(static_cast<float>(count));
  const __m256 below = _mm256_cmp_ps(lane, n, _CMP_LT_OQ);
  return _mm256_maskload_ps(from, _mm256_castps_si256(below));
}
template <>
XACT_INLINE __m256d load_some<__m256d>(const double* from, std::size_t count) {
  const __m256d lane = _mm256_setr_pd(0, 1, 2, 3), n = _mm256_set1_pd(static_cast<double>(count));
  return _mm256_maskload_pd(from, _mm256_castpd_si256(_mm256_cmp_pd(lane, n, _CMP_LT_OQ)));
}
template <>
XACT_INLINE void store_some(float* to, std::size_t count, __m256 all) {
  __m128 part = _mm256_castps256_ps128(all);
  if ((count & 4) != 0) {
    _mm_storeu_ps(to, part);
    part = _mm256_extractf128_ps(all, 1);
    to += 4;
  }
  store_some(to, count & 3, part);
}
template <>
XACT_INLINE void store_some(double* to, std::size_t count, __m256d all) {
  __m128d part = _mm256_castpd256_pd128(all);
  if ((count & 2) != 0) {
    _mm_storeu_pd(to, part);
    part = _mm256_extractf128_pd(all, 1);
    to += 2;
  }
  if ((count & 1) != 0) _mm_store_sd(to, part);
}
XACT_INLINE __m256 lookup(const table8<float>& table, __m256i i) {
#if defined(__AVX2__)
  return _mm256_permutevar8x32_ps(_mm256_load_ps(table.entries), i);
#else
  return _mm256_insertf128_ps(_mm256_castps128_ps256(lookup(table, _mm256_castsi256_si128(i))),
                              lookup(table, _mm256_extractf128_si256(i, 1)), 1);
#endif
}
#endif

#if defined(__AVX2__)
template <>
XACT_INLINE __m256i load_patterns<0, __m256i>(const void* from) {
  return _mm256_cvtepu16_epi32(_mm_loadu_si128(static_cast<const __m128i*>(from)));
}
template <>
XACT_INLINE __m256i load_patterns<16, __m256i>(const void* from) {
  const __m256i patterns = load_patterns<0, __m256i>(from);
  return _mm256_slli_epi32(patterns, 16);
}
template <int position>
XACT_INLINE void store_patterns(void* to, __m256i patterns) {
  if constexpr (position != 0) patterns = _mm256_srli_epi32(patterns, position);
  const __m128i upper = _mm256_extracti128_si256(patterns, 1);
  _mm_storeu_si128(static_cast<__m128i*>(to), _mm_packus_epi32(_mm256_castsi256_si128(patterns), upper));
}
template <int position>
XACT_INLINE void store_two_patterns(void* to, __m256i a, __m256i b) {
  if constexpr (position != 0) a = _mm256_srli_epi32(a, position), b = _mm256_srli_epi32(b, position);
  const __m256i packed = _mm256_packus_epi32(a, b);  // within lanes of 128 bits
  _mm256_storeu_si256(static_cast<__m256i*>(to), _mm256_permute4x64_epi64(packed, _MM_SHUFFLE(3, 1, 2, 0)));
}
#endif

#if defined(__F16C__)
template <>
XACT_INLINE __m128 load_as<float16_format, __m128>(const void* from) {
  return _mm_cvtph_ps(_mm_loadl_epi64(static_cast<const __m128i*>(from)));
}
template <>
XACT_INLINE __m256 load_as<float16_format, __m256>(const void* from) {
  return _mm256_cvtph_ps(_mm_loadu_si128(static_cast<const __m128i*>(from)));
}
template <std::same_as<float16_format> Format>
XACT_INLINE void store_as(void* to, __m128 all) {
  _mm_storel_epi64(static_cast<__m128i*>(to), _mm_cvtps_ph(all, _MM_FROUND_TO_NEAREST_INT));
}
template <std::same_as<float16_format> Format>
XACT_INLINE void store_as(void* to, __m256 all) {
  _mm_storeu_si128(static_cast<__m128i*>(to), _mm256_cvtps_ph(all, _MM_FROUND_TO_NEAREST_INT));
}
#endif

#if defined(__AVX512F__) && defined(__AVX512DQ__)
XACT_INLINE __m512 fma(__m512 a, __m512 b, __m512 c) { return _mm512_fmadd_ps(a, b, c); }
XACT_INLINE __m512 fms(__m512 a, __m512 b, __m512 c) { return _mm512_fmsub_ps(a, b, c); }
XACT_INLINE __m512 fnma(__m512 a, __m512 b, __m512 c) { return _mm512_fnmadd_ps(a, b, c); }
XACT_INLINE __m512d fma(__m512d a, __m512d b, __m512d c) { return _mm512_fmadd_pd(a, b, c); }
XACT_INLINE __m512d fms(__m512d a, __m512d b, __m512d c) { return _mm512_fmsub_pd(a, b, c); }
XACT_INLINE __m512d fnma(__m512d a, __m512d b, __m512d c) { return _mm512_fnmadd_pd(a, b, c); }

XACT_INLINE __m512 max(__m512 bound, __m512 x) { return _mm512_max_ps(bound, opaque(x)); }
XACT_INLINE __m512 min(__m512 bound, __m512 x) { return _mm512_min_ps(bound, opaque(x)); }
XACT_INLINE __m512d max(__m512d bound, __m512d x) { return _mm512_max_pd(bound, opaque(x)); }
XACT_INLINE __m512d min(__m512d bound, __m512d x) { return _mm512_min_pd(bound, opaque(x)); }

// The smaller magnitude, without a sign, in one instruction.
XACT_INLINE __m512 min_abs(__m512 bound, __m512 x) { return _mm512_range_ps(bound, x, 0b1010); }
XACT_INLINE __m512d min_abs(__m512d bound, __m512d x) { return _mm512_range_pd(bound, x, 0b1010); }

XACT_INLINE __m512 select_negative(__m512 x, __m512 then, __m512 otherwise) {
  return _mm512_mask_blend_ps(_mm512_movepi32_mask(_mm512_castps_si512(x)), otherwise, then);
}
XACT_INLINE __m512d select_negative(__m512d x, __m512d then, __m512d otherwise) {
  return _mm512_mask_blend_pd(_mm512_movepi64_mask(_mm512_castpd_si512(x)), otherwise, then);
}
XACT_INLINE __m512 lookup(const table8<float>& table, __m512i i) {
  return _mm512_permutexvar_ps(i, _mm512_load_ps(table.entries));
}

XACT_INLINE __mmask16 first16(std::size_t count) { return static_cast<__mmask16>((1u << count) - 1); }
XACT_INLINE __mmask8 first8(std::size_t count) { return static_cast<__mmask8>((1u << count) - 1); }
template <>
XACT_INLINE __m512 load_some<__m512>(const float* from, std::size_t count) {
  return _mm512_maskz_loadu_ps(first16(count), from);
}
template <>
XACT_INLINE __m512d load_some<__m512d>(const double* from, std::size_t count) {
  return _mm512_maskz_loadu_pd(first8(count), from);
}
template <>
XACT_INLINE void store_some(float* to, std::size_t count, __m512 all) {
  _mm512_mask_storeu_ps(to, first16(count), all);
}
template <>
XACT_INLINE void store_some(double* to, std::size_t count, __m512d all) {
  _mm512_mask_storeu_pd(to, first8(count), all);
}

#if defined(__AVX512BF16__)
/// The instruction takes subnormal numbers for 0.
XACT_INLINE bool store_bfloat16_unless_subnormal(void* to, __m512 a, __m512 b) {
  constexpr int subnormal = 0x20;
  if ((_mm512_fpclass_ps_mask(a, subnormal) | _mm512_fpclass_ps_mask(b, subnormal)) != 0) [[unlikely]]
    return false;
  const __m512bh rounded = _mm512_cvtne2ps_pbh(b, a);
  __builtin_memcpy(to, &rounded, sizeof rounded);
  return true;
}
#endif
#if defined(__AVX512BW__)
template <int position>
XACT_INLINE void store_two_patterns(void* to, __m512i a, __m512i b) {
  constexpr std::int64_t first = position / 16 * 0x0001'0001'0001'0001 + 0x0006'0004'0002'0000;
  constexpr std::int64_t step = 0x0008'0008'0008'0008;
  const __m512i which =
      _mm512_setr_epi64(first, first + step, first + 2 * step, first + 3 * step, first + 4 * step,
                        first + 5 * step, first + 6 * step, first + 7 * step);
  _mm512_storeu_si512(to, _mm512_permutex2var_epi16(a, which, b));
}
/// xsimd 8.1 has it only where the compiler optimises.
XACT_INLINE __m512i select_less_16(__m512i a, __m512i b, __m512i then, __m512i otherwise) {
  return _mm512_mask_blend_epi16(_mm512_cmplt_epi16_mask(a, b), otherwise, then);
}
#endif
template <>
XACT_INLINE __m512i load_patterns<0, __m512i>(const void* from) {
  return _mm512_cvtepu16_epi32(_mm256_loadu_si256(static_cast<const __m256i*>(from)));
}
template <>
XACT_INLINE __m512i load_patterns<16, __m512i>(const void* from) {
  const __m512i patterns = load_patterns<0, __m512i>(from);
  return _mm512_slli_epi32(patterns, 16);
}
template <int position>
XACT_INLINE void store_patterns(void* to, __m512i patterns) {
  if constexpr (position != 0) patterns = _mm512_srli_epi32(patterns, position);
  _mm256_storeu_si256(static_cast<__m256i*>(to), _mm512_cvtepi32_epi16(patterns));
}
template <>
XACT_INLINE __m512 load_as<float16_format, __m512>(const void* from) {
  return _mm512_cvtph_ps(_mm256_loadu_si256(static_cast<const __m256i*>(from)));
}
template <std::same_as<float16_format> Format>
XACT_INLINE void store_as(void* to, __m512 all) {
  _mm256_storeu_si256(static_cast<__m256i*>(to), _mm512_cvtps_ph(all, _MM_FROUND_TO_NEAREST_INT));
}
#endif

}  // namespace xact::simd::x86

#endif
