#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>
#include <random>
#include <span>
#include <vector>

#include "quantities.hpp"

// The array functions: every length up to three blocks of the loop and some, every alignment, in place,
// with nothing beyond the ends read or written. What they are measured against is the functor on one number
// after the other.

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

using quantities::columns, quantities::places;
using subjects::subject;

/// Three blocks of the loop, of four vectors each, and some.
template <class T>
std::size_t longest(const subject<T>& s) {
  const std::size_t width = s.build->template width<T>();
  return 3 * 4 * width + 2 * width + 1;
}

/// Calls visit(length, offset) for all lengths up to the longest, and all places in a vector.
template <class T, class Visit>
void for_each_place(const subject<T>& s, Visit visit) {
  for (std::size_t length = 0; length <= longest(s); ++length)
    for (std::size_t offset = 0; offset < s.build->template width<T>(); ++offset) {
      visit(length, offset);
      if (testing::Test::HasFatalFailure()) return;
    }
}

/// One quantity: its inputs, and what the functor makes of them.
template <class T>
struct example {
  const calls::quantity<T>* quantity;
  columns<T> in, out;
};

/// All different, both signs, tails and middle.
template <class T>
std::vector<T> some_inputs(std::size_t n) {
  std::vector<T> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    const T magnitude =
        static_cast<T>(std::exp2(static_cast<double>(i * 7 % 64) / 5 - 6)) + static_cast<T>(i) / 512;
    x[i] = i % 2 == 0 ? magnitude : -magnitude;
  }
  return x;
}

/// Of the longest arrays, for all quantities that have an array function.
template <class T>
std::vector<example<T>> examples(const subject<T>& s) {
  const std::size_t n = longest(s);
  const auto x = some_inputs<T>(n);
  std::vector<T> y(n), grad_output(n);
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = s.forward(x[i]);
    grad_output[i] = T(1.5) - static_cast<T>(i) / 32;
  }
  std::vector<example<T>> all;
  for (const auto& q : s.quantities) {
    if (q.array == nullptr) continue;
    auto in = quantities::inputs_of(q, q.from_output ? y : x, grad_output);
    auto out = quantities::results_of_scalars(s, q, in);
    all.push_back({&q, std::move(in), std::move(out)});
  }
  return all;
}

/// An array `offset` elements after an aligned address, with sentinels on both sides.
template <class T>
class guarded {
 public:
  explicit guarded(const subject<T>& s)
      : memory_(2 * margin + longest(s) + s.build->template width<T>(), sentinel) {}

  void place(std::size_t offset, std::size_t size) {
    const auto address = reinterpret_cast<std::uintptr_t>(memory_.data());
    std::ranges::fill(memory_, sentinel);
    first_ = margin - address % alignment / sizeof(T) + offset;
    size_ = size;
  }
  void place(std::size_t offset, std::span<const T> content) {
    place(offset, content.size());
    std::ranges::copy(content, data());
  }

  T* data() { return memory_.data() + first_; }

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
  static constexpr std::size_t margin = 64, alignment = 64;
  std::vector<T> memory_;
  std::size_t first_ = 0, size_ = 0;
};

class arrays : public testing::TestWithParam<subjects::any> {};
INSTANTIATE_TEST_SUITE_P(, arrays, testing::ValuesIn(subjects::all_by_default()), subjects::by_name());

/// Arrays that lie apart, each at an offset of its own.
TEST_P(arrays, any_length_and_alignment) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const std::size_t width = s.build->template width<T>();
    for (const auto& e : examples(s)) {
      SCOPED_TRACE(e.quantity->name);
      std::vector<guarded<T>> in(e.in.size(), guarded<T>(s)), out(e.out.size(), guarded<T>(s));
      for_each_place(s, [&](std::size_t n, std::size_t offset) {
        places<T> at;
        for (std::size_t k = 0; k < in.size(); ++k) {
          in[k].place(offset >> (in.size() - 1 - k), std::span(e.in[k]).first(n));
          at.in[k] = in[k].data();
        }
        for (std::size_t k = 0; k < out.size(); ++k) {
          out[k].place((offset + 1 + k * (width - 1)) % width, n);
          at.out[k] = out[k].data();
        }
        s.run(e.quantity->array, n, at.in, at.out);
        for (std::size_t k = 0; k < out.size(); ++k)
          ASSERT_TRUE(out[k].holds(std::span(e.out[k]).first(n))) << "output " << k << ", offset " << offset;
        for (std::size_t k = 0; k < in.size(); ++k)
          ASSERT_TRUE(in[k].holds(std::span(e.in[k]).first(n))) << "input " << k << ", offset " << offset;
      });
    }
  });
}

