#include "xact/prelu.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <span>
#include <type_traits>
#include <vector>

#include "formats.hpp"

// Parametric ReLU against plain loops: 1 to 70 channels and more than fit in a strip, both layouts, in place,
// every type of number.

namespace {

using formats::is_same, formats::rounded;

/// GoogleTest asks for the typeid of a parameter, which GCC does not have of _Float16.
template <class Number, class Slope = Number>
struct of {
  using number = Number;
  using slope = Slope;
};

template <class T>
long double exactly(T x) {
  return formats::value(x);
}

struct layout {
  std::size_t channels, run, examples;

  std::size_t size() const { return channels * run * examples; }
  std::size_t channel(std::size_t i) const { return i / run % channels; }
};

/// Channels last and first: few and many, short runs and long.
std::vector<layout> layouts() {
  std::vector<layout> all;
  for (std::size_t channels = 1; channels <= 70; ++channels) {
    all.push_back({channels, 1, 1});
    all.push_back({channels, 1, 1300 / channels});
    all.push_back({channels, 1 + channels % 9, 3});
  }
  for (const std::size_t channels : {511u, 512u, 513u, 700u, 1100u}) {
    all.push_back({channels, 1, 3});
    all.push_back({channels, 7, 2});
  }
  for (const std::size_t run : {49u, 63u, 64u, 65u, 511u, 512u, 513u, 784u, 1025u})
    all.push_back({3, run, 2});
  all.push_back({100, 63, 2});
  all.push_back({1, 3000, 1});
  return all;
}

template <class Of>
class prelu : public testing::Test {
 protected:
  using Number = typename Of::number;
  using Slope = typename Of::slope;

  std::mt19937 random{20261128};

  /// Some are NaN or -0 where that is wanted.
  template <class N>
  std::vector<N> numbers(std::size_t n, bool with_special = false) {
    std::vector<N> all(n);
    for (N& x : all) {
      const auto bits = random();
      const double plain = std::ldexp(static_cast<double>(bits >> 4) - 0x1p27, -26);
      x = rounded<N>(!with_special || bits % 16 > 2 ? plain
                     : bits % 16 == 0               ? std::numeric_limits<double>::quiet_NaN()
                     : bits % 16 == 1               ? -0.0
                                                    : 0.0);
    }
    return all;
  }

  static Number expected(Number x, Slope slope) {
    return exactly(x) <= 0 ? rounded<Number>(exactly(x) * exactly(slope)) : x;
  }

