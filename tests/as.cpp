#include "xact/as.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif

#include "formats.hpp"
#include "xact/algorithm.hpp"
#include "xact/gates.hpp"
#include "xact/leaky_relu.hpp"
#include "xact/prelu.hpp"
#include "xact/relu.hpp"
#include "xact/rows.hpp"
#include "xact/tanh.hpp"

// Numbers of 16 bits that are stored as another type: what as<H> takes, that the results are those of H, and
// that the compiler sees what is read and written. The last is worth something with optimisation only.

namespace {

/// As ggml has it for bfloat16; for float16 it has a uint16_t.
struct bits_in_a_struct {
  std::uint16_t bits;
};

template <class T>
T stored(std::uint16_t pattern) {
  return xact::simd::bit_cast<T>(pattern);
}
template <class T>
std::uint16_t pattern_of(const T& x) {
  return xact::simd::bit_cast<std::uint16_t>(x);
}

/// All numbers of 16 bits, stored as T.
template <class T>
std::vector<T> all_numbers() {
  std::vector<T> x;
  for (std::size_t i = 0; i < formats::how_many_of_16_bits; ++i)
    x.push_back(stored<T>(static_cast<std::uint16_t>(i)));
  return x;
}

/// A function over arrays of each kind, all of one type, so that each is compiled once for a kind of array:
/// by a kernel, in place, beside float, of two inputs, and of rows.
template <class In, class Out>
struct functions {
  static void forward(In x, Out y) { xact::forward(xact::fast::tanh, x, y); }
  static void in_place(In, Out y) { xact::forward(xact::fast::tanh, y); }
  static void backward(In x, Out y) {
    const std::vector<float> grad_output(x.size(), 3);
    xact::backward(xact::relu, grad_output, x, y);
  }
  static void gate(In x, Out y) { xact::forward_gated(xact::reglu, x, x, y); }
  static void of_rows(In x, Out y) { xact::softmax_backward(x, x, y, 16); }

