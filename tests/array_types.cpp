#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <deque>
#include <list>
#include <ranges>
#include <span>
#include <type_traits>
#include <vector>

#include "formats.hpp"
#include "xact/algorithm.hpp"
#include "xact/leaky_relu.hpp"
#include "xact/relu.hpp"

// What array functions take, which is the same for every activation: the kinds of arrays, types side by side,
// and what a debug build asserts of them. Kinds are those of float; a kind does not depend on its numbers.

namespace {

// ---- kinds of arrays

constexpr std::size_t n = 5;
template <class T>
constexpr std::array<T, n> numbers{T(-2), T(-0.5), T(0), T(0.5), T(2)};

template <class T>
void expect_leaky_relu(std::span<const T> y) {
  ASSERT_EQ(y.size(), n);
  for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(y[i], xact::leaky_relu(numbers<T>[i]));
}

TEST(array_types, vector) {
  const std::vector<float> in(numbers<float>.begin(), numbers<float>.end());
  std::vector<float> y(in.size());
  xact::forward(xact::leaky_relu, in, y);
  expect_leaky_relu<float>(y);
}

TEST(array_types, array) {
  std::array<float, 5> y;
  xact::forward(xact::leaky_relu, numbers<float>, y);
  expect_leaky_relu<float>(y);
}

TEST(array_types, c_array) {
  const float in[] = {-2, -0.5f, 0, 0.5f, 2};
  float y[5];
  xact::forward(xact::leaky_relu, in, y);
  expect_leaky_relu<float>(y);
}

TEST(array_types, spans_also_temporary_and_fixed) {
  std::vector<float> in(numbers<float>.begin(), numbers<float>.end()), y(in.size());
  xact::forward(xact::leaky_relu, std::span<const float>(in), std::span(y));
  expect_leaky_relu<float>(y);
  const std::span<float, 5> fixed(y.data(), 5);  // a const span of elements that are not
  xact::forward(xact::leaky_relu, std::span(in), fixed);
  expect_leaky_relu<float>(y);
}

/// What begins by a search, like std::views::drop_while (which clang 14 does not compile): not if it is
/// const.
template <class T>
struct after_sevens {
  std::vector<T>* all;
  T* begin() {
    return std::find_if(all->data(), end(), [](T a) { return a != T(7); });
  }
  T* end() { return all->data() + all->size(); }
};

TEST(array_types, ranges_that_are_not_const) {
  std::vector<float> in(2 + numbers<float>.size(), 7);
  std::ranges::copy(numbers<float>, in.begin() + 2);
  after_sevens<float> rest{&in};
  std::vector<float> y(5), grad_output(5, 1), dydx(5), grad_input(5);
  xact::forward(xact::leaky_relu, rest, y);
  expect_leaky_relu<float>(y);
  xact::derivative(xact::leaky_relu, rest, dydx);
  xact::backward(xact::leaky_relu, grad_output, rest, grad_input);
  EXPECT_EQ(grad_input, dydx);
}

/// What does not lie in one piece is refused by the concept, not by an error inside.
TEST(array_types, not_of_elements_that_lie_apart) {
  using function = decltype(xact::forward);
  EXPECT_TRUE((std::invocable<function, xact::relu_t, std::vector<float>&, std::vector<float>&>));
  EXPECT_FALSE((std::invocable<function, xact::relu_t, std::deque<float>&, std::vector<float>&>));
  EXPECT_FALSE((std::invocable<function, xact::relu_t, std::vector<float>&, std::list<float>&>));
}

template <class T>
void check_several_kinds() {
  const T grad_output[] = {1, 1, 1, 1, 1};
  std::vector<T> grad_input(5);
  std::array<T, 5> y, dydx;
  xact::forward_and_derivative(xact::leaky_relu, std::span(numbers<T>), y, dydx);
  expect_leaky_relu<T>(y);
  xact::backward(xact::leaky_relu, grad_output, numbers<T>, grad_input);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(grad_input[i], dydx[i]);
}
TEST(array_types, several_kinds_in_one_call) {
  check_several_kinds<float>();
  check_several_kinds<double>();
}

TEST(array_types, part_of_a_vector) {
  std::vector<float> all(9, 7);
  std::ranges::copy(numbers<float>, all.begin() + 2);
  const auto part = std::span(all).subspan(2, 5);
  xact::forward(xact::leaky_relu, part, part);
  expect_leaky_relu<float>(part);
  EXPECT_TRUE(all[1] == 7 && all[7] == 7);
}

TEST(array_types, empty) {
  std::vector<float> none;
  const std::span<float> null;
  xact::forward(xact::leaky_relu, none, none);
  xact::derivative(xact::leaky_relu, null, null);
  xact::backward(xact::leaky_relu, null, null, null);
  xact::backward_from_output(xact::leaky_relu, null, null, null);
  xact::forward_and_derivative(xact::leaky_relu, null, null, null);
  EXPECT_TRUE(none.empty());
}

TEST(array_types, activation_with_a_parameter) {
  std::array<float, 5> y, dydx;
  xact::forward_and_derivative(xact::leaky_relu_t{0.25}, numbers<float>, y, dydx);
  EXPECT_EQ(y, (std::array<float, 5>{-0.5f, -0.125f, 0, 0.5f, 2}));
  EXPECT_EQ(dydx, (std::array<float, 5>{0.25f, 0.25f, 0.25f, 1, 1}));
}

// ---- 16 bits beside float

template <class H>
void check_beside_float() {
  std::vector<H> x16(1100);
  for (std::size_t i = 0; i < x16.size(); ++i)
    x16[i] = static_cast<H>(i % 3 == 0 ? std::ldexp(2 * i + 1, -10) : 3 - std::ldexp(i, -5));
  std::vector<float> x(x16.size()), y(x.size()), dydx(x.size()), grad_input(x.size());
  std::vector<H> y16(x.size()), dydx16(x.size()), grad_input16(x.size());
  std::ranges::transform(x16, x.begin(), [](H h) { return static_cast<float>(h); });
  const auto expect = [&](const auto& got, float (*expected)(float)) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float truth = expected(x[i]);
      if constexpr (std::is_same_v<std::ranges::range_value_t<decltype(got)>, float>)
        ASSERT_EQ(got[i], truth) << i;
      else
        ASSERT_EQ(formats::pattern(got[i]), formats::pattern(static_cast<H>(truth))) << i;
    }
  };
  const auto forward = [](float at) { return xact::leaky_relu(at); };
  const auto derivative = [](float at) { return xact::leaky_relu.derivative(at); };
  const auto backward = [](float at) { return at * xact::leaky_relu.derivative(at); };
  xact::forward(xact::leaky_relu, x16, y);
  expect(y, forward);
  xact::forward(xact::leaky_relu, x, y16);
  expect(y16, forward);
  xact::derivative(xact::leaky_relu, x16, dydx);
  expect(dydx, derivative);
  xact::derivative(xact::leaky_relu, x, dydx16);
  expect(dydx16, derivative);
  xact::forward_and_derivative(xact::leaky_relu, x, y, dydx16);
  expect(y, forward), expect(dydx16, derivative);
  xact::forward_and_derivative(xact::leaky_relu, x, y16, dydx);
  expect(y16, forward), expect(dydx, derivative);
  xact::backward(xact::leaky_relu, x16, x, grad_input);
  expect(grad_input, backward);
  xact::backward(xact::leaky_relu, x, x16, grad_input16);
  expect(grad_input16, backward);
  xact::backward(xact::leaky_relu, x16, x, grad_input16);
  expect(grad_input16, backward);
  xact::backward(xact::leaky_relu, x16, x, x);  // in place
  std::ranges::copy(grad_input, y.begin());
  EXPECT_EQ(x, y);
}
TEST(arrays_of_16_bits, stand_beside_float) {
  check_beside_float<xact::bfloat16>();
  check_beside_float<xact::float16>();
}

