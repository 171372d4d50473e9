#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <new>
#include <random>
#include <span>
#include <vector>

#include "subjects.hpp"

// The array functions: every length up to three blocks of the loop and some, every alignment, in place,
// with nothing beyond the ends read or written.

namespace {

std::size_t allocations = 0;

}  // namespace

// Not inlined, because GCC then takes new and free() for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

/// Elements in a vector, in a block of the loop (four vectors), and in the longest arrays.
template <class T>
constexpr std::size_t width = xact::ops<xact::simd::native_batch<T>>::width;
template <class T>
constexpr std::size_t longest = 3 * 4 * width<T> + 2 * width<T> + 1;

template <class T>
using numbers = std::array<T, longest<T>>;

/// All different, both signs, tails and middle.
template <class T>
numbers<T> some_inputs() {
  numbers<T> x;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const T magnitude =
        static_cast<T>(std::exp2(static_cast<double>(i * 7 % 64) / 5 - 6)) + static_cast<T>(i) / 512;
    x[i] = i % 2 == 0 ? magnitude : -magnitude;
  }
  return x;
}

/// An array `offset` elements after an aligned address, with sentinels on both sides.
template <class T>
class guarded {
 public:
  guarded(std::size_t offset, std::span<const T> content) : guarded(offset, content.size()) {
    std::ranges::copy(content, all().begin());
  }
  guarded(std::size_t offset, std::size_t size) : first_(margin + offset), size_(size) {
    memory_.fill(sentinel);
  }

  std::span<T> all() { return {memory_.data() + first_, size_}; }

  /// The content is this, and the sentinels stand.
  testing::AssertionResult holds(std::span<const T> expected) const {
    for (std::size_t i = 0; i < memory_.size(); ++i) {
      const bool inside = first_ <= i && i < first_ + size_;
      const T wanted = inside ? expected[i - first_] : sentinel;
      if (subjects::to_bits(memory_[i]) != subjects::to_bits(wanted))
        return testing::AssertionFailure()
               << "element " << static_cast<std::ptrdiff_t>(i - first_) << " of " << size_ << " is "
               << subjects::exactly(memory_[i]) << " instead of " << subjects::exactly(wanted);
    }
    return testing::AssertionSuccess();
  }

 private:
  static constexpr T sentinel = T(-1234.5);
  static constexpr std::size_t margin = 64;
  alignas(64) std::array<T, margin + width<T> + longest<T> + margin> memory_;
  std::size_t first_, size_;
};

template <class Subject>
class array_functions : public subjects::of<Subject> {
 protected:
  using number = typename Subject::scalar;
  using part = std::span<const number>;

  /// The first n inputs, and what the scalar functions make of them.
  struct example {
    part x, grad_output, y, dydx, grad_input, grad_input_from_output;
  };
  example first(std::size_t n) const {
    return {part(x_).first(n),    part(grad_output_).first(n), part(y_).first(n),
            part(dydx_).first(n), part(grad_input_).first(n),  part(grad_input_from_output_).first(n)};
  }

  array_functions() {
    for (std::size_t i = 0; i < x_.size(); ++i) {
      grad_output_[i] = number(1.5) - static_cast<number>(i) / 32;
      y_[i] = this->scalars().forward(x_[i]);
      dydx_[i] = this->scalars().derivative(x_[i]);
      grad_input_[i] = grad_output_[i] * dydx_[i];
      grad_input_from_output_[i] =
          this->has_from_output ? grad_output_[i] * this->scalars().derivative_from_output(y_[i]) : 0;
    }
  }

  /// Calls visit(length, offset) for all of them.
  template <class Visit>
  static void for_each_place(Visit visit) {
    for (std::size_t length = 0; length <= longest<number>; ++length)
      for (std::size_t offset = 0; offset < width<number>; ++offset) {
        visit(length, offset);
        if (testing::Test::HasFatalFailure()) return;
      }
  }

