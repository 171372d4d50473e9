#include "xact/prelu.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include "formats.hpp"

// Parametric ReLU against plain loops: 1 to 70 channels and more than fit in a strip, both layouts, in place,
// every type of number.

namespace {

using formats::is_same, formats::rounded;

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

std::mt19937 random_bits{20261128};

/// Some are NaN or -0 where that is wanted.
template <class N>
std::vector<N> numbers(std::size_t n, bool with_special = false) {
  std::vector<N> all(n);
  for (N& x : all) {
    const auto bits = random_bits();
    const double plain = std::ldexp(static_cast<double>(bits >> 4) - 0x1p27, -26);
    x = rounded<N>(!with_special || bits % 16 > 2 ? plain
                   : bits % 16 == 0               ? std::numeric_limits<double>::quiet_NaN()
                   : bits % 16 == 1               ? -0.0
                                                  : 0.0);
  }
  return all;
}

template <class T>
void expect_same(std::span<const T> got, std::span<const T> wanted, const layout& l) {
  ASSERT_EQ(got.size(), wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i)
    ASSERT_TRUE(is_same(got[i], wanted[i]))
        << static_cast<double>(exactly(got[i])) << " instead of " << static_cast<double>(exactly(wanted[i]))
        << ", element " << i << " of " << l.channels << " channels, run " << l.run;
}

// What is tested, on spans alone, so that it is compiled once for each pair of types; in place a span is
// both.

template <class T, class S>
struct functions {
  using in = std::span<const T>;
  using out = std::span<T>;
  using slopes = std::span<const S>;

  static void forward(in x, slopes slope, out y, std::size_t run) {
    if (run == 1)
      xact::prelu(x, slope, y);
    else
      xact::prelu(x, slope, y, run);
  }
  static void backward(in grad_output, in x, slopes slope, out grad_input, std::span<S> grad_slope,
                       std::size_t run) {
    if (run == 1)
      xact::prelu_backward(grad_output, x, slope, grad_input, grad_slope);
    else
      xact::prelu_backward(grad_output, x, slope, grad_input, grad_slope, run);
  }
};

/// Calls visit<T, S>() for numbers of type T with slopes of type S. Slopes of float are read in the same way
/// beside both formats of 16 bits.
template <class Visit>
void for_each_kind(Visit visit) {
  visit(functions<float, float>());
  visit(functions<double, double>());
  visit(functions<xact::bfloat16, xact::bfloat16>());
  visit(functions<xact::float16, xact::float16>());
  visit(functions<xact::bfloat16, float>());
}

TEST(prelu, forward) {
  for_each_kind([]<class T, class S>(functions<T, S> of) {
    SCOPED_TRACE(formats::name_of_type<T>);
    for (const layout& l : layouts()) {
      const auto x = numbers<T>(l.size(), true);
      const auto slope = numbers<S>(l.channels);
      std::vector<T> wanted(x.size()), y(x.size());
      for (std::size_t i = 0; i < x.size(); ++i) {
        const long double at = exactly(x[i]);
        wanted[i] = at <= 0 ? rounded<T>(at * exactly(slope[l.channel(i)])) : x[i];
      }
      of.forward(x, slope, y, l.run);
      expect_same<T>(y, wanted, l);
      y = x;
      of.forward(y, slope, y, l.run);  // in place
      expect_same<T>(y, wanted, l);
      if (testing::Test::HasFatalFailure()) return;
    }
  });
}

/// The gradients, in what they are computed in.
template <class C>
struct gradients {
  std::vector<C> input, slope;
};
/// The sums in the order that the header promises.
template <class C>
gradients<C> promised(const layout& l, const std::vector<C>& grad_output, const std::vector<C>& x,
                      const std::vector<C>& slope) {
  const std::size_t period = l.channels * l.run;
  const std::size_t examples =  // that have partial sums of their own
      l.run >= 64 || period > 512 ? 1
                                  : std::max<std::size_t>(1, std::min<std::size_t>(512, x.size()) / period);
  const std::size_t in_run = std::min<std::size_t>(l.run, 512);
  std::vector<std::vector<C>> sums(l.channels, std::vector<C>(examples * in_run));
  gradients<C> wanted{x, slope};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t c = l.channel(i);
    wanted.input[i] = grad_output[i] * (x[i] > 0 ? C(1) : slope[c]);
    if (x[i] > 0) continue;
    const volatile C product = grad_output[i] * x[i];  // rounded
    C& sum = sums[c][i / period % examples * in_run + i % l.run % in_run];
    sum = sum + product;
  }
  const auto add_halves = [](C* sum, std::size_t n, std::size_t block) {
    for (; n > 1; n -= n / 2)
      for (std::size_t k = 0; k < n / 2 * block; ++k) sum[k] = sum[k] + sum[k + (n - n / 2) * block];
  };
  for (std::size_t c = 0; c < l.channels; ++c) {
    add_halves(sums[c].data(), examples, in_run);
    if (l.run >= 64) add_halves(sums[c].data(), in_run, 1);
    C sum = sums[c][0];
    for (std::size_t k = 1; k < l.run && l.run < 64; ++k) sum = sum + sums[c][k];
    wanted.slope[c] = sum;
  }
  return wanted;
}

