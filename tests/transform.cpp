#include "xact/transform.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "formats.hpp"
#include "xact/algorithm.hpp"
#include "xact/relu.hpp"
#include "xact/tanh.hpp"

// One pass with a function object of the user's: every length, place, way of aliasing and type of number,
// against the same function object on one number after the other.

namespace {

// ---- function objects. None has a product that is added to something, which the compiler may contract.

struct activation_of_sum {
  template <class V>
  V operator()(V x, V bias) const {
    return xact::fast::tanh(x + bias);
  }
};
struct all_operators {
  template <class V>
  V operator()(V x) const {
#if defined(__ARM_NEON)
    // A number takes the quotient of registers: xsimd's of floats is an ULP off now and then.
    using batch = xact::simd::native_batch<V>;
    if constexpr (std::is_floating_point_v<V> && !std::is_floating_point_v<batch>)
      return expression(batch(x)).get(0);
    else
#endif
      return expression(x);
  }

 private:
  template <class V>
  static V expression(V x) {
    V y = xact::fast::tanh(2 * x) / (x + V(40));
    y -= x;
    y *= 0.5f;
    y += -x;
    y /= V(3);
    return y - V(1);
  }
};
struct primitives {
  template <class V>
  V operator()(V x, V y, V z) const {
    using o = xact::ops<V>;
    return o::select_less(x, y, o::min(V(1), o::abs(z)), o::fma(x, y, o::max(V(0), z)));
  }
};
struct of_four {
  template <class V>
  V operator()(V a, V b, V c, V d) const {
    return (a + b) - (c + d);
  }
};
struct two_outputs {
  template <class V>
  std::pair<V, V> operator()(V x, V y) const {
    return {xact::fast::tanh(x), x * y};
  }
};
struct three_outputs {
  template <class V>
  std::tuple<V, V, V> operator()(V x) const {
    return {x + x, xact::relu(x), x * x};
  }
};
struct value_and_derivative {
  template <class V>
  xact::value_and_derivative<V> operator()(V x) const {
    return xact::fast::tanh.forward_and_derivative(x);
  }
};
struct with_parameter {
  double scale;
  template <class V>
  V operator()(V x) const {
    return x * V(static_cast<xact::scalar_t<V>>(scale));
  }
};
struct of_two_registers : with_parameter {
  template <class T>
  static constexpr xact::simd::unrolling unroll = {.forward = {2, 3}};
};

// ---- arrays

constexpr std::size_t longest = 3 * 4 * 16 + 2 * 16 + 1;  // three blocks of the loop, and some

/// All different, both signs.
template <class T>
std::vector<T> some_numbers(std::size_t n, std::size_t which) {
  std::vector<T> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double magnitude = 0.01 + static_cast<double>((i * 37 + which * 11) % 256) / 40;
    x[i] = static_cast<T>((i + which) % 2 == 0 ? magnitude : -magnitude);
  }
  return x;
}

/// What an element of type From is computed as, and what is written of it.
template <class T>
xact::computed_in<T> read(T x) {
  if constexpr (xact::bfloat16_or_float16<T>)
    return static_cast<float>(x);
  else
    return x;
}
template <class To, class V>
To written(V y) {
  if constexpr (xact::bfloat16_or_float16<To>)
    return xact::core::round_to<To>(y);
  else
    return y;
}

/// An array somewhere in memory, between sentinels.
template <class T>
class guarded {
 public:
  guarded(std::size_t offset, std::vector<T> content) : first_(8 + offset), size_(content.size()) {
    memory_.assign(first_ + size_ + 8, sentinel());
    std::ranges::copy(content, memory_.begin() + static_cast<std::ptrdiff_t>(first_));
  }
  std::span<T> array() { return std::span(memory_).subspan(first_, size_); }
  bool nothing_else_is_touched() {
    for (std::size_t i = 0; i < memory_.size(); ++i)
      if ((i < first_ || i >= first_ + size_) && formats::to_bits(memory_[i]) != formats::to_bits(sentinel()))
        return false;
    return true;
  }

 private:
  static T sentinel() { return static_cast<T>(-77.0f); }
  std::vector<T> memory_;
  std::size_t first_, size_;
};

