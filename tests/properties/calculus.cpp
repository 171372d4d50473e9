#include <algorithm>
#include <cmath>
#include <type_traits>
#include <vector>

#include "../inputs.hpp"
#include "quantities.hpp"

// What holds between a function, its mirror image and its derivative: the derivative is the derivative,
// symmetries, monotony. Every tolerance is a sum of promises and of what the identity itself leaves out.

namespace {

using subjects::subject;

/// How far f(x), or f'(x), may be from the truth: a result and its truth share their ULP, or nearly.
template <class T>
long double allowed(const subject<T>& s, T result) {
  return subjects::allowance<T>(s.bounds.forward, result);
}
template <class T>
long double allowed_in_derivative(const subject<T>& s, T result) {
  return subjects::allowance<T>(s.bounds.derivative, result);
}

class calculus : public testing::TestWithParam<subjects::any> {};
INSTANTIATE_TEST_SUITE_P(, calculus, testing::ValuesIn(subjects::all()), subjects::by_name());

/// (f(x + h) - f(x - h)) / (2h) = f'(x) + h^2 / 6 f'''(s), and no f''' exceeds what the oracle says. The grid
/// keeps x - h, x, x + h exact and 0, where the ReLUs have no derivative, outside.
TEST_P(calculus, derivative_is_the_slope_of_forward) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if constexpr (std::is_same_v<T, double>) {
      constexpr double h = 0x1p-17;
      const double truncation = h * h / 6 * s.facts->largest_third_derivative;
      for (double x = -40 - 0x1p-7; x < 40; x += 0x1p-6) {
        const double above = s.forward(x + h), below = s.forward(x - h), dydx = s.derivative(x);
        const long double slope = (static_cast<long double>(above) - below) / (2 * h);
        const long double rounding = (allowed(s, above) + allowed(s, below)) / (2 * h);
        ASSERT_LE(std::abs(slope - dydx), truncation + rounding + allowed_in_derivative(s, dydx))
            << "at " << x;
      }
    }
  });
}

/// f(-x) is what the oracle makes of f(x): 1 - f(x) for the sigmoid, f(x) - x for the GELUs and for ReLU.
TEST_P(calculus, mirror_image_of_forward) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (s.facts->mirror == nullptr) return;
    for (const T x : inputs::magnitudes<T>()) {
      const T right = s.forward(x), left = s.forward(-x);
      ASSERT_LE(std::abs(s.facts->mirror(x, right) - left), allowed(s, right) + allowed(s, left))
          << subjects::exactly(x);
    }
  });
}

TEST_P(calculus, mirror_image_of_derivative) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (s.facts->mirror_derivative == nullptr) return;
    for (const T x : inputs::magnitudes<T>()) {
      const T right = s.derivative(x), left = s.derivative(-x);
      ASSERT_LE(std::abs(s.facts->mirror_derivative(right) - left),
                allowed_in_derivative(s, right) + allowed_in_derivative(s, left))
          << subjects::exactly(x);
    }
  });
}

TEST_P(calculus, is_odd_to_the_last_bit_where_that_is_promised) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (!s.facts->is_odd) return;
    for (const T x : inputs::magnitudes<T>())
      ASSERT_TRUE(subjects::identical(s.forward(-x), -s.forward(x))) << subjects::exactly(x);
  });
}

TEST_P(calculus, derivative_is_even_to_the_last_bit_where_that_is_promised) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (!s.facts->derivative_is_even) return;
    for (const T x : inputs::magnitudes<T>())
      ASSERT_TRUE(subjects::identical(s.derivative(x), s.derivative(-x))) << subjects::exactly(x);
  });
}

/// The fast tier does fall, within its promise.
TEST_P(calculus, never_falls_where_the_function_does_not) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (!s.facts->never_falls || s.tier == "fast") return;
    auto x = inputs::everywhere<T>();
    std::ranges::sort(x);
    std::vector<T> y(x.size());
    s.forward(x, y);
    const auto fall = std::ranges::is_sorted_until(y);
    EXPECT_EQ(fall, y.end()) << "falls to " << subjects::exactly(*fall) << " at "
                             << subjects::exactly(x[static_cast<std::size_t>(fall - y.begin())]);
  });
}

TEST_P(calculus, steepest_at_zero_where_the_function_is) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (!s.facts->steepest_at_zero) return;
    const auto& x = inputs::everywhere<T>();
    std::vector<T> dydx(x.size());
    s.derivative(x, dydx);
    EXPECT_EQ(*std::ranges::max_element(dydx), s.facts->derivative_values.at_zero);
    EXPECT_EQ(s.derivative(T(0)), s.facts->derivative_values.at_zero);
  });
}

}  // namespace
