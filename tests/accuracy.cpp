#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "inputs.hpp"
#include "subjects.hpp"

// Every function keeps its promise, bounds<T>: the error is measured in units in the last place of the
// true value. Prints the largest, and where.

namespace {

template <class T>
struct comparison {
  using function = typename oracle::truth<T>::function;

  std::size_t points = 0, broken = 0;
  long double worst_ulp = 0, worst_absolute = 0, worst_excess = 0;
  T worst_at = 0;

  /// `exact` where the truth is only to a long double's precision: asked where the rounding of a result
  /// depends on more.
  comparison(const std::vector<long double>& truths, function exact, xact::error_bound bound,
             const std::vector<T>& inputs, const std::vector<T>& results) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      long double right = truths[i];
      if (bound.rounds() && std::abs(results[i] - right) > 0.499L * subjects::ulp<T>(right))
        right = exact(inputs[i]);
      add(inputs[i], results[i], right, bound);
    }
  }

  void add(T x, T result, long double truth, xact::error_bound bound) {
    const long double error = std::abs(result - truth), ulps = error / subjects::ulp<T>(truth);
    // The truth has 64 bits: of an error of half a unit, the last is missing. Rounded to odd, it still rounds
    // right.
    const bool nearest = bound.ulp >= 0.5 && result == static_cast<T>(truth);
    const bool kept = nearest || (!bound.rounds() && error <= subjects::allowance<T>(bound, truth));
    ++points;
    // Within an absolute promise, ULPs mean nothing.
    const bool counts = bound.absolute == 0 || error > bound.absolute;
    if (counts && !(ulps <= worst_ulp)) worst_ulp = ulps, worst_at = x;
    if (!counts && ulps > bound.ulp) worst_absolute = std::max(worst_absolute, error);
    if (kept) return;
    if (broken++ == 0 || !(ulps <= worst_excess)) {
      worst_excess = ulps;
      std::ostringstream text;
      text << "at x = " << subjects::exactly(x) << ": got " << subjects::exactly(result) << ", truth "
           << subjects::exactly(truth) << ", off by " << ulps << " ULP";
      worst_broken = text.str();
    }
  }

  std::string worst_broken;
};

/// The truth at the inputs, computed once for all tiers: in multiple precision it is what takes the time.
template <class T>
const std::vector<long double>& truths_at(const std::vector<T>& inputs, std::string_view name,
                                          std::string_view quantity, typename comparison<T>::function truth) {
  static std::map<std::string, std::vector<long double>> known;
  const auto tier = name.rfind(':');
  const std::string key =
      std::string(name.substr(tier + 1)) + ' ' + std::string(quantity) + ' ' + std::to_string(inputs.size());
  auto& truths = known[key];
  if (truths.empty()) std::ranges::transform(inputs, std::back_inserter(truths), truth);
  return truths;
}

template <class Subject>
class accuracy : public subjects::of<Subject> {
 protected:
  /// Of the exact tier, one in seven: its cases are in hardest.cpp, and contract.bits proves one in eight of
  /// all.
  static auto sample() {
    auto x = inputs::everywhere<typename Subject::scalar>();
    if (!Subject::activation::name.starts_with("exact::")) return x;
    std::size_t n = 0;
    for (std::size_t i = 0; i < x.size(); i += 7) x[n++] = x[i];
    x.resize(n);
    return x;
  }

  template <class T>
  static void expect_kept(const char* function, typename oracle::truth<T>::function oracle::truth<T>::*truth,
                          xact::error_bound bound, const std::vector<T>& inputs,
                          const std::vector<T>& results) {
    const auto& exact = oracle::find_in_multiple_precision<T>(Subject::activation::name);
    const auto& truths = truths_at(inputs, Subject::activation::name, function, accuracy::truth().*truth);
    const comparison<T> found(truths, exact.*truth, bound, inputs, results);
    std::ostringstream line;
    line.precision(4);
    line << subjects::by_name::GetName<Subject>(0) << ' ' << function << ": " << found.worst_ulp << " ULP at "
         << subjects::exactly(found.worst_at);
    if (found.worst_absolute > 0) line << ", or " << found.worst_absolute << " absolute";
    line << ", " << found.points << " points, " << xact::simd::native::name();
    std::puts(line.str().c_str());
    testing::Test::RecordProperty("max_ulp", std::to_string(found.worst_ulp));
    EXPECT_EQ(found.broken, 0u) << "the promise of " << bound.ulp << " ULP or " << bound.absolute
                                << " is broken, worst " << found.worst_broken;
  }
};
TYPED_TEST_SUITE(accuracy, subjects::all, subjects::by_name);

TYPED_TEST(accuracy, forward) {
  using T = typename TestFixture::scalar;
  const auto x = this->sample();
  std::vector<T> y(x.size());
  this->arrays().forward(x, y);
  this->expect_kept("forward", &oracle::truth<T>::forward, this->bounds.forward, x, y);
}

TYPED_TEST(accuracy, derivative) {
  using T = typename TestFixture::scalar;
  const auto x = this->sample();
  std::vector<T> dydx(x.size());
  this->arrays().derivative(x, dydx);
  this->expect_kept("derivative", &oracle::truth<T>::derivative, this->bounds.derivative, x, dydx);
}

template <class Subject>
class accuracy_from_output : public accuracy<Subject> {};
TYPED_TEST_SUITE(accuracy_from_output, subjects::all_with_derivative_from_output, subjects::by_name);

/// On all outputs there may be, not just on those of some inputs; f is monotonic here.
TYPED_TEST(accuracy_from_output, derivative_from_output) {
  using T = typename TestFixture::scalar;
  const auto& range = TestFixture::facts::forward_values;
  const auto y = inputs::everywhere_between<T>(range.at_minus_infinity, range.at_infinity);
  std::vector<T> dydx(y.size()), one(y.size(), T(1));
  this->arrays().backward_from_output(one, y, dydx);
  this->expect_kept("derivative_from_output", &oracle::truth<T>::derivative_from_output,
                    this->bounds.derivative_from_output, y, dydx);
}

/// The fast derivatives that have no zero keep a relative promise, too, while they are not small.
template <class T>
class relative_accuracy : public testing::Test {
 protected:
  template <class F>
  static void expect_derivative_within(double bound, double last, const F&) {
    const auto& x = inputs::everywhere<T>();
    std::vector<T> dydx(x.size());
    calls::arrays<T>(F::name).derivative(x, dydx);
    const auto truth = oracle::find<T>(F::name).derivative;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (std::abs(x[i]) <= last) {
        ASSERT_LE(std::abs(dydx[i] - truth(x[i])), bound * truth(x[i])) << subjects::exactly(x[i]);
      }
  }
};
TYPED_TEST_SUITE(relative_accuracy, subjects::float_and_double);

TYPED_TEST(relative_accuracy, of_fast_derivatives) {
  this->expect_derivative_within(1e-5, 8, xact::fast::sigmoid);
  this->expect_derivative_within(1e-5, 8, xact::fast::tanh);
}

}  // namespace