/// Calls f on arrays of Xs, with results of Ys, and compares with f on numbers.
template <class F, class... Xs, class... Ys, std::size_t... i, std::size_t... k>
void check(const F& f, std::size_t n, std::size_t offset, std::index_sequence<i...>,
           std::index_sequence<k...>, std::type_identity<std::tuple<Xs...>>,
           std::type_identity<std::tuple<Ys...>>) {
  std::tuple<guarded<Xs>...> x{guarded<Xs>(offset + i, some_numbers<Xs>(n, i))...};
  std::tuple<guarded<Ys>...> y{guarded<Ys>(offset + 3 * k, std::vector<Ys>(n))...};
  if constexpr (sizeof...(Ys) == 1)
    xact::transform(f, std::get<i>(x).array()..., std::get<0>(y).array());
  else
    xact::transform(f, std::get<i>(x).array()..., xact::outputs(std::get<k>(y).array()...));
  for (std::size_t element = 0; element < n; ++element) {
    const auto expected = f(read(std::get<i>(x).array()[element])...);
    const auto is_right = [&]<std::size_t which>(std::integral_constant<std::size_t, which>) {
      const auto wanted = xact::array::output_number<which>(expected);
      using Y = std::tuple_element_t<which, std::tuple<Ys...>>;
      return formats::identical(std::get<which>(y).array()[element], written<Y>(wanted));
    };
    ASSERT_TRUE((is_right(std::integral_constant<std::size_t, k>{}) && ...))
        << "element " << element << " of " << n << ", offset " << offset;
  }
  ASSERT_TRUE((std::get<i>(x).nothing_else_is_touched() && ...));
  ASSERT_TRUE((std::get<k>(y).nothing_else_is_touched() && ...));
}

/// The same for every length, somewhere.
template <class... Xs, class... Ys, class F>
void check_lengths(const F& f, std::type_identity<std::tuple<Xs...>> x,
                   std::type_identity<std::tuple<Ys...>> y) {
  for (std::size_t n = 0; n <= longest; ++n) {
    check(f, n, n * 5 % 16, std::index_sequence_for<Xs...>{}, std::index_sequence_for<Ys...>{}, x, y);
    if (testing::Test::HasFatalFailure()) return;
  }
}
template <class... Ts>
constexpr std::type_identity<std::tuple<Ts...>> types{};

TEST(transform, of_one_input) {
  check_lengths(all_operators(), types<float>, types<float>);
  check_lengths(all_operators(), types<double>, types<double>);
}
TEST(transform, of_two_inputs) { check_lengths(activation_of_sum(), types<float, float>, types<float>); }
TEST(transform, of_three_and_four_inputs) {
  check_lengths(primitives(), types<float, float, float>, types<float>);
  check_lengths(of_four(), types<double, double, double, double>, types<double>);
}
TEST(transform, several_outputs) {
  check_lengths(two_outputs(), types<float, float>, types<float, float>);
  check_lengths(three_outputs(), types<double>, types<double, double, double>);
  check_lengths(value_and_derivative(), types<float>, types<float, float>);
}
TEST(transform, parameters_and_the_number_of_registers) {
  check_lengths(with_parameter{0.3}, types<float>, types<float>);
  check_lengths(of_two_registers{{0.3}}, types<float>, types<float>);
}

/// 16 bits are computed in float and rounded once; longer than a chunk.
TEST(transform, numbers_of_16_bits) {
  using h = xact::float16;
  using b = xact::bfloat16;
  for (const std::size_t n : {0u, 1u, 33u, 511u, 512u, 513u, 1300u}) {
    constexpr std::index_sequence<0, 1> two;
    constexpr std::index_sequence<0> one;
    check(activation_of_sum(), n, 3, two, one, types<h, h>, types<h>);
    check(activation_of_sum(), n, 3, two, one, types<b, float>, types<b>);
    check(activation_of_sum(), n, 3, two, one, types<h, float>, types<float>);
    check(two_outputs(), n, 3, two, two, types<b, b>, types<float, b>);
  }
}

/// An activation is a function object too, and stays correctly rounded on 16 bits.
TEST(transform, an_activation_is_as_in_forward) {
  std::vector<xact::bfloat16> x(1000), y(1000), expected(1000);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = formats::number<xact::bfloat16>(0x3c00 + i);
  xact::transform(xact::tanh, x, y);
  xact::forward(xact::tanh, x, expected);
  for (std::size_t i = 0; i < x.size(); ++i) ASSERT_EQ(formats::pattern(y[i]), formats::pattern(expected[i]));
}

