#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "subjects.hpp"

// bfloat16 and float16: what rounds to them, and every function on all 65,536 of them.

namespace {

using xact::bfloat16, xact::float16;
using namespace formats;
using xact::simd::format16, xact::simd::patterns;
using xact::simd::round_to, xact::simd::widen;
using xact::simd::widening_16, xact::simd::rounding_16, xact::simd::rounding_16_with_notes;

template <class Conversion>
void convert(const Conversion& conversion, std::size_t n) {
  xact::simd::here::convert(conversion, n);
}

template <class H>
std::vector<H> all_numbers() {
  std::vector<H> all(how_many_of_16_bits);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = number<H>(i);
  return all;
}

/// GoogleTest asks for the typeid of a parameter, which GCC does not have of _Float16.
template <class H>
struct of {
  using number = H;
};
using both = testing::Types<of<bfloat16>, of<float16>>;

template <class Of>
class float16_format : public testing::Test {};
TYPED_TEST_SUITE(float16_format, both);

TYPED_TEST(float16_format, holds_its_numbers) {
  using H = typename TypeParam::number;
  EXPECT_EQ(sizeof(H), 2u);
  EXPECT_TRUE(std::is_trivially_copyable_v<H>);
  for (const H x : all_numbers<H>()) {
    if (is_nan(x)) {
      EXPECT_TRUE(std::isnan(widen(x)) && is_nan(round_to<H>(widen(x))) && !(x == x));
      continue;
    }
    EXPECT_EQ(widen(x), value(x)) << std::hex << pattern(x);
    EXPECT_EQ(static_cast<float>(x), value(x));
    EXPECT_EQ(pattern(round_to<H>(widen(x))), pattern(x));
    EXPECT_EQ(pattern(static_cast<H>(widen(x))), pattern(x));
    EXPECT_TRUE(x == x);
  }
}

/// All numbers, what is halfway between them, what is just beside that, and floats at random.
template <class H>
std::vector<float> floats_to_round() {
  std::vector<float> floats;
  for (const H x : all_numbers<H>()) {
    const float here = widen(x);
    floats.push_back(here);
    if (is_nan(x) || std::isinf(here)) continue;
    const H next = number<H>(pattern(x) + 1u);
    const double beyond = std::copysign(std::ldexp(1, lowest_exponent<float16> + 30), here);
    const auto halfway = static_cast<float>(
        (here + (std::isinf(widen(next)) && std::is_same_v<H, float16> ? beyond : widen(next))) / 2);
    for (const float y : {halfway, std::nextafter(halfway, 0.0f), std::nextafter(halfway, 2 * halfway)})
      floats.push_back(y);
  }
  std::mt19937 random(20261124);
  for (int i = 0; i < 1'000'000; ++i)
    floats.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(random())));
  return floats;
}

TYPED_TEST(float16_format, rounds_to_nearest_even_alone_and_in_arrays) {
  using H = typename TypeParam::number;
  const auto floats = floats_to_round<H>();
  std::vector<H> rounded(floats.size());
  convert(rounding_16<format16<H>>{floats.data(), patterns(rounded.data())}, floats.size());
  for (std::size_t i = 0; i < floats.size(); ++i) {
    const float y = floats[i];
    EXPECT_EQ(pattern(rounded[i]), pattern(round_to<H>(y))) << subjects::exactly(y);
    if (std::isnan(y))
      EXPECT_TRUE(is_nan(rounded[i]));
    else
      ASSERT_EQ(pattern(rounded[i]), nearest<H>(y)) << subjects::exactly(y);
    EXPECT_EQ(pattern(static_cast<H>(y)), pattern(rounded[i])) << subjects::exactly(y);
  }
  std::vector<float> back(floats.size());
  convert(widening_16<format16<H>>{patterns(rounded.data()), back.data()}, back.size());
  for (std::size_t i = 0; i < floats.size(); ++i)
    ASSERT_TRUE(subjects::identical(back[i], widen(rounded[i]))) << std::hex << pattern(rounded[i]);
}

