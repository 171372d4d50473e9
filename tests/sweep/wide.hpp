#pragma once

#include <sleef.h>

#include <cmath>
#include <cstddef>
#include <xsimd/xsimd.hpp>

#include "../oracle/bounded.hpp"

namespace oracle {

/// A register of doubles, each with a bound on its error. The elementary functions are SLEEF's, good to 1 ULP
/// (erfc: 1.5). A formula of the oracle evaluated in it is the truth about a float to some 2^-28 ULP, and
/// says so itself: where the bound leaves two floats to choose from, MPFR has to decide.
class wide : public with_error<wide, xsimd::batch<double>> {
  using batch = xsimd::batch<double>;

 public:
  static constexpr std::size_t size = batch::size;
  static constexpr double ulp = 0x1p-52;

  wide(double exact = 0) : wide(batch(exact), batch(0)) {}
  wide(batch v, batch e) : with_error(v, e) {}
  static wide load(const double* from) { return {batch::load_unaligned(from), batch(0)}; }
  void store(double* to, double* error_to) const {
    value.store_unaligned(to);
    error.store_unaligned(error_to);
  }

  friend wide select(xsimd::batch_bool<double> condition, wide a, wide b) {
    return {xsimd::select(condition, a.value, b.value), xsimd::select(condition, a.error, b.error)};
  }

  // Where a function runs off a float's world it stops, nearly 100 % off, so that no inf - inf comes up, and
  // so that a float is infinite or 0 without a question to MPFR.
  friend wide exp(wide a) {
    const batch x = xsimd::max(batch(-700), xsimd::min(batch(700), a.value));
    const batch y = each(x, [](auto v) { return sleef::exp(v); });
    return {y, y * xsimd::select(x == a.value, a.error + batch(ulp), batch(off))};
  }
  friend wide expm1(wide a) {
    const batch x = xsimd::max(batch(-700), xsimd::min(batch(700), a.value));
    const batch y = each(x, [](auto v) { return sleef::expm1(v); });
    const batch beyond = xsimd::select(a.value < batch(0), batch(1e-300), magnitude(y) * batch(off));
    const batch from_argument = xsimd::select(x == a.value, (y + batch(1)) * a.error, beyond);
    return {y, from_argument + magnitude(y) * batch(ulp)};
  }
  friend wide log1p(wide a) {
    const batch y = each(a.value, [](auto v) { return sleef::log1p(v); });
    return {y, a.error / (batch(1) + a.value - a.error) + magnitude(y) * batch(ulp)};
  }
  friend wide cosh(wide a) {
    const batch x = xsimd::min(batch(350), magnitude(a.value));
    const batch y = each(x, [](auto v) { return sleef::cosh(v); });
    return {y, y * xsimd::select(x == magnitude(a.value), a.error + batch(ulp), batch(1))};
  }
  friend wide tanh(wide a) {
    const batch y = each(a.value, [](auto v) { return sleef::tanh(v); });
    // 2 exp(-2 |x|) is all that is left to 1.
    const batch beyond = xsimd::select(a.error < batch(0x1p-40) * magnitude(a.value), batch(1e-300), a.error);
    const batch from_argument = xsimd::select(magnitude(a.value) > batch(400), beyond, a.error);
    return {y, from_argument + batch(ulp) * magnitude(y)};
  }
  /// |erfc'(x)| <= (2 |x| + 2 / sqrt(pi)) erfc(x); from -6 down it is 2 to the last bit.
  friend wide erfc(wide a) {
    const batch x = xsimd::max(batch(-6), xsimd::min(batch(27), a.value));
    const batch y = each(x, [](auto v) { return sleef::erfc(v); });
    const batch from_argument =
        xsimd::select(x == a.value, (magnitude(x) + magnitude(x) + batch(1.13)) * a.error, batch(0));
    return {y, y * (from_argument + batch(1.5 * ulp)) + batch(1e-300)};
  }
  friend wide sqrt(wide a) {
    const batch y = xsimd::sqrt(a.value);
    return rounded(y, a.error / xsimd::max(y + y, batch(1e-300)));
  }
  /// Of an exact argument.
  friend wide acos(wide a) { return rounded(batch(std::acos(a.value.get(0))), batch(0)); }

 private:
  static constexpr double off = 1 - 0x1p-20;

  struct sleef {
#if defined(__AVX512F__)
    static __m512d exp(__m512d x) { return Sleef_expd8_u10avx512f(x); }
    static __m512d expm1(__m512d x) { return Sleef_expm1d8_u10avx512f(x); }
    static __m512d log1p(__m512d x) { return Sleef_log1pd8_u10avx512f(x); }
    static __m512d cosh(__m512d x) { return Sleef_coshd8_u10avx512f(x); }
    static __m512d tanh(__m512d x) { return Sleef_tanhd8_u10avx512f(x); }
    static __m512d erfc(__m512d x) { return Sleef_erfcd8_u15avx512f(x); }
#elif defined(__AVX2__)
    static __m256d exp(__m256d x) { return Sleef_expd4_u10avx2(x); }
    static __m256d expm1(__m256d x) { return Sleef_expm1d4_u10avx2(x); }
    static __m256d log1p(__m256d x) { return Sleef_log1pd4_u10avx2(x); }
    static __m256d cosh(__m256d x) { return Sleef_coshd4_u10avx2(x); }
    static __m256d tanh(__m256d x) { return Sleef_tanhd4_u10avx2(x); }
    static __m256d erfc(__m256d x) { return Sleef_erfcd4_u15avx2(x); }
#else
    static double exp(double x) { return Sleef_exp_u10(x); }
    static double expm1(double x) { return Sleef_expm1_u10(x); }
    static double log1p(double x) { return Sleef_log1p_u10(x); }
    static double cosh(double x) { return Sleef_cosh_u10(x); }
    static double tanh(double x) { return Sleef_tanh_u10(x); }
    static double erfc(double x) { return Sleef_erfc_u15(x); }
#endif
  };
  template <class Function>
  static batch each(batch x, Function f) {
#if defined(__AVX2__)
    return batch(f(x.data));
#else
    alignas(batch) double lanes[size];
    x.store_aligned(lanes);
    for (double& lane : lanes) lane = f(lane);
    return batch::load_aligned(lanes);
#endif
  }
};

}  // namespace oracle