 private:
  numbers<number> x_ = some_inputs<number>(), grad_output_, y_, dydx_, grad_input_, grad_input_from_output_;
};
TYPED_TEST_SUITE(array_functions, subjects::all, subjects::by_name);

TYPED_TEST(array_functions, any_length_and_alignment) {
  using T = typename TestFixture::number;
  const auto& call = this->arrays();
  this->for_each_place([&](std::size_t n, std::size_t offset) {
    const auto want = this->first(n);
    guarded<T> x(offset, want.x), grad_output(offset / 2, want.grad_output);
    guarded<T> out((offset + 1) % width<T>, n), second_out(offset, n);

    call.forward(x.all(), out.all());
    ASSERT_TRUE(out.holds(want.y)) << "offset " << offset;
    call.derivative(x.all(), out.all());
    ASSERT_TRUE(out.holds(want.dydx)) << "offset " << offset;
    call.backward(grad_output.all(), x.all(), out.all());
    ASSERT_TRUE(out.holds(want.grad_input)) << "offset " << offset;
    call.forward_and_derivative(x.all(), out.all(), second_out.all());
    ASSERT_TRUE(out.holds(want.y)) << "offset " << offset;
    ASSERT_TRUE(second_out.holds(want.dydx)) << "offset " << offset;
    if (TestFixture::has_from_output) {
      guarded<T> y(offset, want.y);
      call.backward_from_output(grad_output.all(), y.all(), out.all());
      ASSERT_TRUE(out.holds(want.grad_input_from_output)) << "offset " << offset;
    }
    ASSERT_TRUE(x.holds(want.x));
    ASSERT_TRUE(grad_output.holds(want.grad_output));
  });
}

TYPED_TEST(array_functions, in_place) {
  using T = typename TestFixture::number;
  const auto& call = this->arrays();
  this->for_each_place([&](std::size_t n, std::size_t offset) {
    const auto want = this->first(n);
    guarded<T> x(offset, want.x);
    call.forward(x.all(), x.all());
    ASSERT_TRUE(x.holds(want.y)) << "offset " << offset;

    x = guarded<T>(offset, want.x);
    call.derivative(x.all(), x.all());
    ASSERT_TRUE(x.holds(want.dydx)) << "offset " << offset;

    x = guarded<T>(offset, want.x);
    guarded<T> grad(offset, want.grad_output);
    call.backward(grad.all(), x.all(), grad.all());
    ASSERT_TRUE(grad.holds(want.grad_input)) << "offset " << offset;
    call.backward(want.grad_output, x.all(), x.all());
    ASSERT_TRUE(x.holds(want.grad_input)) << "offset " << offset;

    x = guarded<T>(offset, want.x);
    guarded<T> other(offset, n);
    call.forward_and_derivative(x.all(), x.all(), other.all());
    ASSERT_TRUE(x.holds(want.y) && other.holds(want.dydx)) << "offset " << offset;
    x = guarded<T>(offset, want.x);
    call.forward_and_derivative(x.all(), other.all(), x.all());
    ASSERT_TRUE(x.holds(want.dydx) && other.holds(want.y)) << "offset " << offset;

    if (TestFixture::has_from_output) {
      guarded<T> y(offset, want.y);
      grad = guarded<T>(offset, want.grad_output);
      call.backward_from_output(grad.all(), y.all(), grad.all());
      ASSERT_TRUE(grad.holds(want.grad_input_from_output)) << "offset " << offset;
      call.backward_from_output(want.grad_output, y.all(), y.all());
      ASSERT_TRUE(y.holds(want.grad_input_from_output)) << "offset " << offset;
    }
  });
}