TYPED_TEST(float16_format, notices_what_is_halfway) {
  using H = typename TypeParam::number;
  const auto floats = floats_to_round<H>();
  std::size_t noticed = 0, halfway = 0;
  for (const float y : floats) {
    if (!std::isfinite(y)) continue;
    const long double up = y * (1 + 0x1p-40L), down = y * (1 - 0x1p-40L);
    const bool is_halfway = nearest<H>(up) != nearest<H>(down);
    const std::vector<float> many(67, y);
    std::vector<H> rounded(many.size());
    xact::simd::halfway_vectors of_one, of_many;
    convert(rounding_16_with_notes<format16<H>>{&y, patterns(rounded.data()), &of_one}, 1);
    convert(rounding_16_with_notes<format16<H>>{many.data(), patterns(rounded.data()), &of_many},
            many.size());
    EXPECT_TRUE(of_one.count == 1 || !is_halfway) << subjects::exactly(y);
    std::vector<bool> everywhere(many.size());
    for (std::size_t i = 0; i < of_many.count; ++i)
      for (std::size_t k = of_many.at[i]; k < of_many.at[i] + of_many.width && k < many.size(); ++k)
        everywhere[k] = true;
    EXPECT_EQ(std::ranges::count(everywhere, true), of_one.count == 1 ? 67 : 0) << subjects::exactly(y);
    noticed += of_one.count, halfway += is_halfway;
  }
  EXPECT_GT(halfway, 60'000u);
  EXPECT_LT(noticed, halfway + halfway / 10);  // few of those beside
}

/// A double is rounded once, not to float first.
TYPED_TEST(float16_format, rounds_doubles_once) {
  using H = typename TypeParam::number;
  for (const float y : floats_to_round<H>()) {
    if (!std::isfinite(y) || std::abs(y) > 1e38f || std::abs(y) < 1e-37f) continue;
    for (const double x : {y * (1 + 0x1p-40), y * (1 - 0x1p-40)})
      ASSERT_EQ(pattern(static_cast<H>(x)), nearest<H>(x)) << subjects::exactly(x);
  }
}

// ---- every function on all of them

/// An activation: through pointers, since its kernels are compiled in calls.cpp.
template <class H>
struct functions {
  const calls::on_scalars<H>& scalars;
  const calls::on_arrays<H>& arrays;
  const calls::on_scalars<float>& floats;
  const oracle::truth<float>&in_long_double, &in_multiple_precision;
  xact::error_bounds promises;
  oracle::special_values<float> values, derivatives;
};

template <class H>
std::vector<functions<H>> all_functions() {
  std::vector<functions<H>> all;
  xact::all_activations::for_each_on<H>([&]<class F>(F) {
    using row = oracle::row<F, float>;
    all.push_back({calls::scalars<H>(F::name), calls::arrays<H>(F::name), calls::scalars<float>(F::name),
                   oracle::find<float>(F::name), oracle::find_in_multiple_precision<float>(F::name),
                   oracle::promises<F, H>(), row::forward_values, row::derivative_values});
  });
  return all;
}

template <class Of>
class float16_functions : public testing::Test {
 protected:
  using number_type = typename Of::number;
  const std::vector<number_type> inputs = all_numbers<number_type>();

  using formula = oracle::truth<float>::function oracle::truth<float>::*;

  /// results[i] is the true value at x[i], rounded to nearest; if the tier promises less, that. A long double
  /// tells the nearest number, unless it is close to what is halfway: then MPFR.
  void expect_kept(const functions<number_type>& f, formula function, xact::error_bound promise,
                   const std::vector<number_type>& results, float lowest = -HUGE_VALF,
                   float highest = HUGE_VALF) const {
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const float at = widen(inputs[i]);
      ASSERT_TRUE(!std::isnan(at) || is_nan(results[i]));
      if (!std::isfinite(at) || at < lowest || at > highest) continue;
      const long double y = (f.in_long_double.*function)(at);
      if (promise.rounds()) {
        auto expected = nearest<number_type>(y * (1 - 0x1p-48L));
        if (expected != nearest<number_type>(y * (1 + 0x1p-48L)))
          expected = nearest<number_type>((f.in_multiple_precision.*function)(at));
        if (value(results[i]) != value(number<number_type>(expected)) && wrong++ < 3)
          ADD_FAILURE() << "at " << subjects::exactly(at) << ": " << value(results[i]) << " instead of "
                        << value(number<number_type>(expected));
      } else {
        EXPECT_LE(std::abs(value(results[i]) - y), subjects::allowance<number_type>(promise, y))
            << subjects::exactly(at);
      }
    }
    EXPECT_EQ(wrong, 0u);
  }

  /// Calls visit for every activation.
  template <class Visit>
  static void for_each(Visit visit) {
    for (const auto& f : all_functions<number_type>()) {
      SCOPED_TRACE(f.scalars.name);
      visit(f);
    }
  }
};
TYPED_TEST_SUITE(float16_functions, both);

TYPED_TEST(float16_functions, are_right_on_all_inputs) {
  std::vector<typename TypeParam::number> results(this->inputs.size());
  this->for_each([&](const auto& f) {
    using truth = oracle::truth<float>;
    f.arrays.forward(this->inputs, results);
    this->expect_kept(f, &truth::forward, f.promises.forward, results);
    f.arrays.derivative(this->inputs, results);
    this->expect_kept(f, &truth::derivative, f.promises.derivative, results);
    if (f.scalars.derivative_from_output == nullptr) return;
    std::ranges::transform(this->inputs, results.begin(), f.scalars.derivative_from_output);
    this->expect_kept(f, &truth::derivative_from_output, f.promises.derivative_from_output, results,
                      f.values.at_minus_infinity, f.values.at_infinity);
  });
}