  static void expect_same(const std::vector<Number>& got, const std::vector<Number>& wanted,
                          const layout& l) {
    ASSERT_EQ(got.size(), wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i)
      ASSERT_TRUE(is_same(got[i], wanted[i]))
          << static_cast<double>(exactly(got[i])) << " instead of " << static_cast<double>(exactly(wanted[i]))
          << ", element " << i << " of " << l.channels << " channels, run " << l.run;
  }
};
using kinds = testing::Types<of<float>, of<double>, of<xact::bfloat16>, of<xact::float16>,
                             of<xact::bfloat16, float>, of<xact::float16, float>>;
TYPED_TEST_SUITE(prelu, kinds);

TYPED_TEST(prelu, forward) {
  using T = typename TypeParam::number;
  using S = typename TypeParam::slope;
  for (const layout& l : layouts()) {
    const auto x = this->template numbers<T>(l.size(), true);
    const auto slope = this->template numbers<S>(l.channels);
    std::vector<T> wanted(x.size()), y(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) wanted[i] = this->expected(x[i], slope[l.channel(i)]);
    xact::prelu(x, slope, y, l.run);
    this->expect_same(y, wanted, l);
    if (l.run == 1) {
      y = x;
      xact::prelu(y, slope, y);  // in place
      this->expect_same(y, wanted, l);
    }
    y = x;
    xact::prelu(y, slope, y, l.run);
    this->expect_same(y, wanted, l);
    if (this->HasFatalFailure()) return;
  }
}

/// The sums in the order that the header promises.
TYPED_TEST(prelu, backward) {
  using T = typename TypeParam::number;
  using S = typename TypeParam::slope;
  using C = xact::computed_in<T>;  // what gradients and sums are computed in
  for (const layout& l : layouts()) {
    const auto x = this->template numbers<T>(l.size()), grad_output = this->template numbers<T>(l.size());
    const auto slope = this->template numbers<S>(l.channels);
    const std::size_t period = l.channels * l.run;
    const std::size_t examples =  // that have partial sums of their own
        l.run >= 64 || period > 512 ? 1
                                    : std::max<std::size_t>(1, std::min<std::size_t>(512, x.size()) / period);
    const std::size_t in_run = std::min<std::size_t>(l.run, 512);
    std::vector<std::vector<C>> sums(l.channels, std::vector<C>(examples * in_run));
    std::vector<T> wanted(x.size()), grad_input(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const std::size_t c = l.channel(i);
      const auto g = static_cast<C>(exactly(grad_output[i])), at = static_cast<C>(exactly(x[i]));
      wanted[i] = rounded<T>(static_cast<C>(g * (at > 0 ? C(1) : static_cast<C>(exactly(slope[c])))));
      if (at > 0) continue;
      const volatile C product = g * at;  // rounded
      C& sum = sums[c][i / period % examples * in_run + i % l.run % in_run];
      sum = sum + product;
    }
    std::vector<S> grad_slope(l.channels, rounded<S>(7)), wanted_slope(l.channels);
    const auto add_halves = [](C* sum, std::size_t n, std::size_t block) {
      for (; n > 1; n -= n / 2)
        for (std::size_t k = 0; k < n / 2 * block; ++k) sum[k] = sum[k] + sum[k + (n - n / 2) * block];
    };
    for (std::size_t c = 0; c < l.channels; ++c) {
      add_halves(sums[c].data(), examples, in_run);
      if (l.run >= 64) add_halves(sums[c].data(), in_run, 1);
      C sum = sums[c][0];
      for (std::size_t k = 1; k < l.run && l.run < 64; ++k) sum = sum + sums[c][k];
      wanted_slope[c] = rounded<S>(sum);
    }
    const auto expect_slopes = [&] {
      for (std::size_t c = 0; c < l.channels; ++c)
        ASSERT_TRUE(is_same(grad_slope[c], wanted_slope[c]))
            << "slope " << c << " of " << l.channels << ", run " << l.run << ": "
            << static_cast<double>(exactly(grad_slope[c])) << " instead of "
            << static_cast<double>(exactly(wanted_slope[c]));
    };
    xact::prelu_backward(grad_output, x, slope, grad_input, grad_slope, l.run);
    this->expect_same(grad_input, wanted, l);
    expect_slopes();
    for (const bool instead_of_x : {false, true}) {  // in place
      auto place = instead_of_x ? x : grad_output;
      std::ranges::fill(grad_slope, rounded<S>(7));
      if (instead_of_x)
        xact::prelu_backward(grad_output, place, slope, place, grad_slope, l.run);
      else
        xact::prelu_backward(place, x, slope, place, grad_slope, l.run);
      this->expect_same(place, wanted, l);
      expect_slopes();
    }
    if (l.run == 1) {
      xact::prelu_backward(grad_output, x, slope, grad_input, grad_slope);
      this->expect_same(grad_input, wanted, l);
      expect_slopes();
    }
    if (this->HasFatalFailure()) return;
  }
}

/// NaN of one channel is NaN there, and nowhere else; an infinite gradient of x > 0 is not the slope's.
TYPED_TEST(prelu, special_values) {
  using T = typename TypeParam::number;
  using S = typename TypeParam::slope;
  constexpr std::size_t channels = 4;
  const std::vector<S> slope(channels, rounded<S>(0.25L));
  for (std::size_t n = channels; n < 200; n += channels) {
    std::vector<T> x(n), grad_output(n, rounded<T>(1)), y(n), grad_input(n);
    std::vector<S> grad_slope(channels);
    for (std::size_t i = 0; i < n; i += channels) {
      x[i] = rounded<T>(std::numeric_limits<double>::quiet_NaN());
      x[i + 1] = rounded<T>(2);
      x[i + 2] = rounded<T>(-0.0L);
      x[i + 3] = rounded<T>(-HUGE_VALL);
      grad_output[i + 1] = rounded<T>(HUGE_VALL);
    }
    xact::prelu(x, slope, y);
    xact::prelu_backward(grad_output, x, slope, grad_input, grad_slope);
    for (std::size_t i = 0; i < n; i += channels) {
      EXPECT_TRUE(std::isnan(exactly(y[i])) && std::isnan(exactly(grad_input[i])));
      EXPECT_EQ(exactly(y[i + 1]), 2);
      EXPECT_EQ(exactly(grad_input[i + 1]), HUGE_VALL);
      EXPECT_TRUE(is_same(y[i + 2], rounded<T>(-0.0L)));
      EXPECT_EQ(exactly(grad_input[i + 2]), 0.25);
      EXPECT_EQ(exactly(y[i + 3]), -HUGE_VALL);
      EXPECT_EQ(exactly(grad_input[i + 3]), 0.25);
    }
    EXPECT_TRUE(std::isnan(exactly(grad_slope[0])));
    EXPECT_EQ(exactly(grad_slope[1]), 0);
    EXPECT_EQ(exactly(grad_slope[2]), 0);
    EXPECT_EQ(exactly(grad_slope[3]), -HUGE_VALL);
  }
}

TYPED_TEST(prelu, empty) {
  using T = typename TypeParam::number;
  using S = typename TypeParam::slope;
  std::vector<T> none;
  std::vector<S> no_slope, slope(3, rounded<S>(0.25L)), grad_slope(3, rounded<S>(7));
  xact::prelu(none, no_slope, none);
  xact::prelu(none, slope, none, 5);
  xact::prelu_backward(none, none, no_slope, none, no_slope);
  xact::prelu_backward(none, none, slope, none, grad_slope);
  for (const S sum : grad_slope) EXPECT_EQ(exactly(sum), 0);
}

TEST(prelu_of_16_bits, stands_beside_float) {
  const std::vector<float> slope{0.1f, 0.7f};
  std::vector<float> x(100), y(x.size());
  std::vector<xact::bfloat16> y16(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i * 7 % 100) / 10 - 5;
  xact::prelu(x, slope, y16);
  xact::prelu(x, slope, y);
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_TRUE(is_same(y16[i], rounded<xact::bfloat16>(y[i])));
}

// ---- what a debug build asserts; without assertions these calls are harmless

class prelu_assertions : public testing::Test {
 protected:
  std::vector<float> memory = std::vector<float>(64, 0.5f);
  std::span<float> eight{memory.data(), 8}, another_eight{memory.data() + 16, 8},
      overlapping_eight{memory.data() + 4, 8}, seven{memory.data() + 32, 7}, two{memory.data() + 48, 2},
      another_two{memory.data() + 52, 2};
};
using prelu_assertions_DeathTest = prelu_assertions;

TEST_F(prelu_assertions_DeathTest, sizes) {
  EXPECT_DEBUG_DEATH(xact::prelu(eight, two, seven), "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::prelu(seven, two, seven), "not a multiple");
  EXPECT_DEBUG_DEATH(xact::prelu(eight, two, eight, 3), "not a multiple");
  EXPECT_DEBUG_DEATH(xact::prelu(eight, two, eight, 0), "not a multiple");
  EXPECT_DEBUG_DEATH(xact::prelu_backward(eight, another_eight, two, seven, another_two),
                     "the arrays differ in size");
}

TEST_F(prelu_assertions_DeathTest, overlap) {
  EXPECT_DEBUG_DEATH(xact::prelu(eight, two, overlapping_eight), "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::prelu(eight, eight.first(2), eight), "overlaps the slopes");
  EXPECT_DEBUG_DEATH(xact::prelu_backward(eight, another_eight, two, overlapping_eight, another_two),
                     "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::prelu_backward(eight, another_eight, two, eight, two), "overlaps the slopes");
}

}  // namespace