template <class To, class From>
std::vector<To> as(const std::vector<From>& all) {
  std::vector<To> made;
  for (const From x : all) made.push_back(rounded<To>(exactly(x)));
  return made;
}

TEST(prelu, backward) {
  for_each_kind([]<class T, class S>(functions<T, S> of) {
    SCOPED_TRACE(formats::name_of_type<T>);
    using C = xact::computed_in<T>;  // what gradients and sums are computed in
    for (const layout& l : layouts()) {
      const auto x = numbers<T>(l.size()), grad_output = numbers<T>(l.size());
      const auto slope = numbers<S>(l.channels);
      const gradients<C> sums = promised(l, as<C>(grad_output), as<C>(x), as<C>(slope));
      const auto wanted = as<T>(sums.input);
      const auto wanted_slope = as<S>(sums.slope);
      enum { apart, instead_of_grad_output, instead_of_x };
      for (const auto where : {apart, instead_of_grad_output, instead_of_x}) {
        std::vector<T> grad_input = where == instead_of_x ? x : grad_output;
        const std::span<const T> place(grad_input);
        std::vector<S> grad_slope(l.channels, rounded<S>(7));
        of.backward(where == instead_of_grad_output ? place : grad_output, where == instead_of_x ? place : x,
                    slope, grad_input, grad_slope, l.run);
        expect_same<T>(grad_input, wanted, l);
        expect_same<S>(grad_slope, wanted_slope, l);
      }
      if (testing::Test::HasFatalFailure()) return;
    }
  });
}

/// The same numbers, one a channel, for n elements.
template <class T>
std::vector<T> repeated(const std::array<double, 4>& once, std::size_t n) {
  std::vector<T> all(n);
  for (std::size_t i = 0; i < n; ++i) all[i] = rounded<T>(once[i % once.size()]);
  return all;
}
/// NaN of one channel is NaN there, and nowhere else; an infinite gradient of x > 0 is not the slope's.
TEST(prelu, special_values) {
  for_each_kind([]<class T, class S>(functions<T, S> of) {
    SCOPED_TRACE(formats::name_of_type<T>);
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<S> slope(4, rounded<S>(0.25L));
    for (std::size_t n = slope.size(); n < 200; n += slope.size()) {
      const layout l{slope.size(), 1, n / slope.size()};
      const auto x = repeated<T>({nan, 2, -0.0, -HUGE_VAL}, n),
                 grad_output = repeated<T>({1, HUGE_VAL, 1, 1}, n);
      std::vector<T> y(n), grad_input(n);
      std::vector<S> grad_slope(slope.size());
      of.forward(x, slope, y, l.run);
      expect_same<T>(y, repeated<T>({nan, 2, -0.0, -HUGE_VAL}, n), l);
      of.backward(grad_output, x, slope, grad_input, grad_slope, l.run);
      expect_same<T>(grad_input, repeated<T>({nan, HUGE_VAL, 0.25, 0.25}, n), l);
      expect_same<S>(grad_slope, repeated<S>({nan, 0, 0, -HUGE_VAL}, slope.size()), l);
    }
  });
}

TEST(prelu, empty) {
  for_each_kind([]<class T, class S>(functions<T, S> of) {
    const std::span<T> none;
    const std::span<S> no_slope;
    std::vector<S> slope(3, rounded<S>(0.25L)), grad_slope(3, rounded<S>(7));
    of.forward(none, no_slope, none, 1);
    of.forward(none, slope, none, 5);
    of.backward(none, none, no_slope, none, no_slope, 1);
    of.backward(none, none, slope, none, grad_slope, 1);
    for (const S sum : grad_slope) EXPECT_EQ(exactly(sum), 0);
  });
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