  static constexpr std::array all{&forward, &in_place, &backward, &gate, &of_rows};
};

template <class H, class T>
void expect_results_of() {
  const std::vector<T> x = all_numbers<T>();
  const std::vector<H> same_x = all_numbers<H>();
  std::vector<T> y(x.size(), stored<T>(0));
  std::vector<H> same_y(x.size());
  using of_views = functions<xact::numbers_as<const H>, xact::numbers_as<H>>;
  using of_spans = functions<std::span<const H>, std::span<H>>;
  for (std::size_t which = 0; which < of_views::all.size(); ++which) {
    of_views::all[which](xact::as<H>(x.data(), x.size()), xact::as<H>(y));
    of_spans::all[which](same_x, same_y);
    for (std::size_t i = 0; i < y.size(); ++i)
      ASSERT_TRUE(formats::is_same(stored<H>(pattern_of(y[i])), same_y[i])) << which << ", element " << i;
  }
}

TEST(as, patterns) {
  expect_results_of<xact::bfloat16, std::uint16_t>();
  expect_results_of<xact::float16, std::uint16_t>();
}
TEST(as, structs) { expect_results_of<xact::bfloat16, bits_in_a_struct>(); }
TEST(as, types_of_the_same_format) {
  expect_results_of<xact::bfloat16, xact::bfloat16>();
#if defined(__clang__) && __clang_major__ >= 15 && defined(__SSE2__)  // g++ has it as xact::bfloat16
  expect_results_of<xact::bfloat16, __bf16>();
#endif
#if __has_include(<Eigen/Core>)
  expect_results_of<xact::bfloat16, Eigen::bfloat16>();
  expect_results_of<xact::float16, Eigen::half>();
#endif
}

/// Sizes and const are kept.
TEST(as, arrays_of_all_kinds) {
  using H = xact::float16;
  std::uint16_t plain[3] = {};
  std::array<short, 4> array{};
  const std::vector<std::uint16_t> constant(5);
  static_assert(std::is_same_v<decltype(xact::as<H>(plain)), xact::numbers_as<H, 3>>);
  static_assert(std::is_same_v<decltype(xact::as<H>(array)), xact::numbers_as<H, 4>>);
  static_assert(std::is_same_v<decltype(xact::as<H>(constant)), xact::numbers_as<const H>>);
  static_assert(std::is_same_v<decltype(xact::as<H>(std::span(plain))), xact::numbers_as<H, 3>>);
  static_assert(std::is_same_v<decltype(xact::as<H>(std::span(constant))), xact::numbers_as<const H>>);
  static_assert(std::is_same_v<decltype(xact::as<H>(&array[1], 2)), xact::numbers_as<H>>);
  static_assert(xact::mutable_array_of_floats<const xact::numbers_as<H>&>);
  static_assert(xact::array_of_floats<xact::numbers_as<const H>>);
  static_assert(!xact::mutable_array_of_floats<xact::numbers_as<const H>>);
  EXPECT_EQ(xact::as<H>(constant).size(), 5u);
  EXPECT_EQ(xact::as<H>(&array[1], 2).size(), 2u);
}

// What the compiler takes for objects of two types, it may read before it is written: so these functions are
// small, for it to see all of them.

template <class H>
constexpr std::uint16_t one = std::is_same_v<H, xact::bfloat16> ? 0x3f80 : 0x3c00;
template <class H>
constexpr std::uint16_t minus_one = one<H> | 0x8000;
constexpr std::uint16_t two = 0x4000, minus_two = 0xc000;  // in both formats

/// By the two functions that all go through which read or write a number by itself: a compiler that is told
/// nothing of where the pointers lead relies on their types.
template <class H, class T>
[[gnu::noinline]] std::uint16_t set_twice(T* at, H* same) {
  *at = stored<T>(one<H>);
  xact::core::set_element(same, stored<H>(two));
  return pattern_of(*at);
}
template <class H, class T>
[[gnu::noinline]] bool is_changed(T* at, H* same) {
  const std::uint16_t before = pattern_of(xact::core::element(same));
  *at = stored<T>(one<H>);
  return pattern_of(xact::core::element(same)) != before;
}
template <class H, class T>
void expect_elements_to_be_seen() {
  T x = stored<T>(0);
  void* volatile somewhere = &x;
  EXPECT_EQ(set_twice(static_cast<T*>(somewhere), static_cast<H*>(somewhere)), two);
  EXPECT_TRUE(is_changed(static_cast<T*>(somewhere), static_cast<H*>(somewhere)));
}

template <class H, class T>
void expect_what_is_written_to_be_read() {
  T x[64] = {}, y[64] = {};
  const auto in = xact::as<H>(x), out = xact::as<H>(y);
  x[0] = stored<T>(minus_one<H>);
  y[0] = stored<T>(one<H>);
  xact::forward(xact::relu, in, out);
  EXPECT_EQ(pattern_of(y[0]), 0);
  x[0] = stored<T>(two);
  xact::forward(xact::relu, in);
  y[0] = x[0];
  x[0] = stored<T>(minus_one<H>);
  xact::forward(xact::relu, in);
  EXPECT_EQ(pattern_of(y[0]), two);
  EXPECT_EQ(pattern_of(x[0]), 0);
}

/// Of prelu, which takes them one by one.
template <class H, class T>
void expect_slopes_to_be_read() {
  // Only the first of grad_slope is written; g++ 12 warns of vectors that are never written beyond an array
  // of one.
  T slope[1] = {stored<T>(one<H>)}, grad_slope[8] = {}, x[64] = {}, y[64] = {};
  x[0] = stored<T>(minus_one<H>);
  const auto in = xact::as<H>(x), out = xact::as<H>(y);
  const auto slopes = xact::as<H>(slope);
  xact::prelu(in, slopes, out);
  EXPECT_EQ(pattern_of(y[0]), minus_one<H>);
  slope[0] = stored<T>(two);
  xact::prelu(in, slopes, out);
  EXPECT_EQ(pattern_of(y[0]), minus_two);
  slope[0] = stored<T>(one<H>);
  xact::prelu_backward(in, in, slopes, out, xact::as<H>(grad_slope, 1));
  EXPECT_EQ(pattern_of(y[0]), minus_one<H>);
  EXPECT_EQ(pattern_of(grad_slope[0]), one<H>);  // grad_output x
}

/// One float in two lies halfway between two results of 16 bits: such a one is rounded by itself.
template <class H, class T>
void expect_what_lies_halfway_to_be_read() {
  T x[64] = {}, y[64] = {};
  const auto in = xact::as<H>(x), out = xact::as<H>(y);
  for (unsigned i = 1; i < 60; ++i) {
    const auto subnormal = static_cast<std::uint16_t>(0x8000u | i);
    x[0] = stored<T>(subnormal);
    y[0] = stored<T>(one<H>);
    xact::forward(xact::leaky_relu_t{0.5f}, in, out);
    const H same = xact::leaky_relu_t{0.5f}(stored<H>(subnormal));
    EXPECT_EQ(pattern_of(y[0]), pattern_of(same)) << i;
  }
}

template <class H, class T>
void expect_no_object_to_be_taken_for_another() {
  expect_elements_to_be_seen<H, T>();
  expect_what_is_written_to_be_read<H, T>();
}

TEST(as, no_object_is_taken_for_another) {
  expect_no_object_to_be_taken_for_another<xact::bfloat16, std::uint16_t>();
  expect_no_object_to_be_taken_for_another<xact::bfloat16, bits_in_a_struct>();
  expect_no_object_to_be_taken_for_another<xact::float16, std::uint16_t>();
  expect_no_object_to_be_taken_for_another<xact::float16, bits_in_a_struct>();
}
/// What reads and writes numbers by themselves.
TEST(as, no_number_by_itself_is_taken_for_another) {
  expect_slopes_to_be_read<xact::bfloat16, std::uint16_t>();
  expect_slopes_to_be_read<xact::float16, bits_in_a_struct>();
  expect_what_lies_halfway_to_be_read<xact::bfloat16, bits_in_a_struct>();
  expect_what_lies_halfway_to_be_read<xact::float16, std::uint16_t>();
}

}  // namespace