/// Numbers at random among NaN, infinities, zeros, subnormal and huge ones.
template <class T>
std::vector<T> hostile_inputs(std::size_t n, std::mt19937_64& random) {
  using limits = std::numeric_limits<T>;
  constexpr std::array hostile{limits::quiet_NaN(), limits::infinity(),   limits::denorm_min(),
                               limits::max(),       limits::min() / T(3), T(0),
                               limits::min()};
  std::vector<T> x(n);
  for (T& value : x) {
    const auto bits = random();
    value = bits % 4 == 0   ? subjects::from_bits<T>(static_cast<subjects::bits_of<T>>(random()))
            : bits % 4 == 1 ? static_cast<T>(std::ldexp(static_cast<double>(random() >> 11),
                                                        -49 - static_cast<int>(bits >> 58)))
                            : hostile[(bits >> 8) % hostile.size()];
    if (bits >> 32 & 1) value = -value;
  }
  return x;
}

/// What stands beside a number, before it and after it in the vector or beyond the ends, does not matter.
TYPED_TEST(array_functions, any_neighbours) {
  using T = typename TestFixture::number;
  const auto& call = this->arrays();
  const auto& one_by_one = this->scalars();
  std::mt19937_64 random(20261124);
  const auto expect = [](std::span<const T> x, std::span<const T> got, auto expected) {
    for (std::size_t i = 0; i < x.size(); ++i)
      ASSERT_TRUE(subjects::identical(got[i], expected(x[i])))
          << "element " << i << " of " << x.size() << ", x = " << subjects::exactly(x[i]) << ": "
          << subjects::exactly(got[i]) << " instead of " << subjects::exactly(expected(x[i]));
  };
  this->for_each_place([&](std::size_t n, std::size_t offset) {
    const std::size_t margin = width<T>;
    const auto x = hostile_inputs<T>(margin + offset + n + margin, random);
    auto y = hostile_inputs<T>(x.size(), random), dydx = y, in_place = x;
    const auto inner = [&](auto& all) { return std::span(all).subspan(margin + offset, n); };
    const auto before = y;

    call.forward(inner(x), inner(y));
    expect(inner(x), inner(y), one_by_one.forward);
    call.forward(inner(in_place), inner(in_place));
    expect(inner(x), inner(in_place), one_by_one.forward);
    call.forward_and_derivative(inner(x), inner(y), inner(dydx));
    expect(inner(x), inner(y), one_by_one.forward);
    expect(inner(x), inner(dydx), one_by_one.derivative);
    call.derivative(inner(x), inner(y));
    expect(inner(x), inner(y), one_by_one.derivative);
    const std::vector<T> one(n, T(1));
    call.backward(one, inner(x), inner(y));
    expect(inner(x), inner(y), one_by_one.derivative);
    if (TestFixture::has_from_output) {
      call.backward_from_output(one, inner(x), inner(y));
      expect(inner(x), inner(y), one_by_one.derivative_from_output);
    }
    for (std::size_t i = 0; i < y.size(); ++i)
      if (i < margin + offset || margin + offset + n <= i) {
        ASSERT_TRUE(subjects::identical(y[i], before[i]));
      }
  });
}

/// Memory between two pages that may not be touched.
template <class T>
class fenced {
 public:
  fenced() : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
    void* all = mmap(nullptr, 3 * page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED) throw std::bad_alloc();
    base_ = static_cast<char*>(all);
    mprotect(base_, page_, PROT_NONE);
    mprotect(base_ + 2 * page_, page_, PROT_NONE);
  }
  fenced(const fenced&) = delete;
  fenced& operator=(const fenced&) = delete;
  ~fenced() { munmap(base_, 3 * page_); }

  std::span<T> at_start(std::size_t n) { return {reinterpret_cast<T*>(base_ + page_), n}; }
  std::span<T> at_end(std::size_t n) { return {reinterpret_cast<T*>(base_ + 2 * page_) - n, n}; }

 private:
  std::size_t page_;
  char* base_;
};

