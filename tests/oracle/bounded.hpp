#pragma once

#include <cmath>
#include <limits>

namespace oracle {

/// The arithmetic of a number, or a register of numbers, with a bound on its error: running error analysis to
/// first order, after Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., 2002, section 3.3.
/// Self derives from it and says its `ulp`: the most that one unit in the last place can be of 1.
template <class Self, class Number>
class with_error {
 public:
  Number value, error;

  with_error(Number v, Number e) : value(v), error(e) {}

  friend Self operator-(Self a) { return {-a.value, a.error}; }
  friend Self operator+(Self a, Self b) { return rounded(a.value + b.value, a.error + b.error); }
  friend Self operator-(Self a, Self b) { return a + -b; }
  friend Self operator*(Self a, Self b) {
    return rounded(a.value * b.value, magnitude(a.value) * b.error + magnitude(b.value) * a.error);
  }
  friend Self operator/(Self a, Self b) {
    const Number quotient = a.value / b.value;
    return rounded(quotient, (a.error + magnitude(quotient) * b.error) / magnitude(b.value));
  }
  friend auto operator>(Self a, Self b) { return a.value > b.value; }
  friend auto operator<(Self a, Self b) { return a.value < b.value; }
  friend auto operator>=(Self a, Self b) { return a.value >= b.value; }
  friend auto operator<=(Self a, Self b) { return a.value <= b.value; }
  friend Self abs(Self a) { return {magnitude(a.value), a.error}; }

 protected:
  static Number magnitude(Number x) {
    using std::abs;
    return abs(x);
  }
  static Self rounded(Number value, Number error) {
    return {value, error + magnitude(value) * Number(Self::ulp / 2)};
  }
};

/// A long double with a bound on its error. A formula of the oracle evaluated in it is the truth about a
/// double to some hundredths of its last place, a hundred times sooner than MPFR, which has to decide what
/// that leaves open. Infinite or NaN, the bound says nothing.
class bounded : public with_error<bounded, long double> {
 public:
  static constexpr long double ulp = std::numeric_limits<long double>::epsilon();

  bounded(long double exact = 0) : with_error(exact, 0) {}
  bounded(long double v, long double e) : with_error(v, e) {}

  friend bounded exp(bounded a) {
    const long double y = std::exp(a.value);
    return computed(y, y * a.error);
  }
  friend bounded expm1(bounded a) {
    const long double y = std::expm1(a.value);
    return computed(y, (y + 1) * a.error);
  }
  friend bounded log1p(bounded a) { return computed(std::log1p(a.value), a.error / (1 + a.value - a.error)); }
  friend bounded cosh(bounded a) {
    const long double y = std::cosh(a.value);
    return computed(y, y * a.error);
  }
  friend bounded tanh(bounded a) {  // its second derivative is less than 1
    const long double y = std::tanh(a.value), slope = (1 - y) * (1 + y) + 16 * ulp;
    return computed(y, (slope + a.error) * a.error);
  }
  /// |erfc'(x)| <= (2 |x| + 2 / sqrt(pi)) erfc(x) for x >= 0, and at most 2 / sqrt(pi) below; from -7 down it
  /// is 2 to the last bit.
  friend bounded erfc(bounded a) {
    const long double y = std::erfc(a.value), above_0 = (2 * a.value + 1.13L) * y;
    const long double slope = a.value > 0 ? above_0 : a.value + a.error < -7 ? 0 : 1.13L;
    return computed(y, slope * a.error);
  }
  friend bounded sqrt(bounded a) {
    const long double y = std::sqrt(a.value);
    return rounded(y, a.error / (2 * y));
  }
  friend bounded acos(bounded a) {  // of an exact argument
    return computed(std::acos(a.value), 0);
  }

 private:
  /// By the C library, which is off by 5 ULP at the most, as glibc's manual says of x86, and may underflow.
  static bounded computed(long double y, long double error) {
    return {y, error + 8 * ulp * std::abs(y) + std::numeric_limits<long double>::min()};
  }
};

}  // namespace oracle
