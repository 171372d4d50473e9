// SPDX-License-Identifier: MIT

#pragma once

#include "xact/simd/x86/sse2.hpp"

// The same for registers of 256 bits.

#if defined(__AVX__)

namespace xact::simd::x86 {

XACT_INLINE __m256d widen_lower(__m256 x) { return _mm256_cvtps_pd(_mm256_castps256_ps128(x)); }
XACT_INLINE __m256d widen_upper(__m256 x) { return _mm256_cvtps_pd(_mm256_extractf128_ps(x, 1)); }
XACT_INLINE __m256 narrow(__m256d lower, __m256d upper) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm256_cvtpd_ps(lower)), _mm256_cvtpd_ps(upper), 1);
}

#if XACT_HAS_FMA_DOUBLE  // and for float
XACT_INLINE __m256 fma(__m256 a, __m256 b, __m256 c) { return _mm256_fmadd_ps(a, b, c); }
XACT_INLINE __m256 fms(__m256 a, __m256 b, __m256 c) { return _mm256_fmsub_ps(a, b, c); }
XACT_INLINE __m256 fnma(__m256 a, __m256 b, __m256 c) { return _mm256_fnmadd_ps(a, b, c); }
XACT_INLINE __m256d fma(__m256d a, __m256d b, __m256d c) { return _mm256_fmadd_pd(a, b, c); }
XACT_INLINE __m256d fms(__m256d a, __m256d b, __m256d c) { return _mm256_fmsub_pd(a, b, c); }
XACT_INLINE __m256d fnma(__m256d a, __m256d b, __m256d c) { return _mm256_fnmadd_pd(a, b, c); }
#else
void fma(__m256d, __m256d, __m256d) = delete;
XACT_INLINE __m256 fma(__m256 a, __m256 b, __m256 c) {
  const __m256d lo = _mm256_add_pd(_mm256_mul_pd(widen_lower(a), widen_lower(b)), widen_lower(c));
  const __m256d hi = _mm256_add_pd(_mm256_mul_pd(widen_upper(a), widen_upper(b)), widen_upper(c));
  return narrow(lo, hi);
}
#endif

XACT_INLINE __m256 max(__m256 bound, __m256 x) { return _mm256_max_ps(bound, opaque(x)); }
XACT_INLINE __m256 min(__m256 bound, __m256 x) { return _mm256_min_ps(bound, opaque(x)); }
XACT_INLINE __m256d max(__m256d bound, __m256d x) { return _mm256_max_pd(bound, opaque(x)); }
XACT_INLINE __m256d min(__m256d bound, __m256d x) { return _mm256_min_pd(bound, opaque(x)); }

XACT_INLINE float largest(__m256 x) {
  return largest(max(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1)));
}
XACT_INLINE double largest(__m256d x) {
  return largest(max(_mm256_castpd256_pd128(x), _mm256_extractf128_pd(x, 1)));
}
XACT_INLINE double total(__m256d x) {
  return total(opaque(_mm_add_pd(_mm256_castpd256_pd128(x), _mm256_extractf128_pd(x, 1))));
}

XACT_INLINE __m256 sqrt(__m256 x) { return square_root_as_written<float>(x); }
XACT_INLINE __m256d sqrt(__m256d x) { return square_root_as_written<double>(x); }

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
  if constexpr (position != 0) {
    a = _mm256_srli_epi32(a, position);
    b = _mm256_srli_epi32(b, position);
  }
  const __m256i by_lanes = _mm256_packus_epi32(a, b);  // within lanes of 128 bits
  _mm256_storeu_si256(static_cast<__m256i*>(to), _mm256_permute4x64_epi64(by_lanes, _MM_SHUFFLE(3, 1, 2, 0)));
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

}  // namespace xact::simd::x86

#endif
