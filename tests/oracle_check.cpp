#include "inputs.hpp"
#include "subjects.hpp"

// The oracle against itself: the long double that judges float against multiple precision.

namespace {

template <class Subject>
class oracle_check : public subjects::of<Subject> {
 protected:
  using function = oracle::truth<float>::function;

  /// Far closer than any promise on a float.
  static void expect_agreement(float x, function working, function exact) {
    const long double truth = exact(x);
    ASSERT_LE(std::abs(working(x) - truth), 0x1p-12L * subjects::ulp<float>(truth)) << subjects::exactly(x);
  }

  static void expect_agreement_everywhere(function working, function exact) {
    const auto& x = inputs::everywhere<float>();
    for (std::size_t i = 0; i < x.size(); i += 1009) expect_agreement(x[i], working, exact);
  }

  /// Where the sign changes the formula cancels.
  static void expect_agreement_at_zeros(function working, function exact) {
    for (float x = -32; x < 32; x += 0.25f) {
      float low = x, high = x + 0.25f;
      if ((exact(low) < 0) == (exact(high) < 0)) continue;
      for (float middle; middle = low + (high - low) / 2, middle != low && middle != high;)
        ((exact(middle) < 0) == (exact(low) < 0) ? low : high) = middle;
      for (int i = 0; i < 500; ++i) {
        expect_agreement(low, working, exact);
        expect_agreement(high, working, exact);
        low = std::nextafter(low, -oracle::infinity<float>);
        high = std::nextafter(high, oracle::infinity<float>);
      }
    }
  }

  static void expect_agreement_of(function working, function exact) {
    expect_agreement_everywhere(working, exact);
    expect_agreement_at_zeros(working, exact);
  }
};

TYPED_TEST_SUITE(oracle_check, subjects::all_on_float, subjects::by_name);

TYPED_TEST(oracle_check, long_double_is_enough_for_float) {
  const auto& working = this->truth();
  const auto& exact = oracle::find_in_multiple_precision<float>(TypeParam::activation::name);
  this->expect_agreement_of(working.forward, exact.forward);
  this->expect_agreement_of(working.derivative, exact.derivative);
  if (working.derivative_from_output != nullptr)
    this->expect_agreement_of(working.derivative_from_output, exact.derivative_from_output);
}

/// Digits known from elsewhere (sech^2, the normal distribution and its density at 1): a formula that is
/// wrong would be wrong in both arithmetics.
TEST(oracle_values, are_the_known_ones) {
  const auto expect = [](long double truth, long double known) {
    EXPECT_LE(std::abs(truth - known), 0x1p-63L * std::abs(known)) << subjects::exactly(known);
  };
  const auto& sigmoid = oracle::find<double>("sigmoid");
  expect(sigmoid.forward(1), 0.73105857863000487925L);
  expect(sigmoid.derivative(1), 0.19661193324148185254L);
  const auto& tanh = oracle::find<double>("tanh");
  expect(tanh.forward(1), 0.76159415595576488812L);
  expect(tanh.derivative(1), 0.41997434161402606939L);
  const auto& gelu = oracle::find<double>("gelu");
  expect(gelu.forward(1), 0.84134474606854294859L);
  expect(gelu.forward(-1), -0.15865525393145705141L);
  expect(gelu.derivative(1), 1.08331547058768629838L);
}

}  // namespace
