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
// and what a debug build asserts of them.

namespace {

// ---- kinds of arrays

template <class T>
class array_types : public testing::Test {
 protected:
  static constexpr std::size_t n = 5;
  static constexpr std::array<T, n> x{T(-2), T(-0.5), T(0), T(0.5), T(2)};

  static void expect_leaky_relu(std::span<const T> y) {
    ASSERT_EQ(y.size(), n);
    for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(y[i], xact::leaky_relu(x[i]));
  }
};
using float_and_double = testing::Types<float, double>;
TYPED_TEST_SUITE(array_types, float_and_double);

TYPED_TEST(array_types, vector) {
  const std::vector<TypeParam> in(this->x.begin(), this->x.end());
  std::vector<TypeParam> y(in.size());
  xact::forward(xact::leaky_relu, in, y);
  this->expect_leaky_relu(y);
}

TYPED_TEST(array_types, array) {
  std::array<TypeParam, 5> y;
  xact::forward(xact::leaky_relu, this->x, y);
  this->expect_leaky_relu(y);
}

TYPED_TEST(array_types, c_array) {
  const TypeParam in[] = {TypeParam(-2), TypeParam(-0.5), 0, TypeParam(0.5), 2};
  TypeParam y[5];
  xact::forward(xact::leaky_relu, in, y);
  this->expect_leaky_relu(y);
}

TYPED_TEST(array_types, spans_also_temporary_and_fixed) {
  std::vector<TypeParam> in(this->x.begin(), this->x.end()), y(in.size());
  xact::forward(xact::leaky_relu, std::span<const TypeParam>(in), std::span(y));
  this->expect_leaky_relu(y);
  const std::span<TypeParam, 5> fixed(y.data(), 5);  // a const span of elements that are not
  xact::forward(xact::leaky_relu, std::span(in), fixed);
  this->expect_leaky_relu(y);
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

TYPED_TEST(array_types, ranges_that_are_not_const) {
  std::vector<TypeParam> in{7, 7};
  in.insert(in.end(), this->x.begin(), this->x.end());
  after_sevens<TypeParam> rest{&in};
  std::vector<TypeParam> y(5), grad_output(5, TypeParam(1)), dydx(5), grad_input(5);
  xact::forward(xact::leaky_relu, rest, y);
  this->expect_leaky_relu(y);
  xact::derivative(xact::leaky_relu, rest, dydx);
  xact::backward(xact::leaky_relu, grad_output, rest, grad_input);
  EXPECT_EQ(grad_input, dydx);
}

/// What does not lie in one piece is refused by the concept, not by an error inside.
TYPED_TEST(array_types, not_of_elements_that_lie_apart) {
  using function = decltype(xact::forward);
  EXPECT_TRUE((std::invocable<function, xact::relu_t, std::vector<TypeParam>&, std::vector<TypeParam>&>));
  EXPECT_FALSE((std::invocable<function, xact::relu_t, std::deque<TypeParam>&, std::vector<TypeParam>&>));
  EXPECT_FALSE((std::invocable<function, xact::relu_t, std::vector<TypeParam>&, std::list<TypeParam>&>));
}

TYPED_TEST(array_types, several_kinds_in_one_call) {
  const TypeParam grad_output[] = {1, 1, 1, 1, 1};
  std::vector<TypeParam> grad_input(5);
  std::array<TypeParam, 5> y, dydx;
  xact::forward_and_derivative(xact::leaky_relu, std::span(this->x), y, dydx);
  this->expect_leaky_relu(y);
  xact::backward(xact::leaky_relu, grad_output, this->x, grad_input);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(grad_input[i], dydx[i]);
}

TYPED_TEST(array_types, part_of_a_vector) {
  std::vector<TypeParam> all(9, TypeParam(7));
  std::ranges::copy(this->x, all.begin() + 2);
  const auto part = std::span(all).subspan(2, 5);
  xact::forward(xact::leaky_relu, part, part);
  this->expect_leaky_relu(part);
  EXPECT_TRUE(all[1] == 7 && all[7] == 7);
}

TYPED_TEST(array_types, empty) {
  std::vector<TypeParam> none;
  const std::span<TypeParam> null;
  xact::forward(xact::leaky_relu, none, none);
  xact::derivative(xact::leaky_relu, null, null);
  xact::backward(xact::leaky_relu, null, null, null);
  xact::backward_from_output(xact::leaky_relu, null, null, null);
  xact::forward_and_derivative(xact::leaky_relu, null, null, null);
  EXPECT_TRUE(none.empty());
}

TYPED_TEST(array_types, activation_with_a_parameter) {
  std::array<TypeParam, 5> y, dydx;
  xact::forward_and_derivative(xact::leaky_relu_t{0.25}, this->x, y, dydx);
  EXPECT_EQ(y, (std::array<TypeParam, 5>{TypeParam(-0.5), TypeParam(-0.125), 0, TypeParam(0.5), 2}));
  EXPECT_EQ(dydx, (std::array<TypeParam, 5>{TypeParam(0.25), TypeParam(0.25), TypeParam(0.25), 1, 1}));
}

// ---- 16 bits beside float

/// GoogleTest asks for the typeid of a parameter, which GCC does not have of _Float16.
template <class H>
struct of {
  using number = H;
};

template <class Of>
class arrays_of_16_bits : public testing::Test {};
using both = testing::Types<of<xact::bfloat16>, of<xact::float16>>;
TYPED_TEST_SUITE(arrays_of_16_bits, both);

TYPED_TEST(arrays_of_16_bits, stand_beside_float) {
  using H = typename TypeParam::number;
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
