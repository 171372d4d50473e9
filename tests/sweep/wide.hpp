#pragma once

#include <sleef.h>

#include <cmath>
#include <cstddef>
#include <xsimd/xsimd.hpp>

namespace oracle {

/// A register of doubles, each with a bound on its error: running error analysis to first order, after
/// Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., 2002, section 3.3. The elementary
/// functions are SLEEF's, good to 1 ULP (erfc: 1.5). A formula of the oracle evaluated in it is the truth
/// about a float to some 2^-28 ULP, and says so itself: where the bound leaves two floats to choose from,
/// MPFR has to decide.
class wide {
  using batch = xsimd::batch<double>;

 public:
  static constexpr std::size_t size = batch::size;

  wide(double exact = 0) : wide(batch(exact), batch(0)) {}
  static wide load(const double* from) { return {batch::load_unaligned(from), batch(0)}; }
  void store(double* value, double* error) const {
    value_.store_unaligned(value);
    error_.store_unaligned(error);
  }

  friend wide operator-(wide a) { return {-a.value_, a.error_}; }
  friend wide operator+(wide a, wide b) { return rounded(a.value_ + b.value_, a.error_ + b.error_); }
  friend wide operator-(wide a, wide b) { return a + -b; }
  friend wide operator*(wide a, wide b) {
    return rounded(a.value_ * b.value_, abs(a.value_) * b.error_ + abs(b.value_) * a.error_);
  }
  friend wide operator/(wide a, wide b) {
    const batch quotient = a.value_ / b.value_;
    return rounded(quotient, (a.error_ + abs(quotient) * b.error_) / abs(b.value_));
  }
  friend auto operator>(wide a, wide b) { return a.value_ > b.value_; }
  friend auto operator<(wide a, wide b) { return a.value_ < b.value_; }
  friend auto operator>=(wide a, wide b) { return a.value_ >= b.value_; }
  friend auto operator<=(wide a, wide b) { return a.value_ <= b.value_; }
  friend wide select(xsimd::batch_bool<double> condition, wide a, wide b) {
    return {xsimd::select(condition, a.value_, b.value_), xsimd::select(condition, a.error_, b.error_)};
  }

  // Where a function runs off a float's world it stops, nearly 100 % off, so that no inf - inf comes up, and
  // so that a float is infinite or 0 without a question to MPFR.
  friend wide exp(wide a) {
    const batch x = xsimd::max(batch(-700), xsimd::min(batch(700), a.value_));
    const batch y = each(x, [](auto v) { return sleef::exp(v); });
    return {y, y * xsimd::select(x == a.value_, a.error_ + batch(ulp), batch(off))};
  }
  friend wide expm1(wide a) {
    const batch x = xsimd::max(batch(-700), xsimd::min(batch(700), a.value_));
    const batch y = each(x, [](auto v) { return sleef::expm1(v); });
    const batch beyond = xsimd::select(a.value_ < batch(0), batch(1e-300), abs(y) * batch(off));
    const batch from_argument = xsimd::select(x == a.value_, (y + batch(1)) * a.error_, beyond);
    return {y, from_argument + abs(y) * batch(ulp)};
  }
  friend wide log1p(wide a) {
    const batch y = each(a.value_, [](auto v) { return sleef::log1p(v); });
    return {y, a.error_ / (batch(1) + a.value_ - a.error_) + abs(y) * batch(ulp)};
  }
  friend wide abs(wide a) { return {abs(a.value_), a.error_}; }
  friend wide cosh(wide a) {
    const batch x = xsimd::min(batch(350), abs(a.value_));
    const batch y = each(x, [](auto v) { return sleef::cosh(v); });
    return {y, y * xsimd::select(x == abs(a.value_), a.error_ + batch(ulp), batch(1))};
  }
  friend wide tanh(wide a) {
    const batch y = each(a.value_, [](auto v) { return sleef::tanh(v); });
    // 2 exp(-2 |x|) is all that is left to 1.
    const batch beyond = xsimd::select(a.error_ < batch(0x1p-40) * abs(a.value_), batch(1e-300), a.error_);
    const batch from_argument = xsimd::select(abs(a.value_) > batch(400), beyond, a.error_);
    return {y, from_argument + batch(ulp) * abs(y)};
  }
  /// |erfc'(x)| <= (2 |x| + 2 / sqrt(pi)) erfc(x); from -6 down it is 2 to the last bit.
  friend wide erfc(wide a) {
    const batch x = xsimd::max(batch(-6), xsimd::min(batch(27), a.value_));
    const batch y = each(x, [](auto v) { return sleef::erfc(v); });
    const batch from_argument =
        xsimd::select(x == a.value_, (abs(x) + abs(x) + batch(1.13)) * a.error_, batch(0));
    return {y, y * (from_argument + batch(1.5 * ulp)) + batch(1e-300)};
  }
  friend wide sqrt(wide a) {
    const batch y = xsimd::sqrt(a.value_);
    return rounded(y, a.error_ / xsimd::max(y + y, batch(1e-300)));
  }
  /// Of an exact argument.
  friend wide acos(wide a) { return rounded(batch(std::acos(a.value_.get(0))), batch(0)); }

 private:
  static constexpr double off = 1 - 0x1p-20;
  static constexpr double ulp = 0x1p-52;  ///< the most that one unit in the last place can be of 1

  wide(batch value, batch error) : value_(value), error_(error) {}
  static wide rounded(batch value, batch error) { return {value, error + abs(value) * batch(ulp / 2)}; }
  static batch abs(batch x) { return xsimd::abs(x); }

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

  batch value_, error_;
};

}  // namespace oracle
