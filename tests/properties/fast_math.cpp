#include <cstddef>
#include <sstream>
#include <vector>

#include "../inputs.hpp"
#include "quantities.hpp"

// The functions as a consumer's -ffast-math compiles them: for every finite number they give what they give
// without it, to the last bit. NaN, infinities and the sign of a zero are given up: the compiler takes them
// for impossible. This file is compiled without.

namespace {

using quantities::columns;
using subjects::subject;

template <class T>
void expect_same(const char* how, const calls::quantity<T>& q, const std::vector<T>& x,
                 const columns<T>& with, const columns<T>& without) {
  std::size_t different = 0;
  std::ostringstream examples;
  for (std::size_t k = 0; k < without.size(); ++k)
    for (std::size_t i = 0; i < x.size(); ++i)
      if (with[k][i] != without[k][i] && different++ < 5)
        examples << "\n " << subjects::exactly(with[k][i]) << " instead of "
                 << subjects::exactly(without[k][i]) << " at " << subjects::exactly(x[i]);
  EXPECT_EQ(different, 0u) << q.name << " by " << how << " on " << x.size() << " inputs:" << examples.str();
}

class fast_math : public testing::TestWithParam<subjects::any> {};
INSTANTIATE_TEST_SUITE_P(, fast_math, testing::ValuesIn(subjects::with_fast_math()), subjects::by_name());
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(fast_math);

TEST_P(fast_math, gives_the_same_for_finite_inputs) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& with) {
    const auto& without = subjects::without_fast_math(with);
    ASSERT_GE(with.quantities.size(), 2u);
    const auto range = with.facts->outputs();
    const auto outputs = inputs::everywhere_between<T>(static_cast<T>(range.lowest),
                                                       static_cast<T>(range.highest), with.sample);
    for (const auto& q : with.quantities) {
      const auto& x = q.from_output ? outputs : inputs::everywhere_of<T>(with.sample);
      const auto in = quantities::inputs_of(q, x);
      const auto expected = quantities::results_of_scalars(without, without.quantity(q.name), in);
      expect_same("scalars", q, x, quantities::results_of_scalars(with, q, in), expected);
      if (q.array != nullptr)
        expect_same("arrays", q, x, quantities::results_of_array(with, q, in), expected);
    }
  });
}

}  // namespace
