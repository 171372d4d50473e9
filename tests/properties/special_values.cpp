#include <algorithm>
#include <array>
#include <cfenv>
#include <cmath>
#include <limits>
#include <vector>

#include "../inputs.hpp"
#include "quantities.hpp"
#if defined(__SSE2__)
#include <immintrin.h>
#endif

// The contract outside ordinary numbers: NaN, infinities, zeros, the ends of the number line, the range
// of the results, and the floating-point environment.

namespace {

using quantities::columns, quantities::inputs_of, quantities::part;
using subjects::subject;

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

/// Enough copies that every lane, in the body and at the end of the loop, gets every pattern.
template <class T>
std::vector<T> nans() {
  constexpr auto patterns = nan_patterns<T>();
  std::vector<T> x;
  for (std::size_t i = 0; i < 131 * patterns.size(); ++i)
    x.push_back(subjects::from_bits<T>(patterns[i % patterns.size()]));
  return x;
}

class special_values : public testing::TestWithParam<subjects::any> {};
INSTANTIATE_TEST_SUITE_P(, special_values, testing::ValuesIn(subjects::all()), subjects::by_name());

TEST_P(special_values, nan_gives_nan) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const auto x = nans<T>();
    const auto expect_nan = [&](const auto& q, const columns<T>& results) {
      for (const auto& column : results)
        for (std::size_t i = 0; i < x.size(); ++i)
          ASSERT_TRUE(std::isnan(column[i]))
              << q.name << " of " << std::hex << subjects::to_bits(x[i]) << " at " << std::dec << i;
    };
    for (const auto& q : s.quantities) {
      if (q.array != nullptr) expect_nan(q, quantities::results_of_array(s, q, inputs_of(q, x)));
      expect_nan(q, quantities::results_of_scalars(s, q, inputs_of(q, x)));
    }
  });
}

/// A signalling one may turn quiet: clang multiplies by 1. A gradient of 1 keeps it, too.
TEST_P(special_values, nan_keeps_its_payload_where_that_is_promised) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (!s.facts->keeps_payload) return;
    constexpr auto quiet = subjects::to_bits(std::numeric_limits<T>::quiet_NaN());
    const auto x = nans<T>();
    const auto expect_kept = [&](const auto& q, const columns<T>& results) {
      for (const auto& column : results)
        for (std::size_t i = 0; i < x.size(); ++i)
          ASSERT_EQ(subjects::to_bits(column[i]) | quiet, subjects::to_bits(x[i]) | quiet)
              << q.name << " of " << std::hex << subjects::to_bits(x[i]) << " at " << std::dec << i;
    };
    for (const auto& q : s.quantities) {
      if (q.array != nullptr) expect_kept(q, quantities::results_of_array(s, q, inputs_of(q, x)));
      expect_kept(q, quantities::results_of_scalars(s, q, inputs_of(q, x)));
    }
  });
}

TEST_P(special_values, zeros_and_infinities) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const auto expect = [&](T x, T value, T derivative) {
      // The sign of a zero result is promised; of a derivative only that it is 0.
      EXPECT_TRUE(subjects::identical(s.forward(x), value))
          << "f(" << x << ") = " << s.forward(x) << " instead of " << value;
      EXPECT_EQ(s.derivative(x), derivative) << "at " << x;
      if (s.has_from_output() && !std::isnan(value)) {
        EXPECT_EQ(s.derivative_from_output(value), derivative) << "at " << x;
      }
    };
    const auto& values = s.facts->forward_values;
    const auto& derivatives = s.facts->derivative_values;
    expect(-oracle::infinity<T>, values.at_minus_infinity, derivatives.at_minus_infinity);
    expect(T(-0.0), values.at_minus_zero, derivatives.at_minus_zero);
    expect(T(0), values.at_zero, derivatives.at_zero);
    expect(oracle::infinity<T>, values.at_infinity, derivatives.at_infinity);
  });
}

/// The smallest and the largest numbers: the result is the truth's, and a saturated one is the limit.
TEST_P(special_values, ends_of_the_number_line) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    using limits = std::numeric_limits<T>;
    const T largest_subnormal = std::nextafter(limits::min(), T(0));
    for (const T magnitude :
         {limits::denorm_min(), 3 * limits::denorm_min(), largest_subnormal, limits::min(), 1 / limits::max(),
          limits::max() / 2, std::nextafter(limits::max(), T(0)), limits::max()})
      for (const T x : {magnitude, -magnitude}) {
        const auto expect_near = [x](T result, long double truth, xact::error_bound bound) {
          const bool overflows = std::isinf(result) && result == static_cast<T>(truth);
          if (!overflows) {
            EXPECT_LE(std::abs(result - truth), subjects::allowance<T>(bound, truth)) << subjects::exactly(x);
          }
        };
        expect_near(s.forward(x), s.facts->forward(x), s.bounds.forward);
        expect_near(s.derivative(x), s.facts->derivative(x), s.bounds.derivative);
      }
    const auto expect_saturated = [&](T huge, T limit, T derivative_limit) {
      if (std::isfinite(limit)) {
        EXPECT_EQ(s.forward(huge), limit);
      }
      if (std::isfinite(derivative_limit)) {
        EXPECT_EQ(s.derivative(huge), derivative_limit);
      }
    };
    if (!s.facts->reaches_limits) return;
    const auto& values = s.facts->forward_values;
    const auto& derivatives = s.facts->derivative_values;
    for (const T huge : {T(1e5), T(1e30), limits::max()}) {
      expect_saturated(-huge, values.at_minus_infinity, derivatives.at_minus_infinity);
      expect_saturated(huge, values.at_infinity, derivatives.at_infinity);
    }
  });
}