TYPED_TEST(float16_functions, have_their_limits_and_signs_of_zero) {
  using H = typename TypeParam::number;
  this->for_each([&](const auto& f) {
    const auto expect = [&](float x, float y, float dydx) {
      EXPECT_EQ(pattern(f.scalars.forward(round_to<H>(x))), pattern(round_to<H>(y))) << x;
      EXPECT_EQ(value(f.scalars.derivative(round_to<H>(x))), value(round_to<H>(dydx))) << x;
    };
    expect(HUGE_VALF, f.values.at_infinity, f.derivatives.at_infinity);
    expect(-HUGE_VALF, f.values.at_minus_infinity, f.derivatives.at_minus_infinity);
    for (const H x : this->inputs) {
      const H y = f.scalars.forward(x);
      if (value(y) != 0 || is_nan(y)) continue;
      EXPECT_EQ(std::signbit(value(y)), std::signbit(f.floats.forward(widen(x)))) << value(x);
    }
  });
}

TYPED_TEST(float16_functions, give_an_array_the_bits_of_scalars) {
  using H = typename TypeParam::number;
  const auto& x = this->inputs;
  std::vector<H> y(x.size()), dydx(x.size()), second_y(x.size()), second_dydx(x.size());
  const auto identical = [](H a, H b) { return pattern(a) == pattern(b) || (is_nan(a) && is_nan(b)); };
  this->for_each([&](const auto& f) {
    f.arrays.forward(x, y);
    f.arrays.derivative(x, dydx);
    f.arrays.forward_and_derivative(x, second_y, second_dydx);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto [value, derivative] = f.scalars.forward_and_derivative(x[i]);
      ASSERT_TRUE(identical(y[i], f.scalars.forward(x[i])) && identical(y[i], value) &&
                  identical(y[i], second_y[i]))
          << widen(x[i]);
      ASSERT_TRUE(identical(dydx[i], f.scalars.derivative(x[i])) && identical(dydx[i], derivative) &&
                  identical(dydx[i], second_dydx[i]))
          << widen(x[i]);
    }
  });
}

/// The product of two floats, rounded once more.
TYPED_TEST(float16_functions, backward_rounds_the_product_of_floats) {
  using H = typename TypeParam::number;
  const auto& x = this->inputs;
  std::vector<H> grad_output(x), grad_input(x.size());
  std::shuffle(grad_output.begin(), grad_output.end(), std::mt19937(7));
  const auto expect = [&](float (*derivative)(float)) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float product = widen(grad_output[i]) * derivative(widen(x[i]));
      ASSERT_TRUE(pattern(grad_input[i]) == pattern(round_to<H>(product)) ||
                  (std::isnan(product) && is_nan(grad_input[i])))
          << widen(x[i]);
    }
  };
  this->for_each([&](const auto& f) {
    f.arrays.backward(grad_output, x, grad_input);
    expect(f.floats.derivative);
    if (f.arrays.backward_from_output == nullptr) return;
    f.arrays.backward_from_output(grad_output, x, grad_input);
    expect(f.floats.derivative_from_output);
  });
}

// ---- the loop: every length up to one piece and some vectors, every alignment, in place, with float beside
// it

/// An array `offset` elements after an aligned address, between others that must stay.
template <class T>
class guarded {
 public:
  guarded(std::size_t offset, std::span<const T> content) : first_(margin + offset), size_(content.size()) {
    memory_.resize(first_ + size_ + margin, T(-1234.5f));
    std::ranges::copy(content, all().begin());
  }
  std::span<T> all() { return {memory_.data() + first_, size_}; }
  bool holds(std::span<const T> expected) const {
    const auto same = [](T a, T b) { return std::bit_cast<bits>(a) == std::bit_cast<bits>(b); };
    const auto is_guard = [&](T x) { return same(x, T(-1234.5f)); };
    const auto content = std::span(memory_).subspan(first_, size_);
    return std::ranges::equal(content, expected, same) &&
           std::ranges::all_of(std::span(memory_).first(first_), is_guard) &&
           std::ranges::all_of(std::span(memory_).last(margin), is_guard);
  }

 private:
  using bits = std::conditional_t<sizeof(T) == 2, std::uint16_t, std::uint32_t>;
  static constexpr std::size_t margin = 64;
  std::vector<T> memory_;
  std::size_t first_, size_;
};

