#pragma once

#include <cmath>
#include <limits>
#include <string>

// The truth that the page compares with, in IEEE 754's binary128: about 34 digits, enough to judge a double.
// It is computed in software and by basic operations alone, so that a browser and a native program get the
// same bits.

namespace page {

#if defined(__SIZEOF_FLOAT128__)
__extension__ typedef __float128 binary128;
#else
using binary128 = long double;
static_assert(std::numeric_limits<long double>::digits == 113, "page: this compiler has no type of 128 bits");
#endif

/// A number that the formulas of tests/oracle can be computed with; oracle::row says what it must have.
struct real {
  binary128 value;

  constexpr real(int x) : value(x) {}
  constexpr real(double x) : value(x) {}
  constexpr explicit real(binary128 x) : value(x) {}

  friend constexpr real operator+(real a, real b) { return real(a.value + b.value); }
  friend constexpr real operator-(real a, real b) { return real(a.value - b.value); }
  friend constexpr real operator*(real a, real b) { return real(a.value * b.value); }
  friend constexpr real operator/(real a, real b) { return real(a.value / b.value); }
  friend constexpr real operator-(real a) { return real(-a.value); }
  friend constexpr bool operator<(real a, real b) { return a.value < b.value; }
  friend constexpr bool operator>(real a, real b) { return a.value > b.value; }
  friend constexpr bool operator==(real a, real b) { return a.value == b.value; }

  constexpr explicit operator double() const { return static_cast<double>(value); }
  constexpr explicit operator float() const { return static_cast<float>(value); }
};

constexpr real sum_of(double high, double middle, double low) {
  return real(high) + (real(middle) + real(low));
}
inline constexpr real ln2 = sum_of(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56, 0x1.7b57a079a1934p-111);
inline constexpr real pi = sum_of(0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53, -0x1.f1976b7ed8fbcp-109);

inline real power(real base, int n) {
  if (n < 0) return 1 / power(base, -n);
  real product = 1;
  for (; n > 0; n /= 2, base = base * base)
    if (n % 2 == 1) product = product * base;
  return product;
}

inline real abs(real x) { return x < 0 ? -x : x; }

/// e^x - 1 for |x| < 1/2: a series of x / 256, and (1 + s)^2 - 1 = s (2 + s) eight times.
inline real expm1_near_0(real x) {
  const real r = x / 256;
  real s = 0;
  for (int n = 13; n >= 1; --n) s = r / n * (1 + s);
  for (int i = 0; i < 8; ++i) s = s * (2 + s);
  return s;
}

inline real exp(real x) {
  if (x > 11300) return std::numeric_limits<double>::infinity();
  if (x < -11300) return 0;
  const int n = static_cast<int>(std::nearbyint(static_cast<double>(x / ln2)));
  return power(2, n) * (1 + expm1_near_0(x - n * ln2));
}

inline real expm1(real x) { return abs(x) < 0.25 ? expm1_near_0(x) : exp(x) - 1; }

inline real tanh(real x) {
  if (abs(x) > 40) return x < 0 ? -1 : 1;
  const real e = expm1(2 * x);
  return e / (e + 2);
}
inline real cosh(real x) { return (exp(x) + exp(-x)) / 2; }

/// Of numbers that are no larger or smaller than a double can be.
inline real sqrt(real x) {
  real root = std::sqrt(static_cast<double>(x));
  for (int i = 0; i < 2; ++i) root = (root + x / root) / 2;
  return root;
}

/// The formulas of the oracle write pi so, and ask for nothing else.
inline real acos(real minus_one) { return minus_one == -1 ? pi : std::numeric_limits<double>::quiet_NaN(); }

/// For x < 4, by a series whose terms are all positive.
inline real erf_by_series(real x) {
  real term = x, sum = x;
  for (int n = 1; abs(term) > abs(sum) * 0x1p-116; ++n) {
    term = term * 2 * x * x / (2 * n + 1);
    sum = sum + term;
  }
  return sum * 2 * exp(-x * x) / sqrt(pi);
}
/// For x >= 4, by Laplace's continued fraction: the larger x is, the fewer terms it takes.
inline real erfc_by_fraction(real x) {
  if (x > 106) return 0;
  const double at = static_cast<double>(x);
  real fraction = x;
  for (int n = static_cast<int>(2400 / (at * at)) + 12; n >= 1; --n) fraction = x + real(n) / 2 / fraction;
  return exp(-x * x) / sqrt(pi) / fraction;
}

inline real erf(real x) {
  if (x == 0) return x;
  if (abs(x) < 4) return erf_by_series(x);
  return x < 0 ? erfc_by_fraction(-x) - 1 : 1 - erfc_by_fraction(x);
}
inline real erfc(real x) {
  if (abs(x) < 4) return 1 - erf(x);
  return x < 0 ? 2 - erfc_by_fraction(-x) : erfc_by_fraction(x);
}

/// x in decimal, rounded to so many digits: "-1.0443e-07".
inline std::string decimal(real x, int digits) {
  if (!(x == x)) return "NaN";
  std::string text = x < 0 ? "-" : "";
  real left = abs(x);
  if (left == 0) return text + "0";
  if (left > std::numeric_limits<double>::max()) return text + "infinity";
  int exponent = 0;
  for (int step = 4096; step > 0; step /= 2) {
    if (left / power(10, step) > 1 || left / power(10, step) == 1) {
      left = left / power(10, step);
      exponent += step;
    } else if (left * power(10, step) < 10) {
      left = left * power(10, step);
      exponent -= step;
    }
  }
  left = left + 5 * power(10, -digits);
  if (!(left < 10)) {
    left = left / 10;
    ++exponent;
  }
  for (int i = 0; i < digits; ++i) {
    const int digit = static_cast<int>(left.value);
    text += static_cast<char>('0' + digit);
    if (i == 0 && digits > 1) text += '.';
    left = 10 * (left - digit);
  }
  return exponent == 0 ? text : text + 'e' + (exponent > 0 ? "+" : "") + std::to_string(exponent);
}

}  // namespace page
