#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <string>

#include "xact/algorithm.hpp"
#include "xact/leaky_relu.hpp"
#include "xact/relu.hpp"
#include "xact/sigmoid.hpp"

// The figures of the lesson on activation functions that this library grew from: what its code prints,
// what its text claims.

namespace {

/// To four decimals, as the lesson prints.
std::string four_decimals(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", x);
  return text;
}

template <class T>
class lesson : public testing::Test {};
using float_and_double = testing::Types<float, double>;
TYPED_TEST_SUITE(lesson, float_and_double);

TYPED_TEST(lesson, plain_python_prints) {
  using T = TypeParam;
  EXPECT_EQ(four_decimals(xact::sigmoid(T(0.5))), "0.6225");
  EXPECT_EQ(four_decimals(xact::sigmoid.derivative(T(0.5))), "0.2350");
  EXPECT_EQ(xact::relu(T(-1.2)), 0);
  EXPECT_EQ(xact::relu.derivative(T(-1.2)), 0);
}

TYPED_TEST(lesson, torch_prints) {
  using T = TypeParam;
  const std::array<T, 5> x = {T(-2), T(-0.5), 0, T(0.5), 2};
  const std::array<std::string, 5> after_sigmoid = {"0.1192", "0.3775", "0.5000", "0.6225", "0.8808"};
  const std::array<T, 5> after_relu = {0, 0, 0, T(0.5), 2}, gradient = {0, 0, 0, 1, 1};
  std::array<T, 5> y, grad_input;
  xact::forward(xact::sigmoid, x, y);
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(four_decimals(y[i]), after_sigmoid[i]);
  xact::forward(xact::relu, x, y);
  EXPECT_EQ(y, after_relu);
  const std::array<T, 5> grad_of_sum = {1, 1, 1, 1, 1};
  xact::backward(xact::relu, grad_of_sum, x, grad_input);
  EXPECT_EQ(grad_input, gradient);
}

/// "At x = +-5 you're down to 0.0066. At x = +-10, 4.5e-5."
TYPED_TEST(lesson, sigmoid_saturates) {
  using T = TypeParam;
  for (const T sign : {T(1), T(-1)}) {
    EXPECT_EQ(four_decimals(xact::sigmoid.derivative(sign * 5)), "0.0066");
    EXPECT_NEAR(xact::sigmoid.derivative(sign * 10), 4.5e-5, 0.05e-5);
  }
}

TYPED_TEST(lesson, derivative_from_output_is_the_pretty_form) {
  using T = TypeParam;
  const T y = xact::sigmoid(T(0.5));
  EXPECT_NEAR(xact::sigmoid.derivative_from_output(y), y * (1 - y), 2 * std::numeric_limits<T>::epsilon());
  EXPECT_NEAR(xact::sigmoid.derivative_from_output(y), xact::sigmoid.derivative(T(0.5)),
              std::numeric_limits<T>::epsilon());
}

/// The largest gradient that reaches the first of so many layers.
template <class T, class F>
T through_layers(const F& f, T x, int layers) {
  T gradient = 1;
  for (int layer = 0; layer < layers; ++layer) gradient *= f.derivative(x);
  return gradient;
}

/// "Plug x = 0: sigmoid'(0) = 0.25. That is the maximum"; "by layer 15 the sigmoid curve has dropped below
/// 1e-9, by layer 25 below 1e-14; ReLU's curve stays flat."
TYPED_TEST(lesson, gradients_vanish_through_sigmoid_and_not_through_relu) {
  using T = TypeParam;
  EXPECT_EQ(xact::sigmoid.derivative(T(0)), T(0.25));
  EXPECT_LT(through_layers(xact::sigmoid, T(0), 15), T(1e-9));
  EXPECT_LT(through_layers(xact::sigmoid, T(0), 25), T(1e-14));
  EXPECT_EQ(through_layers(xact::relu, T(1), 1000), T(1));
}

/// "The 0.1 slope on the negative side": where ReLU is dead, leaky ReLU still passes a gradient.
TYPED_TEST(lesson, leaky_relu_does_not_die) {
  using T = TypeParam;
  constexpr xact::leaky_relu_t leaky{0.1};
  EXPECT_EQ(xact::relu.derivative(T(-3)), 0);
  EXPECT_EQ(leaky.derivative(T(-3)), T(0.1));
  EXPECT_EQ(leaky(T(-3)), T(0.1) * -3);
}

}  // namespace
