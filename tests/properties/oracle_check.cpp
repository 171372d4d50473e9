#include <cmath>
#include <set>
#include <string>

#include "../inputs.hpp"
#include "subject.hpp"

// The oracle against itself: the long double that judges float against multiple precision. Once for the
// activations that have the same truth.

namespace {

/// Far closer than any promise on a float.
void expect_agreement(float x, const oracle::formula& formula) {
  const long double truth = formula.exactly(x);
  if (std::isinf(static_cast<float>(truth)) && std::isinf(static_cast<float>(formula(x)))) return;
  ASSERT_LE(std::abs(formula(x) - truth), 0x1p-12L * subjects::ulp<float>(truth)) << subjects::exactly(x);
}

void expect_agreement_everywhere(const oracle::formula& formula) {
  const auto& x = inputs::everywhere<float>();
  for (std::size_t i = 0; i < x.size(); i += 1009) expect_agreement(x[i], formula);
}

/// Where the sign changes the formula cancels.
void expect_agreement_at_zeros(const oracle::formula& formula) {
  const auto is_negative = [&](float x) { return formula.exactly(x) < 0; };
  for (float x = -32; x < 32; x += 0.25f) {
    float low = x, high = x + 0.25f;
    if (is_negative(low) == is_negative(high)) continue;
    for (float middle; middle = low + (high - low) / 2, middle != low && middle != high;)
      (is_negative(middle) == is_negative(low) ? low : high) = middle;
    for (int i = 0; i < 500; ++i) {
      expect_agreement(low, formula);
      expect_agreement(high, formula);
      low = std::nextafter(low, -oracle::infinity<float>);
      high = std::nextafter(high, oracle::infinity<float>);
    }
  }
}

/// Calls check(formula) with every formula that this program knows.
template <class Check>
void for_each_formula(Check check) {
  std::set<std::string> seen;
  for (const oracle::function* f : oracle::all())
    for (const oracle::activation& a : f->activations) {
      if (!seen.insert(a.on_float.truth).second) continue;
      SCOPED_TRACE(std::string(a.name) + ", sample " + std::to_string(a.sample));
      for (const oracle::formula& formula :
           {a.on_float.forward, a.on_float.derivative, a.on_float.derivative_from_output})
        if (formula) check(formula);
    }
  EXPECT_FALSE(seen.empty());
}

/// What judges doubles is as close to multiple precision as it says, which rounds to 64 bits.
void expect_bounds_everywhere(const oracle::formula& formula) {
  for (const double x : inputs::thinned(inputs::everywhere<double>(), 1009)) {
    const long double truth = formula.exactly(x);
    const auto [value, error] = formula.estimated(x);
    if (!(error < HUGE_VALL)) continue;
    ASSERT_LE(std::abs(value - truth), error + 0x1p-63L * std::abs(truth)) << subjects::exactly(x);
  }
}

TEST(oracle_check, long_double_is_enough_for_float) { for_each_formula(expect_agreement_everywhere); }

TEST(oracle_check, long_double_is_enough_for_float_at_zeros) { for_each_formula(expect_agreement_at_zeros); }

TEST(oracle_check, bounds_of_long_double_hold) { for_each_formula(expect_bounds_everywhere); }

/// Digits known from elsewhere, such as sech^2 or the normal distribution and its density at 1: a formula
/// that is wrong would be wrong in both arithmetics.
TEST(oracle_check, known_values) {
  for (const oracle::function* f : oracle::all())
    for (const oracle::activation& a : f->activations)
      for (const oracle::known_value& known : a.on_double.known) {
        const auto& facts = a.on_double;
        const oracle::formula& formula = known.formula == "forward"      ? facts.forward
                                         : known.formula == "derivative" ? facts.derivative
                                                                         : facts.derivative_from_output;
        ASSERT_TRUE(static_cast<bool>(formula)) << a.name << ' ' << known.formula;
        EXPECT_LE(std::abs(formula(known.x) - known.value), 0x1p-63L * std::abs(known.value))
            << a.name << ' ' << known.formula << ' ' << known.x;
      }
}

}  // namespace