/// A load or store beyond an end, masked or not, would end the program.
TYPED_TEST(array_functions, nothing_beyond_the_ends_is_touched) {
  using T = typename TestFixture::number;
  const auto& call = this->arrays();
  fenced<T> inputs, gradients, outputs, second_outputs;
  const auto run = [&](std::span<T> x, std::span<T> grad_output, std::span<T> out, std::span<T> second_out) {
    const auto want = this->first(x.size());
    std::ranges::copy(want.x, x.begin());
    std::ranges::copy(want.grad_output, grad_output.begin());
    call.forward(x, out);
    call.derivative(x, out);
    call.backward(grad_output, x, out);
    if (TestFixture::has_from_output) call.backward_from_output(grad_output, x, out);
    call.forward_and_derivative(x, out, second_out);
    ASSERT_TRUE(std::ranges::equal(out, want.y) && std::ranges::equal(second_out, want.dydx));
  };
  for (std::size_t n = 0; n <= longest<T>; ++n) {
    run(inputs.at_end(n), gradients.at_end(n), outputs.at_end(n), second_outputs.at_end(n));
    run(inputs.at_start(n), gradients.at_start(n), outputs.at_start(n), second_outputs.at_start(n));
  }
}

TYPED_TEST(array_functions, nothing_is_allocated) {
  using T = typename TestFixture::number;
  numbers<T> out, second_out;
  const auto& call = this->arrays();
  const auto given = this->first(longest<T>);
  const std::size_t before = allocations;
  call.forward(given.x, out);
  call.derivative(given.x, out);
  call.backward(given.grad_output, given.x, out);
  call.forward_and_derivative(given.x, out, second_out);
  if (TestFixture::has_from_output) call.backward_from_output(given.grad_output, given.y, out);
  EXPECT_EQ(allocations, before);
}

// ---- kinds of arrays: the same for every activation

template <class T>
class array_types : public testing::Test {
 protected:
  static constexpr std::size_t n = 5;
  static constexpr std::array<T, n> x{T(-2), T(-0.5), T(0), T(0.5), T(2)};

  static void expect_sigmoid(std::span<const T> y) {
    ASSERT_EQ(y.size(), n);
    for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(y[i], xact::sigmoid(x[i]));
  }
};
using float_and_double = testing::Types<float, double>;
TYPED_TEST_SUITE(array_types, float_and_double);

TYPED_TEST(array_types, vector) {
  const std::vector<TypeParam> in(this->x.begin(), this->x.end());
  std::vector<TypeParam> y(in.size());
  xact::forward(xact::sigmoid, in, y);
  this->expect_sigmoid(y);
}

TYPED_TEST(array_types, array) {
  std::array<TypeParam, 5> y;
  xact::forward(xact::sigmoid, this->x, y);
  this->expect_sigmoid(y);
}

TYPED_TEST(array_types, c_array) {
  const TypeParam in[] = {TypeParam(-2), TypeParam(-0.5), 0, TypeParam(0.5), 2};
  TypeParam y[5];
  xact::forward(xact::sigmoid, in, y);
  this->expect_sigmoid(y);
}

TYPED_TEST(array_types, spans_also_temporary_and_fixed) {
  std::vector<TypeParam> in(this->x.begin(), this->x.end()), y(in.size());
  xact::forward(xact::sigmoid, std::span<const TypeParam>(in), std::span(y));
  this->expect_sigmoid(y);
  const std::span<TypeParam, 5> fixed(y.data(), 5);  // a const span of elements that are not
  xact::forward(xact::sigmoid, std::span(in), fixed);
  this->expect_sigmoid(y);
}

TYPED_TEST(array_types, several_kinds_in_one_call) {
  const TypeParam grad_output[] = {1, 1, 1, 1, 1};
  std::vector<TypeParam> grad_input(5);
  std::array<TypeParam, 5> y, dydx;
  xact::forward_and_derivative(xact::sigmoid, std::span(this->x), y, dydx);
  this->expect_sigmoid(y);
  xact::backward(xact::sigmoid, grad_output, this->x, grad_input);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(grad_input[i], dydx[i]);
}

