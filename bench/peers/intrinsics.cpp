#include <cstddef>
#include <cstdint>

#include "bench/formulas.hpp"
#include "peer.hpp"

#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
#endif

// SiLU as inference engines write it by hand: x / (1 + exp(-x)) in the intrinsics of AVX2 or AVX-512. exp by
// Cody and Waite: n = round(x / ln2), r = x - n ln2 with ln2 in two parts, a polynomial of degree 5, 2^n in
// two steps where n + 1 might leave the exponents of normal numbers.

namespace {

#if defined(__AVX512F__)

struct registers {
  using reg = __m512;
  static constexpr std::size_t width = 16;
  static reg load(const float* from) { return _mm512_loadu_ps(from); }
  static void store(float* to, reg x) { _mm512_storeu_ps(to, x); }
  static reg all(float x) { return _mm512_set1_ps(x); }
  static reg add(reg a, reg b) { return _mm512_add_ps(a, b); }
  static reg subtract(reg a, reg b) { return _mm512_sub_ps(a, b); }
  static reg multiply(reg a, reg b) { return _mm512_mul_ps(a, b); }
  static reg divide(reg a, reg b) { return _mm512_div_ps(a, b); }
  static reg fma(reg a, reg b, reg c) { return _mm512_fmadd_ps(a, b, c); }
  static reg fnma(reg a, reg b, reg c) { return _mm512_fnmadd_ps(a, b, c); }
  /// y 2^n, of which AVX-512 has an instruction that goes down to subnormal numbers and up to infinity.
  static reg scaled(reg y, reg, reg n) { return _mm512_scalef_ps(y, n); }
};

#elif defined(__AVX2__) && defined(__FMA__)

struct registers {
  using reg = __m256;
  static constexpr std::size_t width = 8;
  static reg load(const float* from) { return _mm256_loadu_ps(from); }
  static void store(float* to, reg x) { _mm256_storeu_ps(to, x); }
  static reg all(float x) { return _mm256_set1_ps(x); }
  static reg add(reg a, reg b) { return _mm256_add_ps(a, b); }
  static reg subtract(reg a, reg b) { return _mm256_sub_ps(a, b); }
  static reg multiply(reg a, reg b) { return _mm256_mul_ps(a, b); }
  static reg divide(reg a, reg b) { return _mm256_div_ps(a, b); }
  static reg fma(reg a, reg b, reg c) { return _mm256_fmadd_ps(a, b, c); }
  static reg fnma(reg a, reg b, reg c) { return _mm256_fnmadd_ps(a, b, c); }
  /// y 2^n; m holds n in its lowest bits. Where some |n| > 126, it takes two factors.
  static reg scaled(reg y, reg m, reg n) {
    const __m256i shifted = _mm256_slli_epi32(_mm256_castps_si256(m), 23), one = _mm256_castps_si256(all(1));
    const reg magnitude = _mm256_andnot_ps(all(-0.0f), n);
    const reg large = _mm256_cmp_ps(magnitude, all(126), _CMP_GT_OQ);
    if (_mm256_movemask_ps(large) == 0)
      return multiply(y, _mm256_castsi256_ps(_mm256_add_epi32(shifted, one)));
    const reg bounded = _mm256_max_ps(all(-252), _mm256_min_ps(all(252), n));
    const __m256i all_of_n = _mm256_cvtps_epi32(bounded), half_of_n = _mm256_srai_epi32(all_of_n, 1);
    const __m256i rest_of_n = _mm256_sub_epi32(all_of_n, half_of_n);
    const auto power = [&](__m256i k) {
      return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_slli_epi32(k, 23), one));
    };
    return multiply(multiply(y, power(half_of_n)), power(rest_of_n));
  }
};

#endif

#if defined(__AVX2__) && defined(__FMA__)

using r = registers;

r::reg exp(r::reg x) {
  const r::reg to_integer = r::all(0x1.8p23f);
  const r::reg m = r::fma(x, r::all(0x1.715476p0f), to_integer), n = r::subtract(m, to_integer);
  const r::reg f = r::fnma(n, r::all(-0x1.05c61p-29f), r::fnma(n, r::all(0x1.62e43p-1f), x));
  const r::reg f2 = r::multiply(f, f);
  const r::reg upper = r::fma(r::all(0x1.0f9fb6p-7f), f, r::all(0x1.573a22p-5f));
  const r::reg lower = r::fma(r::all(0x1.555a8p-3f), f, r::all(0x1.fffdc6p-2f));
  const r::reg rest = r::fma(r::fma(upper, f2, lower), f2, r::multiply(r::all(0x1.fffff6p-1f), f));
  return r::scaled(r::add(rest, r::all(1)), m, n);
}

void silu(const float* x, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; i += r::width) {
    const r::reg one = r::load(x + i);
    r::store(y + i, r::divide(one, r::add(r::all(1), exp(r::subtract(r::all(0), one)))));
  }
}

#endif

}  // namespace

peers::peer peers::intrinsics() {
#if defined(__AVX2__) && defined(__FMA__)
  return {"intrinsics", {{"silu", silu}}};
#else
  return {"intrinsics", {}};
#endif
}