/// Every number of these columns lies in the range of what it is, and is infinite only where the truth
/// exceeds all numbers.
template <class T>
void expect_in_range(const subject<T>& s, std::string_view quantity, const char* how, const std::vector<T>& x,
                     const columns<T>& results) {
  const auto parts = quantities::parts_of(quantity);
  for (std::size_t k = 0; k < results.size(); ++k) {
    const auto range = parts[k] == part::forward ? s.facts->forward_range : s.facts->derivative_range;
    const auto& truth = parts[k] == part::forward      ? s.facts->forward
                        : parts[k] == part::derivative ? s.facts->derivative
                                                       : s.facts->derivative_from_output;
    for (std::size_t i = 0; i < x.size(); ++i)
      ASSERT_TRUE(range.lowest <= results[k][i] && results[k][i] <= range.highest &&
                  (std::isfinite(results[k][i]) || results[k][i] == static_cast<T>(truth.plainly(x[i]))))
          << quantity << " by " << how << " at " << subjects::exactly(x[i]) << ": "
          << subjects::exactly(results[k][i]);
  }
}

/// In particular: nothing finite gives NaN, and nothing overflows but what the truth does. What is from the
/// output gets all numbers that the function may give.
TEST_P(special_values, results_stay_in_range) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const auto& all = inputs::everywhere_of<T>(s.sample);
    for (const auto& q : s.quantities) {
      if (q.array == nullptr) continue;
      const auto outputs = s.facts->outputs();
      const auto x = !q.from_output
                         ? all
                         : inputs::everywhere_between<T>(static_cast<T>(outputs.lowest),
                                                         static_cast<T>(outputs.highest), s.sample);
      expect_in_range(s, q.name, "arrays", x, quantities::results_of_array(s, q, inputs_of(q, x)));
    }
  });
}

#if defined(__SSE2__)

constexpr unsigned exception_flags = 0x3f, flush_to_zero_and_denormals_are_zero = 0x8040;

/// With subnormal numbers flushed to zero, going in and coming out, results are still in range.
TEST_P(special_values, results_stay_in_range_with_flushing) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const auto x = inputs::thinned(inputs::everywhere_of<T>(s.sample), 7);
    const unsigned before = _mm_getcsr();
    const unsigned flushing = (before & ~exception_flags) | flush_to_zero_and_denormals_are_zero;
    _mm_setcsr(flushing);
    std::vector<columns<T>> of_arrays, of_scalars;
    const auto& forward = s.quantity("forward");
    const auto y = quantities::results_of_array(s, forward, inputs_of(forward, x)).front();
    for (const auto& q : s.quantities) {
      const auto in = inputs_of(q, q.from_output ? y : x);
      of_arrays.push_back(q.array == nullptr ? columns<T>() : quantities::results_of_array(s, q, in));
      of_scalars.push_back(quantities::results_of_scalars(s, q, in));
    }
    const unsigned afterwards = _mm_getcsr() & ~exception_flags;
    _mm_setcsr(before);
    EXPECT_EQ(afterwards, flushing);
    for (std::size_t k = 0; k < s.quantities.size(); ++k) {
      const auto& in = s.quantities[k].from_output ? y : x;
      expect_in_range(s, s.quantities[k].name, "arrays", in, of_arrays[k]);
      expect_in_range(s, s.quantities[k].name, "scalars", in, of_scalars[k]);
    }
  });
}

/// Rounding, flushing and masks are left as found, whatever they were; only exception flags may be raised.
TEST_P(special_values, environment_is_left_alone) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const std::vector<T> x = {-oracle::infinity<T>,
                              T(-800),
                              T(-20),
                              T(-.7),
                              T(0),
                              T(1e-30),
                              T(3),
                              T(90),
                              std::numeric_limits<T>::quiet_NaN()};
    const unsigned before = _mm_getcsr();
    for (const auto& q : s.quantities) {
      if (q.array == nullptr) continue;
      const auto in = inputs_of(q, x);
      columns<T> out(q.outputs, std::vector<T>(x.size()));
      const auto at = quantities::places_of(in, out);
      for (const int rounding : {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO})
        for (const unsigned flushing : {0u, flush_to_zero_and_denormals_are_zero}) {
          _mm_setcsr((before & ~(exception_flags | flush_to_zero_and_denormals_are_zero)) | flushing);
          std::fesetround(rounding);
          const unsigned control = _mm_getcsr() & ~exception_flags;
          s.run(q.array, x.size(), at.in, at.out);
          const unsigned afterwards = _mm_getcsr() & ~exception_flags;
          const int rounding_afterwards = std::fegetround();
          _mm_setcsr(before);
          std::fesetround(FE_TONEAREST);
          EXPECT_EQ(afterwards, control) << q.name;
          EXPECT_EQ(rounding_afterwards, rounding) << q.name;
        }
    }
  });
}

#endif

}  // namespace
