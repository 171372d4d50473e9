#include <algorithm>
#include <array>
#include <cfenv>
#include <vector>

#include "inputs.hpp"
#include "subjects.hpp"
#if defined(__SSE2__)
#include <immintrin.h>
#endif

// The contract outside ordinary numbers: NaN, infinities, zeros, the ends of the number line, the range
// of the results, and the floating-point environment.

namespace {

template <class Subject>
class special_values : public subjects::of<Subject> {};
TYPED_TEST_SUITE(special_values, subjects::all, subjects::by_name);

template <class T>
constexpr auto nan_patterns() {
  using bits = subjects::bits_of<T>;
  constexpr bits infinity = subjects::to_bits(oracle::infinity<T>), sign = subjects::to_bits(T(-0.0)),
                 quiet = subjects::to_bits(std::numeric_limits<T>::quiet_NaN()), all = ~bits{0};
  return std::array{infinity | 1,
                    quiet,
                    quiet | 1,
                    quiet | 0x2a,
                    quiet | (quiet >> 1),
                    all & ~sign,
                    infinity | 0x1000,
                    quiet | (quiet >> 3),
                    sign | infinity | 1,
                    sign | quiet,
                    sign | quiet | 1,
                    all,
                    sign | (infinity + 2),
                    quiet | (bits{1} << 16)};
}

TYPED_TEST(special_values, nan_gives_nan) {
  using T = typename TestFixture::scalar;
  std::vector<T> nan;
  for (const auto pattern : nan_patterns<T>()) nan.push_back(subjects::from_bits<T>(pattern));
  // Enough copies that every lane, in the body and in the tail of the loop, gets every pattern.
  std::vector<T> x;
  for (std::size_t i = 0; i < 131 * nan.size(); ++i) x.push_back(nan[i % nan.size()]);
  std::vector<T> y(x.size()), dydx(x.size()), from_output(x.size());
  this->arrays().forward(x, y);
  this->arrays().derivative(x, dydx);
  if (TestFixture::has_from_output)
    this->arrays().backward_from_output(std::vector<T>(x.size(), T(1)), x, from_output);
  else
    from_output = x;
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_TRUE(std::isnan(y[i])) << std::hex << subjects::to_bits(x[i]) << " at " << std::dec << i;
    ASSERT_TRUE(std::isnan(dydx[i])) << std::hex << subjects::to_bits(x[i]) << " at " << std::dec << i;
    ASSERT_TRUE(std::isnan(from_output[i])) << std::hex << subjects::to_bits(x[i]) << " at " << std::dec << i;
  }
  for (const T one : nan) {
    const auto [value, derivative] = this->scalars().forward_and_derivative(one);
    EXPECT_TRUE(std::isnan(this->scalars().forward(one)) && std::isnan(this->scalars().derivative(one)));
    EXPECT_TRUE(std::isnan(value) && std::isnan(derivative));
    if (TestFixture::has_from_output) {
      EXPECT_TRUE(std::isnan(this->scalars().derivative_from_output(one)));
    }
  }
}

/// The ReLUs give NaN back with its sign and payload. A signalling one may turn quiet: clang multiplies by 1.
template <class Relu>
class payload : public testing::Test {};
using relus = testing::Types<subjects::subject<xact::relu_t, float>, subjects::subject<xact::relu_t, double>,
                             subjects::subject<xact::leaky_relu_t, float>,
                             subjects::subject<xact::leaky_relu_t, double>>;
TYPED_TEST_SUITE(payload, relus, subjects::by_name);

