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

/// The functions of one tier, on float or on double.
template <class T, xact::accuracy A>
struct tier {
  using scalar = T;
  static constexpr bool is_accurate = A == xact::accuracy::accurate;
  static constexpr xact::sigmoid_t<A> sigmoid{};
  static constexpr xact::tanh_t<A> tanh{};
  static constexpr xact::gelu_t<xact::approximate::none, A> gelu{};
  static constexpr xact::gelu_t<xact::approximate::tanh, A> gelu_tanh{};
};
using tiers = testing::Types<tier<float, xact::accuracy::accurate>, tier<double, xact::accuracy::accurate>,
                             tier<float, xact::accuracy::fast>, tier<double, xact::accuracy::fast>,
                             tier<float, xact::accuracy::exact>>;

template <class Tier>
class identities : public testing::Test {
 protected:
  using number = typename Tier::scalar;
  static bool identical(number a, number b) { return subjects::identical(a, b); }
  /// How far f(x), or f'(x), may be from the truth: a result and its truth share their ULP, or nearly.
  template <class F>
  static long double allowed(const F&, number result) {
    return subjects::allowance<number>(F::template bounds<number>.forward, result);
  }
  template <class F>
  static long double allowed_in_derivative(const F&, number result) {
    return subjects::allowance<number>(F::template bounds<number>.derivative, result);
  }
  /// The usual inputs, thinned, not negative: the identities mirror them.
  static std::vector<number> sample() {
    std::vector<number> x = {0};
    const auto& all = inputs::everywhere<number>();
    for (std::size_t i = 0; i < all.size(); i += 17) x.push_back(std::abs(all[i]));
    return x;
  }
  template <class F>
  static const calls::on_scalars<number>& call(const F&) {
    return calls::scalars<number>(F::name);
  }
};
TYPED_TEST_SUITE(identities, tiers);

TYPED_TEST(identities, sigmoid_of_minus_x_is_one_minus_sigmoid) {
  const auto& sigmoid = this->call(TypeParam::sigmoid);
  for (const auto x : this->sample()) {
    const auto right = sigmoid.forward(x), left = sigmoid.forward(-x);
    ASSERT_LE(std::abs(static_cast<long double>(right) + left - 1),
              this->allowed(TypeParam::sigmoid, right) + this->allowed(TypeParam::sigmoid, left))
        << subjects::exactly(x);
  }
}

TYPED_TEST(identities, sigmoid_and_tanh_derivatives_are_even) {
  for (const auto* f : {&this->call(TypeParam::sigmoid), &this->call(TypeParam::tanh)})
    for (const auto x : this->sample())
      ASSERT_TRUE(this->identical(f->derivative(x), f->derivative(-x))) << f->name << subjects::exactly(x);
}

TYPED_TEST(identities, tanh_is_odd) {
  const auto& tanh = this->call(TypeParam::tanh);
  for (const auto x : this->sample())
    ASSERT_TRUE(this->identical(tanh.forward(-x), -tanh.forward(x))) << subjects::exactly(x);
}

TYPED_TEST(identities, tanh_is_a_scaled_sigmoid) {
  const auto& tanh = this->call(TypeParam::tanh);
  const auto& sigmoid = this->call(TypeParam::sigmoid);
  for (const auto x : this->sample()) {
    const auto t = tanh.forward(x), s = sigmoid.forward(2 * x);
    ASSERT_LE(std::abs(2 * static_cast<long double>(s) - 1 - t),
              2 * this->allowed(TypeParam::sigmoid, s) + this->allowed(TypeParam::tanh, t))
        << subjects::exactly(x);
  }
}

TYPED_TEST(identities, gelu_and_its_mirror_differ_by_x) {
  const auto expect = [&](const auto& f) {
    for (const auto x : this->sample()) {
      const auto right = this->call(f).forward(x), left = this->call(f).forward(-x);
      ASSERT_LE(std::abs(static_cast<long double>(right) - left - x),
                this->allowed(f, right) + this->allowed(f, left))
          << f.name << subjects::exactly(x);
      const auto right_slope = this->call(f).derivative(x), left_slope = this->call(f).derivative(-x);
      ASSERT_LE(std::abs(static_cast<long double>(right_slope) + left_slope - 1),
                this->allowed_in_derivative(f, right_slope) + this->allowed_in_derivative(f, left_slope))
          << f.name << subjects::exactly(x);
    }
  };
  expect(TypeParam::gelu);
  expect(TypeParam::gelu_tanh);
}

TYPED_TEST(identities, relu_splits_x) {
  const auto& relu = this->call(xact::relu);
  for (const auto x : this->sample()) ASSERT_EQ(relu.forward(x) - relu.forward(-x), x);
  for (const auto x : this->sample()) {
    EXPECT_EQ(xact::leaky_relu_t{0}(-x), relu.forward(-x));
    EXPECT_EQ(xact::leaky_relu_t{1}(-x), -x);
    EXPECT_EQ(xact::leaky_relu_t{-1}(-x), x);
  }
}

/// The fast tier does fall, within its promise.
TYPED_TEST(identities, accurate_sigmoid_and_tanh_do_not_fall) {
  if constexpr (!TypeParam::is_accurate) return;
  using T = typename TypeParam::scalar;
  auto x = inputs::everywhere<T>();
  std::ranges::sort(x);
  std::vector<T> y(x.size());
  for (const auto name : {TypeParam::sigmoid.name, TypeParam::tanh.name}) {
    calls::arrays<T>(name).forward(x, y);
    const auto fall = std::ranges::is_sorted_until(y);
    EXPECT_EQ(fall, y.end()) << name << " falls to " << subjects::exactly(*fall) << " at "
                             << subjects::exactly(x[static_cast<std::size_t>(fall - y.begin())]);
  }
}

TYPED_TEST(identities, sigmoid_and_tanh_are_steepest_at_zero) {
  using T = typename TypeParam::scalar;
  const auto& x = inputs::everywhere<T>();
  std::vector<T> dydx(x.size());
  calls::arrays<T>(TypeParam::sigmoid.name).derivative(x, dydx);
  EXPECT_EQ(*std::ranges::max_element(dydx), T(0.25));
  EXPECT_EQ(TypeParam::sigmoid.derivative(T(0)), T(0.25));
  calls::arrays<T>(TypeParam::tanh.name).derivative(x, dydx);
  EXPECT_EQ(*std::ranges::max_element(dydx), T(1));
  EXPECT_EQ(TypeParam::tanh.derivative(T(0)), T(1));
}

}  // namespace
