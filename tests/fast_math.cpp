#include <vector>

#include "inputs.hpp"
#include "subjects.hpp"

// The functions as a consumer's -ffast-math compiles them: for every finite number they give what they give
// without it, to the last bit. Here they are compiled with it (calls.cpp) and without (this file, where
// kernels are inlined). NaN, infinities and the sign of a zero are given up: the compiler takes them for
// impossible.

namespace {

template <class Subject>
class fast_math : public subjects::of<Subject> {
 protected:
  using number = typename Subject::scalar;

  /// with: results on x; without: the function itself.
  template <class Function>
  static void expect_same(const char* function, const std::vector<number>& x, const std::vector<number>& with,
                          const Function& without) {
    std::size_t different = 0;
    std::ostringstream examples;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (const number y = without(x[i]); with[i] != y && different++ < 5)
        examples << "\n " << subjects::exactly(with[i]) << " instead of " << subjects::exactly(y) << " at "
                 << subjects::exactly(x[i]);
    EXPECT_EQ(different, 0u) << function << " on " << x.size() << " inputs:" << examples.str();
  }
};
TYPED_TEST_SUITE(fast_math, subjects::all, subjects::by_name);

TYPED_TEST(fast_math, gives_the_same_for_finite_inputs) {
  using T = typename TestFixture::number;
  const auto& x = inputs::everywhere<T>();
  std::vector<T> y(x.size()), dydx(x.size());
  const auto expect_both = [&] {
    this->expect_same("forward", x, y, [&](T v) { return TestFixture::f.forward(v); });
    this->expect_same("derivative", x, dydx, [&](T v) { return TestFixture::f.derivative(v); });
  };
  this->arrays().forward(x, y);
  this->arrays().derivative(x, dydx);
  expect_both();
  this->arrays().forward_and_derivative(x, y, dydx);
  expect_both();
  for (std::size_t i = 0; i < x.size(); ++i) {
    y[i] = this->scalars().forward(x[i]);
    dydx[i] = this->scalars().derivative(x[i]);
  }
  expect_both();

  if constexpr (TestFixture::has_from_output) {
    constexpr auto range = TestFixture::facts::forward_values;
    const auto outputs = inputs::everywhere_between<T>(range.at_minus_infinity, range.at_infinity);
    const std::vector<T> one(outputs.size(), T(1));
    dydx.resize(outputs.size());
    this->arrays().backward_from_output(one, outputs, dydx);
    this->expect_same("derivative_from_output", outputs, dydx,
                      [&](T v) { return TestFixture::f.derivative_from_output(v); });
  }
}

}  // namespace