TYPED_TEST(payload, is_kept_by_the_relus) {
  using T = typename TypeParam::scalar;
  constexpr auto name = TypeParam::activation::name;
  constexpr auto quiet = subjects::to_bits(std::numeric_limits<T>::quiet_NaN());
  const auto kept = [](T result, auto pattern) {
    return (subjects::to_bits(result) | quiet) == (pattern | quiet);
  };
  for (const auto pattern : nan_patterns<T>()) {
    SCOPED_TRACE(testing::Message() << std::hex << pattern);
    const std::vector<T> x(131, subjects::from_bits<T>(pattern));
    std::vector<T> y(x.size()), dydx(x.size());
    const auto expect_kept = [&] {
      for (std::size_t i = 0; i < x.size(); ++i)
        ASSERT_TRUE(kept(y[i], pattern) && kept(dydx[i], pattern)) << "at " << i;
    };
    calls::arrays<T>(name).forward(x, y);
    calls::arrays<T>(name).derivative(x, dydx);
    expect_kept();
    calls::arrays<T>(name).forward_and_derivative(x, y, dydx);
    expect_kept();
    const auto& one = calls::scalars<T>(name);
    EXPECT_TRUE(kept(one.forward(x[0]), pattern) && kept(one.derivative(x[0]), pattern) &&
                kept(one.derivative_from_output(x[0]), pattern));
  }
}

TYPED_TEST(special_values, zeros_and_infinities) {
  using T = typename TestFixture::scalar;
  using row = typename TestFixture::facts;
  const auto expect = [&](T x, T value, T derivative) {
    // The sign of a zero result is promised; of a derivative only that it is 0.
    EXPECT_TRUE(subjects::identical(this->scalars().forward(x), value))
        << "f(" << x << ") = " << this->scalars().forward(x);
    EXPECT_EQ(this->scalars().derivative(x), derivative) << "at " << x;
    if (TestFixture::has_from_output) {
      EXPECT_EQ(this->scalars().derivative_from_output(value), derivative) << "at " << x;
    }
  };
  constexpr auto values = row::forward_values;
  constexpr auto derivatives = row::derivative_values;
  expect(-oracle::infinity<T>, values.at_minus_infinity, derivatives.at_minus_infinity);
  expect(T(-0.0), values.at_minus_zero, derivatives.at_minus_zero);
  expect(T(0), values.at_zero, derivatives.at_zero);
  expect(oracle::infinity<T>, values.at_infinity, derivatives.at_infinity);
}

/// The smallest and the largest numbers: the result is the truth's, and a saturated one is the limit.
TYPED_TEST(special_values, ends_of_the_number_line) {
  using T = typename TestFixture::scalar;
  using row = typename TestFixture::facts;
  using limits = std::numeric_limits<T>;
  const T largest_subnormal = std::nextafter(limits::min(), T(0));
  const auto& truth = this->truth();
  for (const T magnitude :
       {limits::denorm_min(), 3 * limits::denorm_min(), largest_subnormal, limits::min(), 1 / limits::max(),
        limits::max() / 2, std::nextafter(limits::max(), T(0)), limits::max()})
    for (const T x : {magnitude, -magnitude}) {
      EXPECT_LE(std::abs(this->scalars().forward(x) - truth.forward(x)),
                subjects::allowance<T>(this->bounds.forward, truth.forward(x)))
          << subjects::exactly(x);
      EXPECT_LE(std::abs(this->scalars().derivative(x) - truth.derivative(x)),
                subjects::allowance<T>(this->bounds.derivative, truth.derivative(x)))
          << subjects::exactly(x);
    }
  const auto expect_saturated = [&](T huge, T limit, T derivative_limit) {
    if (std::isfinite(limit)) {
      EXPECT_EQ(this->scalars().forward(huge), limit);
    }
    EXPECT_EQ(this->scalars().derivative(huge), derivative_limit);
  };
  for (const T huge : {T(1e5), T(1e30), limits::max()}) {
    expect_saturated(-huge, row::forward_values.at_minus_infinity, row::derivative_values.at_minus_infinity);
    expect_saturated(huge, row::forward_values.at_infinity, row::derivative_values.at_infinity);
  }
}