template <class Of>
class float16_arrays : public testing::Test {
 protected:
  using number = typename Of::number;
  /// Halves of inputs that a float does not decide among them.
  static std::vector<number> inputs(std::size_t n) {
    std::vector<number> x(n);
    for (std::size_t i = 0; i < n; ++i)
      x[i] = round_to<number>(
          static_cast<float>(i % 3 == 0 ? std::ldexp(2 * i + 1, -10) : 3 - std::ldexp(i, -5)));
    return x;
  }
  template <class Visit>
  static void for_each_place(Visit visit) {
    std::vector<std::size_t> lengths(140);
    for (std::size_t n = 0; n < lengths.size(); ++n) lengths[n] = n;
    for (const std::size_t n : {511u, 512u, 513u, 527u, 1023u, 1024u, 1100u}) lengths.push_back(n);
    for (const std::size_t n : lengths)
      for (std::size_t offset = 0; offset < 33; offset += n < 40 ? 1 : 8) {
        visit(n, offset);
        if (testing::Test::HasFatalFailure()) return;
      }
  }
};
TYPED_TEST_SUITE(float16_arrays, both);

TYPED_TEST(float16_arrays, any_length_and_alignment_and_in_place) {
  using H = typename TypeParam::number;
  const auto& f = calls::arrays<H>("sigmoid");
  const auto& one = calls::scalars<H>("sigmoid");
  const auto& floats = calls::scalars<float>("sigmoid");
  const auto all = this->inputs(1100);
  std::vector<H> y(all.size()), dydx(all.size()), grad_input(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    y[i] = one.forward(all[i]), dydx[i] = one.derivative(all[i]);
    grad_input[i] = round_to<H>(widen(all[i]) * floats.derivative(widen(all[i])));
  }
  this->for_each_place([&](std::size_t n, std::size_t offset) {
    const auto first = [n](const std::vector<H>& of) { return std::span(of).first(n); };
    guarded<H> x(offset, first(all)), out(offset / 2, first(all)), second(offset, first(all));
    f.forward(x.all(), out.all());
    ASSERT_TRUE(out.holds(first(y))) << n << " at " << offset;
    f.derivative(x.all(), out.all());
    ASSERT_TRUE(out.holds(first(dydx))) << n << " at " << offset;
    f.backward(x.all(), x.all(), out.all());
    ASSERT_TRUE(out.holds(first(grad_input))) << n << " at " << offset;
    f.forward_and_derivative(x.all(), out.all(), second.all());
    ASSERT_TRUE(out.holds(first(y)) && second.holds(first(dydx)) && x.holds(first(all)));
    f.forward_and_derivative(x.all(), out.all(), x.all());
    ASSERT_TRUE(out.holds(first(y)) && x.holds(first(dydx)));
    x = guarded<H>(offset, first(all));
    f.forward(x.all(), x.all());
    ASSERT_TRUE(x.holds(first(y)));
    x = guarded<H>(offset, first(all));
    f.backward(x.all(), x.all(), x.all());
    ASSERT_TRUE(x.holds(first(grad_input)));
  });
}

TYPED_TEST(float16_arrays, stand_beside_float) {
  using H = typename TypeParam::number;
  const auto x16 = this->inputs(1100);
  std::vector<float> x(x16.size()), y(x.size()), dydx(x.size()), grad_input(x.size());
  std::vector<H> y16(x.size()), dydx16(x.size()), grad_input16(x.size());
  std::ranges::transform(x16, x.begin(), [](H h) { return widen(h); });
  const auto expect = [&](const auto& got, float (*expected)(float)) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float truth = expected(x[i]);
      if constexpr (std::is_same_v<std::ranges::range_value_t<decltype(got)>, float>)
        ASSERT_EQ(got[i], truth) << i;
      else
        ASSERT_EQ(pattern(got[i]), pattern(round_to<H>(truth))) << i;
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

/// Other slopes than the default: float(slope) x, rounded once, of which a float would be rounded twice.
TYPED_TEST(float16_arrays, leaky_relu_rounds_any_product_once) {
  using H = typename TypeParam::number;
  std::mt19937 random(3);
  const auto all = all_numbers<H>();
  std::vector<H> y(all.size());
  std::size_t twice_is_wrong = 0;
  for (int i = 0; i < 20; ++i) {
    const double slope = i == 0 ? 1e-40 : i == 1 ? 0.01 : std::ldexp(static_cast<double>(random()), -33);
    xact::forward(xact::leaky_relu_t{slope}, all, y);
    for (std::size_t k = 0; k < all.size(); ++k) {
      const float x = widen(all[k]);
      if (std::isnan(x)) continue;
      const long double product = static_cast<long double>(x) * static_cast<float>(slope);
      ASSERT_EQ(pattern(y[k]), nearest<H>(x > 0 ? x : product)) << slope << " * " << x;
      twice_is_wrong += x <= 0 && nearest<H>(product) != nearest<H>(x * static_cast<float>(slope));
    }
  }
  EXPECT_GT(twice_is_wrong, 0u);
}

}  // namespace