/// Each output in turn in the place of each input.
TEST_P(arrays, in_place) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    for (const auto& e : examples(s)) {
      std::vector<guarded<T>> in(e.in.size(), guarded<T>(s)), out(e.out.size(), guarded<T>(s));
      for (std::size_t overwritten = 0; overwritten < in.size(); ++overwritten)
        for (std::size_t overwriting = 0; overwriting < out.size(); ++overwriting) {
          SCOPED_TRACE(testing::Message() << e.quantity->name << ", output " << overwriting
                                          << " in the place of input " << overwritten);
          for_each_place(s, [&](std::size_t n, std::size_t offset) {
            places<T> at;
            for (std::size_t k = 0; k < in.size(); ++k) {
              in[k].place(offset, std::span(e.in[k]).first(n));
              at.in[k] = in[k].data();
            }
            for (std::size_t k = 0; k < out.size(); ++k) {
              out[k].place(offset, n);
              at.out[k] = k == overwriting ? in[overwritten].data() : out[k].data();
            }
            s.run(e.quantity->array, n, at.in, at.out);
            for (std::size_t k = 0; k < out.size(); ++k)
              ASSERT_TRUE((k == overwriting ? in[overwritten] : out[k]).holds(std::span(e.out[k]).first(n)))
                  << "output " << k << ", offset " << offset;
            for (std::size_t k = 0; k < in.size(); ++k)
              ASSERT_TRUE(k == overwritten || in[k].holds(std::span(e.in[k]).first(n)))
                  << "input " << k << ", offset " << offset;
          });
        }
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
/// With the outputs apart, and with the first of them in the place of x.
TEST_P(arrays, any_neighbours) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    std::mt19937_64 random(20261124);
    for_each_place(s, [&](std::size_t n, std::size_t offset) {
      const std::size_t first = s.build->template width<T>() + offset, margin = s.build->template width<T>();
      const auto x = hostile_inputs<T>(first + n + margin, random);
      const auto before = hostile_inputs<T>(x.size(), random);
      const std::vector<T> inner_x(&x[first], &x[first] + n), one(n, T(1));
      const auto stays_outside = [&](const std::vector<T>& now, const std::vector<T>& then) {
        for (std::size_t i = 0; i < now.size(); ++i)
          if ((i < first || first + n <= i) && !subjects::identical(now[i], then[i])) return false;
        return true;
      };
      for (const auto& q : s.quantities) {
        if (q.array == nullptr) continue;
        const auto expected = quantities::results_of_scalars(s, q, quantities::inputs_of(q, inner_x));
        for (const bool in_place : {false, true}) {
          columns<T> out(q.outputs, before);
          if (in_place) out[0] = x;
          places<T> at;
          at.in.fill(one.data());
          at.in[q.inputs - 1] = in_place ? &out[0][first] : &x[first];
          for (std::size_t k = 0; k < out.size(); ++k) at.out[k] = &out[k][first];
          s.run(q.array, n, at.in, at.out);
          for (std::size_t k = 0; k < out.size(); ++k) {
            ASSERT_TRUE(stays_outside(out[k], in_place && k == 0 ? x : before)) << q.name;
            out[k] = std::vector<T>(&out[k][first], &out[k][first] + n);
          }
          ASSERT_TRUE(quantities::all_identical(inner_x, out, expected))
              << q.name << (in_place ? " in place" : "") << ", offset " << offset;
        }
      }
    });
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

  T* at_start() { return reinterpret_cast<T*>(base_ + page_); }
  T* at_end(std::size_t n) { return reinterpret_cast<T*>(base_ + 2 * page_) - n; }

 private:
  std::size_t page_;
  char* base_;
};

/// A load or store beyond an end, masked or not, would end the program.
TEST_P(arrays, nothing_beyond_the_ends_is_touched) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    std::array<fenced<T>, calls::most_arrays> in, out;
    for (const auto& e : examples(s)) {
      SCOPED_TRACE(e.quantity->name);
      for (std::size_t n = 0; n <= longest(s); ++n)
        for (const bool at_end : {true, false}) {
          places<T> at;
          for (std::size_t k = 0; k < e.in.size(); ++k) {
            T* const place = at_end ? in[k].at_end(n) : in[k].at_start();
            std::ranges::copy(std::span(e.in[k]).first(n), place);
            at.in[k] = place;
          }
          for (std::size_t k = 0; k < e.out.size(); ++k)
            at.out[k] = at_end ? out[k].at_end(n) : out[k].at_start();
          s.run(e.quantity->array, n, at.in, at.out);
          for (std::size_t k = 0; k < e.out.size(); ++k)
            ASSERT_TRUE(std::equal(at.out[k], at.out[k] + n, e.out[k].begin())) << n << " numbers";
        }
    }
  });
}

TEST_P(arrays, nothing_is_allocated) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    for (auto& e : examples(s)) {
      const auto at = quantities::places_of(e.in, e.out);
      const std::size_t before = allocations;
      s.run(e.quantity->array, longest(s), at.in, at.out);
      EXPECT_EQ(allocations, before) << e.quantity->name;
    }
  });
}

}  // namespace
