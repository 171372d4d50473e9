#include "xact/gates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "formats.hpp"
#include "xact/algorithm.hpp"
#include "xact/leaky_relu.hpp"
#include "xact/tanh.hpp"
#include "xact/transform.hpp"

// Gates against their formulas in long double, and their array functions against one number after the other;
// gradients that are added up, pointers, fixed sizes, and activations without a derivative.

namespace {

long double logistic(long double x) { return 1 / (1 + std::exp(-x)); }

/// What a gate is to be: its value and partial derivatives.
struct formula {
  long double y, dyda, dydb;
};
using formula_of = formula (*)(long double a, long double b);

formula glu(long double a, long double b) {
  const long double s = logistic(b);
  return {a * s, s, a * s * (1 - s)};
}
formula reglu(long double a, long double b) { return a > 0 ? formula{a * b, b, a} : formula{0, 0, 0}; }
formula swiglu(long double a, long double b) {
  const long double s = logistic(a);
  return {a * s * b, b * (s + a * s * (1 - s)), a * s};
}
formula geglu(long double a, long double b) {
  const long double cdf = std::erfc(-a / std::sqrt(2.0L)) / 2,
                    pdf = std::exp(-a * a / 2) / std::sqrt(2 * std::acos(-1.0L));
  return {a * cdf * b, b * (cdf + a * pdf), a * cdf};
}
formula geglu_tanh(long double a, long double b) {
  const long double c = std::sqrt(2 / std::acos(-1.0L)), s = logistic(2 * c * (a + 0.044715L * a * a * a));
  return {a * s * b, b * (s + a * s * (1 - s) * 2 * c * (1 + 3 * 0.044715L * a * a)), a * s};
}
/// Of beta as T has it, as the clamped one below.
template <class T>
formula geglu_quick(long double a, long double b) {
  const long double beta = T(1.702), s = logistic(beta * a);
  return {a * s * b, b * (s + beta * a * s * (1 - s)), a * s};
}
formula wavenet(long double a, long double b) {
  const long double t = std::tanh(a), s = logistic(b), dt = 1 / (std::cosh(a) * std::cosh(a));
  return {t * s, dt * s, t * s * (1 - s)};
}
template <int limit, int offset>
formula clamped(long double beta, long double a, long double b) {
  const long double low = std::min<long double>(a, limit),
                    mid = std::clamp<long double>(b, -limit, limit) + offset, s = logistic(beta * low);
  return {low * s * mid, a > limit ? 0 : mid * (s + beta * low * s * (1 - s)),
          std::abs(b) > limit ? 0 : low * s};
}
template <class T>
formula clamped_7(long double a, long double b) {
  return clamped<7, 1>(T(1.702), a, b);
}
formula clamped_10(long double a, long double b) { return clamped<10, 0>(1, a, b); }

/// Within so many ULP of the truth, or where the function or its derivative has a zero, so close to it.
template <class T>
testing::AssertionResult is_close(T got, long double truth, double ulp, double scale) {
  const double error = static_cast<double>(std::abs(got - truth));
  const double unit = static_cast<double>(formats::ulp<T>(truth));
  if (error <= ulp * unit || error <= scale * static_cast<double>(std::numeric_limits<T>::epsilon()) / 4)
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << got << " instead of " << truth << ": " << error / unit << " ULP";
}

/// A gate as functions of numbers: what checks it is compiled once for all gates of a type of number.
template <class T>
struct on_numbers {
  T (*value)(T a, T b);
  std::pair<T, T> (*gradients)(T grad_output, T a, T b);
};
template <class T, const auto& gate>
constexpr on_numbers<T> numbers_of{[](T a, T b) { return gate(a, b); },
                                   [](T dy, T a, T b) { return gate.gradients(dy, a, b); }};

template <class T>
void expect_formula(const on_numbers<T>& gate, formula_of f, double ulp = 1.5) {
  // Where long double is double, as on 32-bit ARM, the formula has its own errors, of hundreds of ULP.
  if (std::numeric_limits<long double>::digits < std::numeric_limits<T>::digits + 8) return;
  for (int i = -60; i <= 60; ++i)
    for (int k = -25; k <= 25; ++k) {
      // Numbers that float has, so that parameters are all that is rounded; none is a limit.
      const T a = static_cast<T>(i) / 4 + T(0.03125), b = static_cast<T>(k) / 2 + T(0.0625);
      const formula truth = f(a, b);
      // A subnormal value has lost bits before the product.
      const double lost = std::abs(truth.dydb) < std::numeric_limits<T>::min() ? 1e-30 : 0;
      ASSERT_TRUE(is_close(gate.value(a, b), truth.y, ulp, lost)) << "at " << a << ", " << b;
      const auto [of_a, of_b] = gate.gradients(T(-1.5), a, b);
      const double scale = std::abs(static_cast<double>(b)) + 1;
      ASSERT_TRUE(is_close(of_a, -1.5L * truth.dyda, ulp + 1, scale)) << "at " << a << ", " << b;
      ASSERT_TRUE(is_close(of_b, -1.5L * truth.dydb, ulp + 1, std::abs(static_cast<double>(a)) + 1))
          << "at " << a << ", " << b;
    }
}

/// In float; of double, one shows that nothing is rounded to float.
TEST(gates, are_their_formulas) {
  expect_formula(numbers_of<float, xact::glu>, glu);
  expect_formula(numbers_of<float, xact::reglu>, reglu);
  expect_formula(numbers_of<double, xact::reglu>, reglu);
  expect_formula(numbers_of<float, xact::swiglu>, swiglu);
  expect_formula(numbers_of<float, xact::geglu>, geglu);
  expect_formula(numbers_of<float, xact::geglu_tanh>, geglu_tanh);
  expect_formula(numbers_of<float, xact::wavenet_gate>, wavenet, 2.5);
}
constexpr xact::clamped_swiglu_t<> clamped_at_10(1, 10, 0);
TEST(gates, of_swish_are_their_formulas) {
  expect_formula(numbers_of<float, xact::geglu_quick>, geglu_quick<float>);
  expect_formula(numbers_of<float, xact::clamped_swiglu>, clamped_7<float>, 2);
  expect_formula(numbers_of<double, xact::clamped_swiglu>, clamped_7<double>, 2);
  expect_formula(numbers_of<float, clamped_at_10>, clamped_10, 2);
}

TEST(gates, clamped_swiglu_at_its_limits) {
  constexpr float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
  const on_numbers<float>& gate = numbers_of<float, xact::clamped_swiglu>;
  EXPECT_EQ(gate.value(inf, 1.f), gate.value(7.f, 1.f));
  EXPECT_EQ(gate.value(2.f, inf), gate.value(2.f, 7.f));
  EXPECT_EQ(gate.value(2.f, -inf), gate.value(2.f, -7.f));
  EXPECT_NE(gate.gradients(1.f, 7.f, 1.f).first, 0);  // at the limit they pass, as torch.clamp's do
  EXPECT_EQ(gate.gradients(1.f, 7.0000005f, 1.f).first, 0);
  EXPECT_NE(gate.gradients(1.f, 2.f, -7.f).second, 0);
  EXPECT_EQ(gate.gradients(1.f, 2.f, -7.0000005f).second, 0);
  EXPECT_TRUE(std::isnan(gate.value(nan, 1.f)) && std::isnan(gate.value(1.f, nan)));
  EXPECT_TRUE(std::isnan(gate.gradients(1.f, nan, 1.f).first));
}

TEST(gates, are_constant_expressions_and_take_16_bits) {
  static_assert(xact::reglu(2.0, 3.0) == 6 && xact::reglu.gradients(1.0, 2.0, 3.0).first == 3);
  static_assert(xact::swiglu(1.0f, 2.0f) == 2 * xact::silu(1.0f));
  const xact::float16 a(1.5f), b(0.25f);
  EXPECT_EQ(formats::pattern(xact::swiglu(a, b)),
            formats::pattern(static_cast<xact::float16>(xact::silu(1.5f) * 0.25f)));
}

// ---- arrays

template <class T>
std::vector<T> some_numbers(std::size_t n, std::size_t which) {
  std::vector<T> x(n);
  for (std::size_t i = 0; i < n; ++i)
    x[i] = static_cast<T>(static_cast<double>((i * 37 + which * 11) % 256) / 25 - 5.1);
  return x;
}

/// A gate over arrays, as functions: f is the gate, or the activation that it is made of. By pointers, which
/// go to what takes arrays.
template <class T>
struct on_arrays {
  using in = std::span<const T>;
  using out = std::span<T>;
  void (*forward)(in a, in b, out y);
  void (*backward)(in grad_output, in a, in b, out grad_a, out grad_b);
};
template <class T, const auto& f>
constexpr on_arrays<T> arrays_of{
    [](auto a, auto b, auto y) { xact::forward_gated(f, a.data(), b.data(), y.data(), y.size()); },
    [](auto dy, auto a, auto b, auto grad_a, auto grad_b) {
      xact::backward_gated(f, dy.data(), a.data(), b.data(), grad_a.data(), grad_b.data(), dy.size());
    }};

/// Every length, against the gate on numbers; in place, too.
template <class T>
void expect_arrays(const on_numbers<T>& gate, const on_arrays<T>& arrays) {
  for (std::size_t n = 0; n <= 240; n += n < 80 ? 1 : 13) {
    const auto a = some_numbers<T>(n, 0), b = some_numbers<T>(n, 1), dy = some_numbers<T>(n, 2);
    std::vector<T> y(n), expected(n), grad_a(n), grad_b(n), expected_a(n), expected_b(n);
    for (std::size_t i = 0; i < n; ++i) {
      expected[i] = gate.value(a[i], b[i]);
      std::tie(expected_a[i], expected_b[i]) = gate.gradients(dy[i], a[i], b[i]);
    }
    arrays.forward(a, b, y);
    ASSERT_EQ(y, expected) << n;
    arrays.backward(dy, a, b, grad_a, grad_b);
    ASSERT_EQ(grad_a, expected_a) << n;
    ASSERT_EQ(grad_b, expected_b) << n;

    auto in_place_a = a, in_place_b = b;
    arrays.forward(in_place_a, b, in_place_a);
    ASSERT_EQ(in_place_a, expected);
    in_place_a = a;
    arrays.backward(dy, in_place_a, in_place_b, in_place_a, in_place_b);
    ASSERT_EQ(in_place_a, expected_a);
    ASSERT_EQ(in_place_b, expected_b);
  }
}
/// In the fast tier, since the loop is the same for all tiers, and an accurate kernel takes long to compile.
constexpr xact::leaky_relu_t quarter{0.25};
constexpr xact::gate quarter_gate(quarter);
TEST(gated_arrays, of_gates_and_activations) {
  expect_arrays(numbers_of<float, xact::fast::swiglu>, arrays_of<float, xact::fast::swiglu>);
  expect_arrays(numbers_of<float, xact::fast::swiglu>, arrays_of<float, xact::fast::silu>);
  expect_arrays(numbers_of<float, xact::fast::wavenet_gate>, arrays_of<float, xact::fast::wavenet_gate>);
  expect_arrays(numbers_of<float, xact::fast::clamped_swiglu>, arrays_of<float, xact::fast::clamped_swiglu>);
  expect_arrays(numbers_of<float, quarter_gate>, arrays_of<float, quarter>);
  expect_arrays(numbers_of<double, quarter_gate>, arrays_of<double, quarter>);
}

TEST(gated_arrays, halves) {
  for (const std::size_t n : {1u, 2u, 7u, 16u, 100u}) {
    const std::size_t rows = 3;
    const auto x = some_numbers<float>(2 * n * rows, 0), dy = some_numbers<float>(n * rows, 1);
    std::vector<float> y(n * rows), grad_x(2 * n * rows);
    xact::forward_gated(xact::fast::glu, x, y, n);
    xact::backward_gated(xact::fast::glu, dy, x, grad_x, n);
    auto in_place = x;
    xact::backward_gated(xact::fast::glu, dy, in_place, in_place, n);
    EXPECT_EQ(in_place, grad_x);
    for (std::size_t i = 0; i < y.size(); ++i) {
      const std::size_t first = i / n * 2 * n + i % n;
      ASSERT_EQ(y[i], xact::fast::glu(x[first], x[first + n]));
      const auto [of_a, of_b] = xact::fast::glu.gradients(dy[i], x[first], x[first + n]);
      ASSERT_EQ(grad_x[first], of_a);
      ASSERT_EQ(grad_x[first + n], of_b);
    }
  }
  std::vector<float> none;
  xact::forward_gated(xact::fast::glu, none, none, 0);
}

TEST(gated_arrays, numbers_of_16_bits) {
  const std::size_t n = 700;
  const auto a = some_numbers<xact::bfloat16>(n, 0), b = some_numbers<xact::bfloat16>(n, 1);
  std::vector<xact::bfloat16> y(n);
  std::vector<float> grad_a(n), grad_b(n), dy(n, 1);
  xact::forward_gated(xact::fast::swiglu, a, b, y);
  xact::backward_gated(xact::fast::swiglu, dy, a, b, grad_a, grad_b);
  for (std::size_t i = 0; i < n; ++i) {
    ASSERT_EQ(formats::pattern(y[i]), formats::pattern(xact::fast::swiglu(a[i], b[i])));
    ASSERT_EQ(grad_b[i], xact::fast::silu(static_cast<float>(a[i])));
  }
}

// ---- gradients that are added up

template <class T>
void expect_added(std::size_t n) {
  const auto x = some_numbers<T>(n, 0), dy = some_numbers<T>(n, 1), before = some_numbers<T>(n, 2);
  std::vector<T> products(n), grad_input = before;
  xact::backward(xact::fast::tanh, dy, x, products);
  xact::accumulate_backward(xact::fast::tanh, dy, x, grad_input);
  for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(grad_input[i], before[i] + products[i]) << i << " of " << n;
  grad_input = before;
  auto outputs = x;
  for (T& y : outputs) y /= 8;
  xact::backward_from_output(xact::fast::tanh, dy, outputs, products);
  xact::accumulate_backward_from_output(xact::fast::tanh, dy.data(), outputs.data(), grad_input.data(), n);
  for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(grad_input[i], before[i] + products[i]) << i << " of " << n;
}
TEST(accumulate_backward, adds_to_what_is_there) {
  for (const std::size_t n : {0u, 1u, 15u, 100u, 511u, 512u, 513u, 1500u}) {
    expect_added<float>(n);
    expect_added<double>(n);
  }
  std::vector<xact::float16> sum(3, xact::float16(2048.0f));  // rounded once, from a sum in float
  const std::vector<float> dy(3, 1), x{1, 2, -1};
  xact::accumulate_backward(xact::relu, dy, x, sum);
  EXPECT_EQ(static_cast<float>(sum[0]), 2048);  // halfway: to even
  EXPECT_EQ(static_cast<float>(sum[2]), 2048);
}

// ---- pointers, in place, fixed sizes

TEST(array_functions, of_pointers_and_in_place) {
  const std::size_t n = 45;
  const auto x = some_numbers<float>(n, 0), dy = some_numbers<float>(n, 1);
  std::vector<float> expected(n), expected_d(n), y(n), d(n);
  xact::forward_and_derivative(xact::fast::tanh, x, expected, expected_d);
  xact::forward_and_derivative(xact::fast::tanh, x.data(), y.data(), d.data(), n);
  EXPECT_EQ(y, expected);
  EXPECT_EQ(d, expected_d);
  xact::derivative(xact::fast::tanh, x.data(), d.data(), n);
  EXPECT_EQ(d, expected_d);
  y = x;
  xact::forward(xact::fast::tanh, y);
  EXPECT_EQ(y, expected);
  y = x;
  xact::forward(xact::fast::tanh, y.data(), static_cast<int>(n));
  EXPECT_EQ(y, expected);
  xact::backward(xact::fast::tanh, dy, x, expected);
  xact::backward(xact::fast::tanh, dy.data(), x.data(), y.data(), n);
  EXPECT_EQ(y, expected);
}

TEST(array_functions, of_fixed_sizes) {
  const auto x = some_numbers<float>(130, 0);
  const auto check = [&]<std::size_t n>(std::integral_constant<std::size_t, n>) {
    std::array<float, n> in{}, y{};
    float d[n] = {};
    std::copy_n(x.begin(), n, in.begin());
    xact::forward_and_derivative(xact::leaky_relu, in, y, d);
    for (std::size_t i = 0; i < n; ++i) {
      ASSERT_EQ(y[i], xact::leaky_relu(in[i])) << i << " of " << n;
      ASSERT_EQ(d[i], xact::leaky_relu.derivative(in[i])) << i << " of " << n;
    }
  };
  check(std::integral_constant<std::size_t, 3>{});
  check(std::integral_constant<std::size_t, 65>{});
  check(std::integral_constant<std::size_t, 130>{});
}

// ---- an activation of the program's, for inference alone

struct cube_t : xact::activation_interface<cube_t> {
  template <class V>
  static constexpr V eval(V x) {
    return x * x * x;
  }
};
struct plain_t {
  float forward(float x) const { return x + 1; }
  template <class V>
  V forward(V x) const {
    return x + V(1);
  }
};

TEST(inference, needs_no_derivative) {
  static_assert(xact::has_forward<cube_t, float> && !xact::activation<cube_t, float>);
  static_assert(xact::has_forward<plain_t, float> && !xact::activation<plain_t, float>);
  const auto x = some_numbers<float>(45, 0);
  std::vector<float> y(45), z(45);
  xact::forward(cube_t(), x, y);
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(y[i], x[i] * x[i] * x[i]);
  xact::transform(cube_t(), x, z);
  EXPECT_EQ(z, y);
  xact::forward(plain_t(), x, y);
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(y[i], x[i] + 1);
}

TEST(gates_DeathTest, what_does_not_fit) {
  std::vector<float> memory(64, 0.5f);
  const std::span<float> eight(memory.data(), 8), another_eight(memory.data() + 16, 8),
      four(memory.data() + 32, 4), overlapping(memory.data() + 4, 8), inside(memory.data() + 2, 4);
  EXPECT_DEBUG_DEATH(xact::forward_gated(xact::reglu, eight, four, another_eight), "differ in size");
  EXPECT_DEBUG_DEATH(xact::forward_gated(xact::reglu, eight, another_eight, overlapping),
                     "overlaps an input");
  EXPECT_DEBUG_DEATH(xact::forward_gated(xact::reglu, eight, inside, 4), "overlaps the input");
  EXPECT_DEBUG_DEATH(xact::forward_gated(xact::reglu, eight, four, 3), "rows of twice n");
  EXPECT_DEBUG_DEATH(xact::backward_gated(xact::reglu, four, eight, another_eight, 3), "rows of twice n");
  EXPECT_DEBUG_DEATH(xact::accumulate_backward(xact::relu, eight, another_eight, overlapping),
                     "must lie apart");
  EXPECT_DEBUG_DEATH(xact::clamped_swiglu_t<>(1, -1, 0), "limit of clamped_swiglu");
}

}  // namespace
