#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <type_traits>
#include <vector>

#include "formats.hpp"
#include "xact/algorithm.hpp"
#include "xact/array/conversion.hpp"
#include "xact/core/float16.hpp"

// bfloat16 and float16 themselves: what converts to them and from them, alone and in arrays.

namespace {

using xact::bfloat16, xact::float16;
using namespace formats;
using xact::core::format16, xact::core::patterns, xact::core::round_to, xact::core::widen;

template <class Conversion>
void convert(const Conversion& conversion, std::size_t n) {
  xact::array::native_loop::convert(conversion, n);
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
std::vector<float> all_floats_to_round() {
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
template <class H>
const std::vector<float>& floats_to_round() {
  static const std::vector<float> floats = all_floats_to_round<H>();
  return floats;
}

TYPED_TEST(float16_format, rounds_to_nearest_even_alone_and_in_arrays) {
  using H = typename TypeParam::number;
  const auto& floats = floats_to_round<H>();
  std::vector<H> rounded(floats.size());
  convert(xact::array::narrowing<format16<H>>{floats.data(), patterns(rounded.data())}, floats.size());
  for (std::size_t i = 0; i < floats.size(); ++i) {
    const float y = floats[i];
    EXPECT_EQ(pattern(rounded[i]), pattern(round_to<H>(y))) << exactly(y);
    if (std::isnan(y))
      EXPECT_TRUE(is_nan(rounded[i]));
    else
      ASSERT_EQ(pattern(rounded[i]), nearest<H>(y)) << exactly(y);
    EXPECT_EQ(pattern(static_cast<H>(y)), pattern(rounded[i])) << exactly(y);
  }
  std::vector<float> back(floats.size());
  convert(xact::array::widening<format16<H>>{patterns(rounded.data()), back.data()}, back.size());
  for (std::size_t i = 0; i < floats.size(); ++i)
    ASSERT_TRUE(identical(back[i], widen(rounded[i]))) << std::hex << pattern(rounded[i]);
}

TYPED_TEST(float16_format, notices_what_is_halfway) {
  using H = typename TypeParam::number;
  const auto& floats = floats_to_round<H>();
  std::size_t noticed = 0, halfway = 0;
  for (const float y : floats) {
    if (!std::isfinite(y)) continue;
    const long double up = y * (1 + 0x1p-40L), down = y * (1 - 0x1p-40L);
    const bool is_halfway = nearest<H>(up) != nearest<H>(down);
    const std::vector<float> many(67, y);
    std::vector<H> rounded(many.size());
    xact::array::halfway_vectors of_one, of_many;
    convert(xact::array::narrowing_and_noting_halfway<format16<H>>{&y, patterns(rounded.data()), &of_one}, 1);
    convert(xact::array::narrowing_and_noting_halfway<format16<H>>{many.data(), patterns(rounded.data()),
                                                                   &of_many},
            many.size());
    EXPECT_TRUE(of_one.count == 1 || !is_halfway) << exactly(y);
    std::vector<bool> everywhere(many.size());
    for (std::size_t i = 0; i < of_many.count; ++i)
      for (std::size_t k = of_many.at[i]; k < of_many.at[i] + of_many.width && k < many.size(); ++k)
        everywhere[k] = true;
    EXPECT_EQ(std::ranges::count(everywhere, true), of_one.count == 1 ? 67 : 0) << exactly(y);
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
      ASSERT_EQ(pattern(static_cast<H>(x)), nearest<H>(x)) << exactly(x);
  }
}

/// So is every other type of numbers: those of 64 bits hold more than a double does.
TYPED_TEST(float16_format, rounds_every_arithmetic_type_once) {
  using H = typename TypeParam::number;
  for (const float y : floats_to_round<H>()) {
    if (!std::isfinite(y) || std::abs(y) > 1e38f || std::abs(y) < 1e-37f) continue;
    for (const long double x : {y * (1 + 0x1p-62L), y * (1 - 0x1p-62L)})
      ASSERT_EQ(pattern(static_cast<H>(x)), nearest<H>(x)) << exactly(y);
    if (std::abs(y) < 1 || std::abs(y) > 0x1p62f) continue;
    const auto whole = static_cast<std::int64_t>(y);
    for (const std::int64_t x : {whole - 1, whole, whole + 1})
      ASSERT_EQ(pattern(static_cast<H>(x)), nearest<H>(x)) << x;
    const std::uint64_t magnitude = static_cast<std::uint64_t>(whole < 0 ? -whole : whole) << 1 | 1;
    ASSERT_EQ(pattern(static_cast<H>(magnitude)), nearest<H>(magnitude)) << magnitude;
  }
  for (const int x : {-40'000, -1, 0, 1, 127}) EXPECT_EQ(pattern(static_cast<H>(x)), nearest<H>(x));
  EXPECT_EQ(pattern(static_cast<H>(true)), nearest<H>(1));
  EXPECT_EQ(pattern(static_cast<H>(std::numeric_limits<std::int64_t>::min())), nearest<H>(-0x1p63L));
  EXPECT_EQ(pattern(static_cast<H>(std::numeric_limits<std::uint64_t>::max())), nearest<H>(0x1p64L));
  EXPECT_EQ(pattern(static_cast<H>(std::numeric_limits<long double>::max())), formats::infinity<H>);
}

/// Halfway between two numbers of bfloat16, and a little more, which a double does not hold.
TEST(float16_format, of_an_integer) {
  EXPECT_EQ(pattern(xact::bfloat16((std::int64_t{1} << 60) + (std::int64_t{1} << 52) + 1)), 0x5d81);
  EXPECT_EQ(pattern(xact::bfloat16((std::int64_t{1} << 60) + (std::int64_t{1} << 52))), 0x5d80);
}

}  // namespace
