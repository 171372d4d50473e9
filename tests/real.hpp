#pragma once

#include <mpfr.h>

namespace oracle {

/// A real number to 160 bits, on MPFR: a formula may lose all 53 of a double to cancellation and still has a
/// long double's 64 and some.
class real {
 public:
  real(long double x = 0) : real(uninitialised{}) { mpfr_set_ld(value_, x, MPFR_RNDN); }
  real(const real& other) : real(uninitialised{}) { mpfr_set(value_, other.value_, MPFR_RNDN); }
  real& operator=(const real& other) {
    mpfr_set(value_, other.value_, MPFR_RNDN);
    return *this;
  }
  ~real() { mpfr_clear(value_); }

  explicit operator long double() const { return mpfr_get_ld(value_, MPFR_RNDN); }

  friend real operator+(const real& a, const real& b) { return apply(mpfr_add, a, b); }
  friend real operator-(const real& a, const real& b) { return apply(mpfr_sub, a, b); }
  friend real operator*(const real& a, const real& b) { return apply(mpfr_mul, a, b); }
  friend real operator/(const real& a, const real& b) { return apply(mpfr_div, a, b); }
  friend real operator-(const real& a) { return apply(mpfr_neg, a); }
  friend bool operator>(const real& a, const real& b) { return mpfr_greater_p(a.value_, b.value_) != 0; }

  friend real sqrt(const real& a) { return apply(mpfr_sqrt, a); }
  friend real exp(const real& a) { return apply(mpfr_exp, a); }
  friend real cosh(const real& a) { return apply(mpfr_cosh, a); }
  friend real tanh(const real& a) { return apply(mpfr_tanh, a); }
  friend real erfc(const real& a) { return apply(mpfr_erfc, a); }
  friend real acos(const real& a) { return apply(mpfr_acos, a); }

 private:
  struct uninitialised {};
  explicit real(uninitialised) { mpfr_init2(value_, 160); }

  template <class Operation, class... Reals>
  static real apply(Operation operation, const Reals&... arguments) {
    real result{uninitialised{}};
    operation(result.value_, arguments.value_..., MPFR_RNDN);
    return result;
  }

  mpfr_t value_;
};

}  // namespace oracle
