// SPDX-License-Identifier: MIT

#pragma once

#include "xact/simd/x86/avx.hpp"

// The same for registers of 512 bits.

#if defined(__AVX512F__)

// Without optimisation, some of GCC's intrinsics are macros, which convert signs here.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
#endif

namespace xact::simd::x86 {

XACT_INLINE __m512d widen_lower(__m512 x) { return _mm512_cvtps_pd(_mm512_castps512_ps256(x)); }
XACT_INLINE __m256 upper(__m512 x) {
  return _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(x), 1));
}
XACT_INLINE __m256d upper(__m512d x) { return _mm512_extractf64x4_pd(x, 1); }
XACT_INLINE __m512d widen_upper(__m512 x) { return _mm512_cvtps_pd(upper(x)); }
XACT_INLINE __m512 narrow(__m512d lower, __m512d upper) {
  const __m512d in_lower = _mm512_castps_pd(_mm512_castps256_ps512(_mm512_cvtpd_ps(lower)));
  return _mm512_castpd_ps(_mm512_insertf64x4(in_lower, _mm256_castps_pd(_mm512_cvtpd_ps(upper)), 1));
}

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

XACT_INLINE float largest(__m512 x) { return largest(max(_mm512_castps512_ps256(x), upper(x))); }
XACT_INLINE double largest(__m512d x) { return largest(max(_mm512_castpd512_pd256(x), upper(x))); }
XACT_INLINE double total(__m512d x) {
  return total(opaque(_mm256_add_pd(_mm512_castpd512_pd256(x), upper(x))));
}

XACT_INLINE __m512 sqrt(__m512 x) { return square_root_as_written<float>(x); }
XACT_INLINE __m512d sqrt(__m512d x) { return square_root_as_written<double>(x); }

#if defined(__AVX512DQ__)
// The smaller magnitude, without a sign, in one instruction.
XACT_INLINE __m512 min_abs(__m512 bound, __m512 x) { return _mm512_range_ps(bound, x, 0b1010); }
XACT_INLINE __m512d min_abs(__m512d bound, __m512d x) { return _mm512_range_pd(bound, x, 0b1010); }

XACT_INLINE __m512 select_negative(__m512 x, __m512 then, __m512 otherwise) {
  return _mm512_mask_blend_ps(_mm512_movepi32_mask(_mm512_castps_si512(x)), otherwise, then);
}
XACT_INLINE __m512d select_negative(__m512d x, __m512d then, __m512d otherwise) {
  return _mm512_mask_blend_pd(_mm512_movepi64_mask(_mm512_castpd_si512(x)), otherwise, then);
}
#else
XACT_INLINE __m512 select_negative(__m512 x, __m512 then, __m512 otherwise) {
  const __mmask16 negative = _mm512_cmplt_epi32_mask(_mm512_castps_si512(x), _mm512_setzero_si512());
  return _mm512_mask_blend_ps(negative, otherwise, then);
}
XACT_INLINE __m512d select_negative(__m512d x, __m512d then, __m512d otherwise) {
  const __mmask8 negative = _mm512_cmplt_epi64_mask(_mm512_castpd_si512(x), _mm512_setzero_si512());
  return _mm512_mask_blend_pd(negative, otherwise, then);
}
#endif

// y | (x & -0.0) and y ^ (x & -0.0), in one instruction.
template <int logic>
XACT_INLINE __m512 with_sign(__m512 y, __m512 x) {
  return _mm512_castsi512_ps(_mm512_ternarylogic_epi32(_mm512_castps_si512(y), _mm512_castps_si512(x),
                                                       _mm512_castps_si512(_mm512_set1_ps(-0.0f)), logic));
}
template <int logic>
XACT_INLINE __m512d with_sign(__m512d y, __m512d x) {
  return _mm512_castsi512_pd(_mm512_ternarylogic_epi64(_mm512_castpd_si512(y), _mm512_castpd_si512(x),
                                                       _mm512_castpd_si512(_mm512_set1_pd(-0.0)), logic));
}
XACT_INLINE __m512 or_sign(__m512 y, __m512 x) { return with_sign<0b11111000>(y, x); }
XACT_INLINE __m512d or_sign(__m512d y, __m512d x) { return with_sign<0b11111000>(y, x); }
XACT_INLINE __m512 xor_sign(__m512 y, __m512 x) { return with_sign<0b01111000>(y, x); }
XACT_INLINE __m512d xor_sign(__m512d y, __m512d x) { return with_sign<0b01111000>(y, x); }

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

}  // namespace xact::simd::x86

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#endif