TYPED_TEST(array_types, part_of_a_vector) {
  std::vector<TypeParam> all(9, TypeParam(7));
  std::ranges::copy(this->x, all.begin() + 2);
  const auto part = std::span(all).subspan(2, 5);
  xact::forward(xact::sigmoid, part, part);
  this->expect_sigmoid(part);
  EXPECT_TRUE(all[1] == 7 && all[7] == 7);
}

TYPED_TEST(array_types, empty) {
  std::vector<TypeParam> none;
  const std::span<TypeParam> null;
  xact::forward(xact::sigmoid, none, none);
  xact::derivative(xact::sigmoid, null, null);
  xact::backward(xact::sigmoid, null, null, null);
  xact::backward_from_output(xact::sigmoid, null, null, null);
  xact::forward_and_derivative(xact::sigmoid, null, null, null);
  EXPECT_TRUE(none.empty());
}

TYPED_TEST(array_types, activation_with_a_parameter) {
  std::array<TypeParam, 5> y, dydx;
  xact::forward_and_derivative(xact::leaky_relu_t{0.25}, this->x, y, dydx);
  EXPECT_EQ(y, (std::array<TypeParam, 5>{TypeParam(-0.5), TypeParam(-0.125), 0, TypeParam(0.5), 2}));
  EXPECT_EQ(dydx, (std::array<TypeParam, 5>{TypeParam(0.25), TypeParam(0.25), TypeParam(0.25), 1, 1}));
}

// ---- what a debug build asserts; without assertions these calls are harmless

class array_assertions : public testing::Test {
 protected:
  std::vector<float> memory = std::vector<float>(40, 0.5f);
  std::span<float> eight{memory.data(), 8}, another_eight{memory.data() + 16, 8},
      overlapping_eight{memory.data() + 4, 8}, seven{memory.data() + 32, 7};
};
using array_assertions_DeathTest = array_assertions;

TEST_F(array_assertions_DeathTest, sizes_differ) {
  EXPECT_DEBUG_DEATH(xact::forward(xact::relu, eight, seven), "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::derivative(xact::relu, eight, seven), "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::backward(xact::relu, eight, another_eight, seven), "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::backward_from_output(xact::relu, eight, another_eight, seven),
                     "the arrays differ in size");
  EXPECT_DEBUG_DEATH(xact::forward_and_derivative(xact::relu, seven, eight, another_eight),
                     "the arrays differ in size");
}

TEST_F(array_assertions_DeathTest, partial_overlap) {
  EXPECT_DEBUG_DEATH(xact::forward(xact::relu, eight, overlapping_eight), "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::forward(xact::relu, overlapping_eight, eight), "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::backward(xact::relu, another_eight, eight, overlapping_eight),
                     "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::backward(xact::relu, eight, another_eight, overlapping_eight),
                     "overlaps an input partly");
  EXPECT_DEBUG_DEATH(xact::forward_and_derivative(xact::relu, eight, another_eight, overlapping_eight),
                     "overlaps the input partly");
}

TEST_F(array_assertions_DeathTest, two_outputs_overlap) {
  EXPECT_DEBUG_DEATH(xact::forward_and_derivative(xact::relu, another_eight, eight, eight),
                     "the two outputs overlap");
  EXPECT_DEBUG_DEATH(xact::forward_and_derivative(xact::relu, another_eight, eight, overlapping_eight),
                     "the two outputs overlap");
}

TEST_F(array_assertions_DeathTest, negative_slope_below_zero_has_no_derivative_from_output) {
  EXPECT_DEBUG_DEATH(
      xact::backward_from_output(xact::leaky_relu_t{-0.5}, eight, another_eight, another_eight),
      "negative_slope >= 0");
}

/// Touching is not overlapping.
TEST_F(array_assertions, neighbours_are_apart) {
  const std::span<float> next_eight(memory.data() + 8, 8);
  xact::forward(xact::relu, eight, next_eight);
  xact::forward(xact::relu, next_eight, eight);
  xact::forward_and_derivative(xact::relu, another_eight, eight, next_eight);
  EXPECT_TRUE(std::ranges::equal(eight, another_eight));
}

}  // namespace
