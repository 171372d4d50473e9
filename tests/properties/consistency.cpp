#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "../inputs.hpp"
#include "quantities.hpp"

// One value, one result: a scalar, a batch of any width, an element of an array wherever it stands, and
// the compiler in a constant expression give the same bits.

namespace {

using quantities::all_identical, quantities::columns, quantities::inputs_of, quantities::part;
using subjects::subject;

/// Every 7th of the usual inputs and what is not finite, a whole number of the widest batches.
template <class T>
std::vector<T> sampled(std::size_t sample) {
  using limits = std::numeric_limits<T>;
  std::vector<T> x = {limits::infinity(), -limits::infinity(), limits::quiet_NaN(), -limits::quiet_NaN()};
  for (const T usual : inputs::thinned(inputs::everywhere_of<T>(sample), 7)) x.push_back(usual);
  x.resize(x.size() / 64 * 64);
  return x;
}
template <class T>
const std::vector<T>& sample_of(const subject<T>& s) {
  static const auto by_default = sampled<T>(0), of_others = sampled<T>(1);
  return s.sample == 0 ? by_default : of_others;
}

/// By the functor, of one number after the other; it has this quantity.
template <class T>
std::vector<T> one_by_one(const subject<T>& s, std::string_view name, const std::vector<T>& x) {
  const auto& q = s.quantity(name);
  return quantities::results_of_scalars(s, q, inputs_of(q, x)).front();
}

class consistency : public testing::TestWithParam<subjects::any> {};
INSTANTIATE_TEST_SUITE_P(, consistency, testing::ValuesIn(subjects::all()), subjects::by_name());

// ---- scalar, batch, array

TEST_P(consistency, batches_give_the_bits_of_scalars) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const auto& x = sample_of(s);
    for (const auto& q : s.quantities) {
      const auto in = inputs_of(q, x);
      const auto expected = quantities::results_of_scalars(s, q, in);
      for (const auto& batch : q.batches)
        EXPECT_TRUE(all_identical(x, quantities::results_of_batches(s, q, batch, in), expected))
            << q.name << ", batch of " << batch.width;
    }
  });
}

/// With a part of a vector at the end. What is from the output is asked for outputs, too.
TEST_P(consistency, arrays_give_the_bits_of_scalars) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    auto x = sample_of(s);
    x.pop_back();
    const auto y = one_by_one(s, "forward", x);
    for (const auto& q : s.quantities) {
      if (q.array == nullptr) continue;
      const auto expect_same = [&](const std::vector<T>& values) {
        const auto in = inputs_of(q, values);
        EXPECT_TRUE(all_identical(values, quantities::results_of_array(s, q, in),
                                  quantities::results_of_scalars(s, q, in)))
            << q.name;
      };
      expect_same(x);
      if (q.from_output) expect_same(y);
    }
  });
}

/// Both at once are the bits of each, and a gradient is a product with the bits of the derivative.
TEST_P(consistency, quantities_are_the_bits_of_the_functions_they_are_made_of) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const auto& x = sample_of(s);
    std::vector<T> grad_output(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) grad_output[i] = T(1.5) - static_cast<T>(i % 101) / 32;
    for (const auto& q : s.quantities) {
      const bool has_gradient = q.inputs == 2;
      columns<T> expected;
      for (const part p : quantities::parts_of(q.name)) {
        auto& column = expected.emplace_back(one_by_one(s, quantities::name_of(p), x));
        if (has_gradient)
          for (std::size_t i = 0; i < x.size(); ++i) column[i] = grad_output[i] * column[i];
      }
      ASSERT_EQ(expected.size(), q.outputs);
      EXPECT_TRUE(
          all_identical(x, quantities::results_of_scalars(s, q, inputs_of(q, x, grad_output)), expected))
          << q.name;
    }
  });
}

// ---- constant expressions

/// What the compiler computed, for each instruction set, against what the machine does. Of the default
/// parameters.
TEST_P(consistency, constant_expressions_give_the_bits_of_run_time) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    for (const auto& constant : s.calls->constants) {
      const auto& q = s.quantity(constant.quantity);
      const std::vector<T> x(constant.x.begin(), constant.x.end());
      columns<T> expected;
      for (std::size_t k = 0; k < q.outputs; ++k)
        expected.emplace_back(constant.out[k].begin(), constant.out[k].end());
      EXPECT_TRUE(all_identical(x, quantities::results_of_scalars(s, q, inputs_of(q, x)), expected))
          << q.name;
    }
    EXPECT_EQ(s.calls->constants.size(), s.build->in_full && s.sample == 0 ? s.quantities.size() : 0u);
  });
}

// ---- from the output against from the input

/// With y within its promise of f(x), the true derivative lies among those of the numbers that y may be;
/// the two ways to it may differ by that much and by their own errors, and are close where this is small.
TEST_P(consistency, derivative_from_the_output_agrees_with_that_from_the_input) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (!s.has_from_output()) return;
    const auto truth = [&](long double y) { return s.facts->derivative_from_output.plainly(y); };
    const auto x = inputs::thinned(sample_of(s), 5);
    const auto y = one_by_one(s, "forward", x), from_input = one_by_one(s, "derivative", x),
               from_output = one_by_one(s, "derivative_from_output", y);
    std::size_t close = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
      const long double reach = subjects::allowance<T>(s.bounds.forward, y[i]);
      const auto [low, high] = std::minmax({truth(y[i] - reach), truth(y[i]), truth(y[i] + reach)});
      const long double of_output = subjects::allowance<T>(s.bounds.derivative_from_output, truth(y[i]));
      const long double allowed =
          high - low + subjects::allowance<T>(s.bounds.derivative, std::max(std::abs(low), std::abs(high))) +
          of_output;
      ASSERT_LE(std::abs(static_cast<long double>(from_input[i]) - from_output[i]), allowed)
          << subjects::exactly(x[i]);
      if (allowed <= 8 * std::max(subjects::allowance<T>(s.bounds.derivative, from_input[i]), of_output))
        ++close;
    }
    EXPECT_GT(close, x.size() / 4);  // the comparison is not an empty one
  });
}

}  // namespace