// ---- what a debug build asserts; without assertions these calls are harmless

class array_assertions : public testing::Test {
 protected:
  std::vector<float> memory = std::vector<float>(40, 0.5f);
  std::span<float> eight{memory.data(), 8}, another_eight{memory.data() + 16, 8},
      overlapping_eight{memory.data() + 4, 8}, seven{memory.data() + 32, 7};
};
using array_assertions_DeathTest = array_assertions;

TEST_F(array_assertions_DeathTest, sizes_differ) {
  EXPECT_DEBUG_DEATH(xact::forward(xact::relu, eight, seven), "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::derivative(xact::relu, eight, seven), "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::backward(xact::relu, eight, another_eight, seven), "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::backward_from_output(xact::relu, eight, another_eight, seven),
                     "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::forward_and_derivative(xact::relu, seven, eight, another_eight),
                     "the arrays differ in size");
}

TEST_F(array_assertions_DeathTest, partial_overlap) {
  EXPECT_DEBUG_DEATH(xact::forward(xact::relu, eight, overlapping_eight), "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::forward(xact::relu, overlapping_eight, eight), "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::backward(xact::relu, another_eight, eight, overlapping_eight),
                     "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::backward(xact::relu, eight, another_eight, overlapping_eight),
                     "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::forward_and_derivative(xact::relu, eight, another_eight, overlapping_eight),
                     "overlaps an input partly");
}

TEST_F(array_assertions_DeathTest, two_outputs_overlap) {
  EXPECT_DEBUG_DEATH(xact::forward_and_derivative(xact::relu, another_eight, eight, eight),
                     "the outputs overlap");
  EXPECT_DEBUG_DEATH(xact::forward_and_derivative(xact::relu, another_eight, eight, overlapping_eight),
                     "the outputs overlap");
}

TEST_F(array_assertions_DeathTest, negative_slope_below_zero_has_no_derivative_from_output) {
  EXPECT_DEBUG_DEATH(
      xact::backward_from_output(xact::leaky_relu_t{-0.5}, eight, another_eight, another_eight),
      "negative_slope >= 0");
}

/// Touching is not overlapping.
TEST_F(array_assertions, neighbours_are_apart) {
  const std::span<float> next_eight(memory.data() + 8, 8);
  xact::forward(xact::relu, eight, next_eight);
  xact::forward(xact::relu, next_eight, eight);
  xact::forward_and_derivative(xact::relu, another_eight, eight, next_eight);
  EXPECT_TRUE(std::ranges::equal(eight, another_eight));
}

}  // namespace
