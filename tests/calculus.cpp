#include <algorithm>
#include <vector>

#include "inputs.hpp"
#include "subjects.hpp"

// What holds between the functions: the derivative is the derivative, symmetries, identities, monotony.
// Every tolerance is a sum of promises and of what the identity itself leaves out.

namespace {

template <class Subject>
class calculus : public subjects::of<Subject> {};
TYPED_TEST_SUITE(calculus, subjects::all, subjects::by_name);

/// (f(x + h) - f(x - h)) / (2h) = f'(x) + h^2 / 6 f'''(s), and no f''' here exceeds 2 (tanh's at 0).
/// The grid keeps x - h, x, x + h exact and 0, where the ReLUs have no derivative, outside.
TYPED_TEST(calculus, derivative_is_the_slope_of_forward) {
  if constexpr (std::is_same_v<typename TestFixture::scalar, double>) {
    constexpr double h = 0x1p-17, truncation = h * h / 3;
    const auto& call = this->scalars();
    for (double x = -40 - 0x1p-7; x < 40; x += 0x1p-6) {
      const double above = call.forward(x + h), below = call.forward(x - h);
      const long double slope = (static_cast<long double>(above) - below) / (2 * h);
      const long double rounding = (subjects::allowance<double>(this->bounds.forward, above) +
                                    subjects::allowance<double>(this->bounds.forward, below)) /
                                   (2 * h);
      const double dydx = call.derivative(x);
      ASSERT_LE(std::abs(slope - dydx),
                truncation + rounding + subjects::allowance<double>(this->bounds.derivative, dydx))
          << "at " << x;
    }
  }
}

template <class T>
class identities : public testing::Test {
 protected:
  static bool identical(T a, T b) { return subjects::identical(a, b); }
  /// How far f(x), or f'(x), may be from the truth: a result and its truth share their ULP, or nearly.
  template <class F>
  static long double allowed(const F&, T result) {
    return subjects::allowance<T>(F::template bounds<T>.forward, result);
  }
  template <class F>
  static long double allowed_in_derivative(const F&, T result) {
    return subjects::allowance<T>(F::template bounds<T>.derivative, result);
  }
  /// The usual inputs, thinned, not negative: the identities mirror them.
  static std::vector<T> sample() {
    std::vector<T> x = {0};
    const auto& all = inputs::everywhere<T>();
    for (std::size_t i = 0; i < all.size(); i += 17) x.push_back(std::abs(all[i]));
    return x;
  }
  template <class F>
  static const calls::on_scalars<T>& call(const F&) {
    return calls::scalars<T>(F::name);
  }
};
using float_and_double = testing::Types<float, double>;
TYPED_TEST_SUITE(identities, float_and_double);

TYPED_TEST(identities, sigmoid_of_minus_x_is_one_minus_sigmoid) {
  const auto& sigmoid = this->call(xact::sigmoid);
  for (const TypeParam x : this->sample()) {
    const TypeParam right = sigmoid.forward(x), left = sigmoid.forward(-x);
    ASSERT_LE(std::abs(static_cast<long double>(right) + left - 1),
              this->allowed(xact::sigmoid, right) + this->allowed(xact::sigmoid, left))
        << subjects::exactly(x);
  }
}

TYPED_TEST(identities, sigmoid_and_tanh_derivatives_are_even) {
  for (const auto* f : {&this->call(xact::sigmoid), &this->call(xact::tanh)})
    for (const TypeParam x : this->sample())
      ASSERT_TRUE(this->identical(f->derivative(x), f->derivative(-x))) << f->name << subjects::exactly(x);
}

TYPED_TEST(identities, tanh_is_odd) {
  const auto& tanh = this->call(xact::tanh);
  for (const TypeParam x : this->sample())
    ASSERT_TRUE(this->identical(tanh.forward(-x), -tanh.forward(x))) << subjects::exactly(x);
}

TYPED_TEST(identities, tanh_is_a_scaled_sigmoid) {
  const auto& tanh = this->call(xact::tanh);
  const auto& sigmoid = this->call(xact::sigmoid);
  for (const TypeParam x : this->sample()) {
    const TypeParam t = tanh.forward(x), s = sigmoid.forward(2 * x);
    ASSERT_LE(std::abs(2 * static_cast<long double>(s) - 1 - t),
              2 * this->allowed(xact::sigmoid, s) + this->allowed(xact::tanh, t))
        << subjects::exactly(x);
  }
}

TYPED_TEST(identities, gelu_and_its_mirror_differ_by_x) {
  const auto expect = [&](const auto& f) {
    for (const TypeParam x : this->sample()) {
      const TypeParam right = this->call(f).forward(x), left = this->call(f).forward(-x);
      ASSERT_LE(std::abs(static_cast<long double>(right) - left - x),
                this->allowed(f, right) + this->allowed(f, left))
          << f.name << subjects::exactly(x);
      const TypeParam right_slope = this->call(f).derivative(x), left_slope = this->call(f).derivative(-x);
      ASSERT_LE(std::abs(static_cast<long double>(right_slope) + left_slope - 1),
                this->allowed_in_derivative(f, right_slope) + this->allowed_in_derivative(f, left_slope))
          << f.name << subjects::exactly(x);
    }
  };
  expect(xact::gelu);
  expect(xact::gelu_tanh);
}

TYPED_TEST(identities, relu_splits_x) {
  const auto& relu = this->call(xact::relu);
  for (const TypeParam x : this->sample()) ASSERT_EQ(relu.forward(x) - relu.forward(-x), x);
  for (const TypeParam x : this->sample()) {
    EXPECT_EQ(xact::leaky_relu_t{0}(-x), relu.forward(-x));
    EXPECT_EQ(xact::leaky_relu_t{1}(-x), -x);
    EXPECT_EQ(xact::leaky_relu_t{-1}(-x), x);
  }
}

TYPED_TEST(identities, sigmoid_and_tanh_do_not_fall) {
  auto x = inputs::everywhere<TypeParam>();
  std::ranges::sort(x);
  std::vector<TypeParam> y(x.size());
  for (const auto name : {xact::sigmoid.name, xact::tanh.name}) {
    calls::arrays<TypeParam>(name).forward(x, y);
    const auto fall = std::ranges::is_sorted_until(y);
    EXPECT_EQ(fall, y.end()) << name << " falls to " << subjects::exactly(*fall) << " at "
                             << subjects::exactly(x[static_cast<std::size_t>(fall - y.begin())]);
  }
}

TYPED_TEST(identities, sigmoid_and_tanh_are_steepest_at_zero) {
  const auto& x = inputs::everywhere<TypeParam>();
  std::vector<TypeParam> dydx(x.size());
  calls::arrays<TypeParam>(xact::sigmoid.name).derivative(x, dydx);
  EXPECT_EQ(*std::ranges::max_element(dydx), TypeParam(0.25));
  EXPECT_EQ(xact::sigmoid.derivative(TypeParam(0)), TypeParam(0.25));
  calls::arrays<TypeParam>(xact::tanh.name).derivative(x, dydx);
  EXPECT_EQ(*std::ranges::max_element(dydx), TypeParam(1));
  EXPECT_EQ(xact::tanh.derivative(TypeParam(0)), TypeParam(1));
}

}  // namespace