/// In particular: nothing finite gives NaN, and nothing overflows.
TYPED_TEST(special_values, results_stay_in_range) {
  using T = typename TestFixture::scalar;
  using row = typename TestFixture::facts;
  const auto& x = inputs::everywhere<T>();
  std::vector<T> y(x.size()), dydx(x.size());
  this->arrays().forward_and_derivative(x, y, dydx);
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_TRUE(row::forward_range.lowest <= y[i] && y[i] <= row::forward_range.highest &&
                std::isfinite(y[i]))
        << "f(" << subjects::exactly(x[i]) << ") = " << subjects::exactly(y[i]);
    ASSERT_TRUE(row::derivative_range.lowest <= dydx[i] && dydx[i] <= row::derivative_range.highest)
        << "f'(" << subjects::exactly(x[i]) << ") = " << subjects::exactly(dydx[i]);
  }
}

#if defined(__SSE2__)
/// With subnormal numbers flushed to zero, going in and coming out, results are still in range.
TYPED_TEST(special_values, results_stay_in_range_with_flushing) {
  using T = typename TestFixture::scalar;
  using row = typename TestFixture::facts;
  constexpr unsigned flush_to_zero_and_denormals_are_zero = 0x8040, exception_flags = 0x3f;
  std::vector<T> x;
  const auto& everywhere = inputs::everywhere<T>();
  for (std::size_t i = 0; i < everywhere.size(); i += 7) x.push_back(everywhere[i]);
  const std::size_t n = x.size();
  std::vector<T> y(n), dydx(n), both_y(n), both_dydx(n), one_y(n), one_dydx(n), from_output(n);
  const unsigned before = _mm_getcsr();
  const unsigned flushing = (before & ~exception_flags) | flush_to_zero_and_denormals_are_zero;
  _mm_setcsr(flushing);
  this->arrays().forward(x, y);
  this->arrays().derivative(x, dydx);
  this->arrays().forward_and_derivative(x, both_y, both_dydx);
  for (std::size_t i = 0; i < n; ++i) {
    one_y[i] = this->scalars().forward(x[i]);
    one_dydx[i] = this->scalars().derivative(x[i]);
    from_output[i] = this->has_from_output ? this->scalars().derivative_from_output(y[i]) : dydx[i];
  }
  const unsigned afterwards = _mm_getcsr() & ~exception_flags;
  _mm_setcsr(before);
  EXPECT_EQ(afterwards, flushing);

  const auto expect_within = [&](auto range, const std::vector<T>& results, const char* function) {
    for (std::size_t i = 0; i < n; ++i)
      ASSERT_TRUE(range.lowest <= results[i] && results[i] <= range.highest && std::isfinite(results[i]))
          << function << " at " << subjects::exactly(x[i]) << ": " << subjects::exactly(results[i]);
  };
  for (const auto& results : {y, both_y, one_y}) expect_within(row::forward_range, results, "forward");
  for (const auto& results : {dydx, both_dydx, one_dydx, from_output})
    expect_within(row::derivative_range, results, "derivative");
}

/// Rounding, flushing and masks are left as found, whatever they were; only exception flags may be raised.
TYPED_TEST(special_values, environment_is_left_alone) {
  using T = typename TestFixture::scalar;
  constexpr unsigned exception_flags = 0x3f;
  const std::vector<T> x = {-oracle::infinity<T>,
                            T(-800),
                            T(-20),
                            T(-.7),
                            T(0),
                            T(1e-30),
                            T(3),
                            T(90),
                            std::numeric_limits<T>::quiet_NaN()};
  std::vector<T> y(x.size()), dydx(x.size());
  const unsigned before = _mm_getcsr();
  for (const int rounding : {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO})
    for (const unsigned flushing : {0u, 0x8040u}) {
      _mm_setcsr((before & ~exception_flags) | flushing);
      std::fesetround(rounding);
      const unsigned control = _mm_getcsr() & ~exception_flags;
      this->arrays().forward(x, y);
      this->arrays().derivative(x, dydx);
      this->arrays().backward(y, x, dydx);
      this->arrays().forward_and_derivative(x, y, dydx);
      const unsigned afterwards = _mm_getcsr() & ~exception_flags;
      const int rounding_afterwards = std::fegetround();
      _mm_setcsr(before);
      std::fesetround(FE_TONEAREST);
      EXPECT_EQ(afterwards, control);
      EXPECT_EQ(rounding_afterwards, rounding);
    }
}
#endif

}  // namespace