TEST(transform, in_place) {
  for (std::size_t n = 0; n < 80; ++n) {
    auto x = some_numbers<float>(n, 0), y = some_numbers<float>(n, 1);
    std::vector<float> expected_x(n), expected_y(n);
    for (std::size_t i = 0; i < n; ++i) std::tie(expected_x[i], expected_y[i]) = two_outputs()(x[i], y[i]);
    xact::transform(two_outputs(), x, y, std::tie(x, y));
    ASSERT_EQ(x, expected_x);
    ASSERT_EQ(y, expected_y);
    xact::transform(of_four(), x, x, y, y, x);
    for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(x[i], of_four()(expected_x[i], expected_x[i], y[i], y[i]));
  }
}

TEST(transform, kinds_of_function_objects) {
  const auto x = some_numbers<float>(45, 0);
  std::vector<float> y(45);
  const auto expect = [&](auto f) {
    for (std::size_t i = 0; i < x.size(); ++i) ASSERT_EQ(y[i], f(x[i])) << i;
  };
  const auto numbers_alone = [](float a) { return a > 0 ? a : 0; };
  xact::transform(numbers_alone, x, y);
  expect(numbers_alone);

#if XACT_HAS_SIMD && !defined(XSIMD_NO_SUPPORTED_ARCHITECTURE)
  using batch = xact::simd::native_batch<float>;
  xact::transform([](batch a) { return xsimd::max(a, batch(0.25f)); }, x, y);
  expect([](float a) { return std::max(a, 0.25f); });
  xact::transform([]<class A>(xsimd::batch<float, A> a) { return xsimd::abs(a); }, x, y);
  expect([](float a) { return std::abs(a); });
#endif

  int calls = 0;
  xact::transform(
      [&calls](float a) {
        ++calls;
        return a;
      },
      x, y);
  EXPECT_EQ(calls, 45);

  constexpr float offset = 0.5f;
  const auto function_of_the_program = [offset_of_all = offset](auto a) { return a + offset_of_all; };
  xact::transform(function_of_the_program, x, y);
  expect(function_of_the_program);
}

TEST(transform, pointers) {
  const auto x = some_numbers<float>(45, 0), bias = some_numbers<float>(45, 1);
  std::vector<float> y(45), expected(45);
  xact::transform(activation_of_sum(), x, bias, expected);
  xact::transform(activation_of_sum(), x.data(), bias.data(), y.data(), 45);
  EXPECT_EQ(y, expected);
  xact::transform(activation_of_sum(), static_cast<float*>(nullptr), static_cast<float*>(nullptr),
                  static_cast<float*>(nullptr), 0);
}

/// Of a size that the compiler knows, the loop is inlined; up to there and beyond.
template <std::size_t n>
void check_fixed() {
  constexpr with_parameter f{0.3};
  std::array<float, n> x{}, y{};
  float c_array[n];
  std::ranges::copy(some_numbers<float>(n, 0), x.begin());
  xact::transform(f, x, y);
  xact::transform(f, std::span<const float, n>(x), c_array);
  for (std::size_t i = 0; i < n; ++i) {
    ASSERT_EQ(y[i], f(x[i])) << i << " of " << n;
    ASSERT_EQ(c_array[i], y[i]);
  }
}
TEST(transform, fixed_sizes) {
  check_fixed<1>();
  check_fixed<16>();
  check_fixed<127>();
  check_fixed<128>();
  check_fixed<129>();
}

TEST(transform_DeathTest, arrays_that_do_not_fit) {
  std::vector<float> memory(40, 0.5f);
  const std::span<float> eight(memory.data(), 8), another_eight(memory.data() + 16, 8),
      overlapping(memory.data() + 4, 8), seven(memory.data() + 32, 7);
  EXPECT_DEBUG_DEATH(xact::transform(activation_of_sum(), eight, seven, another_eight),
                     "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::transform(activation_of_sum(), eight, eight, overlapping),
                     "overlaps an input partly");
  EXPECT_DEBUG_DEATH(
      xact::transform(two_outputs(), eight, eight, xact::outputs(another_eight, another_eight)),
      "the outputs overlap");
  EXPECT_DEBUG_DEATH(xact::transform(two_outputs(), eight, eight, xact::outputs(another_eight, seven)),
                     "the arrays differ in size");
}

}  // namespace
