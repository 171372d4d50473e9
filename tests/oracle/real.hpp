#pragma once

#include <mpfr.h>

#include <bit>
#include <cstring>

namespace oracle {

static_assert(std::endian::native == std::endian::little);

/// A real number to 160 bits, on MPFR: a formula may lose all 53 of a double to cancellation and still has a
/// long double's 64 and some.
class real {
 public:
  real(long double x = 0) : real(uninitialised{}) {
    if (const auto as_double = static_cast<double>(x); as_double == x)
      mpfr_set_d(value_, as_double, MPFR_RNDN);  // sooner
    else
      mpfr_set_ld(value_, x, MPFR_RNDN);
  }
  real(const real& other) : real(uninitialised{}) { mpfr_set(value_, other.value_, MPFR_RNDN); }
  real& operator=(const real& other) {
    mpfr_set(value_, other.value_, MPFR_RNDN);
    return *this;
  }

  /// Rounded to odd: what rounds this again, to a double or a float, gets what rounding once would give.
  explicit operator long double() const {
    long double toward_zero = mpfr_get_ld(value_, MPFR_RNDZ);
    if (mpfr_number_p(value_) != 0 && mpfr_cmp_ld(value_, toward_zero) != 0) {
      unsigned char lowest;
      std::memcpy(&lowest, &toward_zero, 1);
      lowest |= 1;
      std::memcpy(&toward_zero, &lowest, 1);
    }
    return toward_zero;
  }

  friend real operator+(const real& a, const real& b) { return apply(mpfr_add, a, b); }
  friend real operator-(const real& a, const real& b) { return apply(mpfr_sub, a, b); }
  friend real operator*(const real& a, const real& b) { return apply(mpfr_mul, a, b); }
  friend real operator/(const real& a, const real& b) { return apply(mpfr_div, a, b); }
  friend real operator-(const real& a) { return apply(mpfr_neg, a); }
  friend bool operator>(const real& a, const real& b) { return mpfr_greater_p(a.value_, b.value_) != 0; }
  friend bool operator<(const real& a, const real& b) { return b > a; }
  friend bool operator>=(const real& a, const real& b) {
    return mpfr_greaterequal_p(a.value_, b.value_) != 0;
  }
  friend bool operator<=(const real& a, const real& b) { return b >= a; }

  friend real sqrt(const real& a) { return apply(mpfr_sqrt, a); }
  friend real exp(const real& a) { return apply(mpfr_exp, a); }
  friend real expm1(const real& a) { return apply(mpfr_expm1, a); }
  friend real log1p(const real& a) { return apply(mpfr_log1p, a); }
  friend real abs(const real& a) { return apply(mpfr_abs, a); }
  friend real cosh(const real& a) { return apply(mpfr_cosh, a); }
  friend real tanh(const real& a) { return apply(mpfr_tanh, a); }
  /// The last is remembered, since it takes long, and f and f' of one x have it in common.
  friend real erfc(const real& a) {
    thread_local real last_argument, last = 1;
    if (mpfr_equal_p(a.value_, last_argument.value_) == 0) {
      last = apply(mpfr_erfc, a);
      last_argument = a;
    }
    return last;
  }
  friend real acos(const real& a) { return apply(mpfr_acos, a); }

 private:
  struct uninitialised {};
  explicit real(uninitialised) { mpfr_custom_init_set(value_, MPFR_NAN_KIND, 0, precision, limbs_); }

  template <class Operation, class... Reals>
  static real apply(Operation operation, const Reals&... arguments) {
    real result{uninitialised{}};
    operation(result.value_, arguments.value_..., MPFR_RNDN);
    return result;
  }

  // The digits are a part of it, since to allocate those of all that is in between takes a fifth of the time.
  static constexpr int precision = 160;
  mpfr_t value_;
  mp_limb_t limbs_[(precision + GMP_NUMB_BITS - 1) / GMP_NUMB_BITS];
};

}  // namespace oracle
