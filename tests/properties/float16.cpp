#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "../inputs.hpp"
#include "quantities.hpp"

// bfloat16 and float16: every function on all 65,536 of them, and their arrays, which go chunk by chunk
// through floats. The conversions have a test of their own: ../float16_format.cpp.

namespace {

using formats::is_nan, formats::nearest, formats::number, formats::pattern, formats::value;
using quantities::columns, quantities::inputs_of, quantities::part, quantities::places;
using subjects::subject;

template <class H>
const std::vector<H>& all_numbers() {
  static const std::vector<H> all = [] {
    std::vector<H> numbers(formats::how_many_of_16_bits);
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = number<H>(i);
    return numbers;
  }();
  return all;
}

/// y rounded as the definition of the format says.
template <class H>
H rounded(float y) {
  return std::isnan(y) ? number<H>(formats::infinity<H> + 1) : number<H>(nearest<H>(y));
}
template <class H>
float widened(H x) {
  return static_cast<float>(value(x));
}

class float16 : public testing::TestWithParam<subjects::any_16> {};
INSTANTIATE_TEST_SUITE_P(, float16, testing::ValuesIn(subjects::all_16()), subjects::by_name());

// ---- every function on all of them

/// The truth at each of all_numbers() that is in the domain, and the pattern of what is nearest to it.
struct answers {
  std::vector<long double> truths;
  std::vector<std::uint16_t> nearest;
};

constexpr bool is_in(oracle::range domain, float x) {
  return std::isfinite(x) && domain.lowest <= x && x <= domain.highest;
}

/// A long double tells the nearest number, unless it is close to what is halfway: then MPFR.
template <class H>
answers computed(const oracle::formula& truth, oracle::range domain) {
  answers all;
  for (const H x : all_numbers<H>()) {
    const float at = widened(x);
    const long double y = is_in(domain, at) ? truth(at) : 0;
    auto expected = nearest<H>(y * (1 - 0x1p-48L));
    if (expected != nearest<H>(y * (1 + 0x1p-48L))) expected = nearest<H>(truth.exactly(at));
    all.truths.push_back(y);
    all.nearest.push_back(expected);
  }
  return all;
}

/// results[i] is the true value at all_numbers()[i], rounded to nearest; if the tier promises less, that. All
/// tiers and builds that have the same truth ask for it once.
template <class H>
void expect_kept(const subject<H>& s, const std::string& quantity, const oracle::formula& truth,
                 xact::error_bound promise, const std::vector<H>& results,
                 oracle::range domain = {-HUGE_VAL, HUGE_VAL}) {
  SCOPED_TRACE(s.name + ' ' + quantity);
  static std::map<std::string, answers> known;
  const std::string name = s.facts->truth + ' ' + quantity;
  if (!known.contains(name)) known[name] = computed<H>(truth, domain);
  const auto& [truths, nearest] = known[name];
  const auto& x = all_numbers<H>();
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const float at = widened(x[i]);
    ASSERT_TRUE(!std::isnan(at) || is_nan(results[i]));
    if (!is_in(domain, at) || value(results[i]) == value(number<H>(nearest[i]))) continue;
    if (promise.rounds()) {
      if (wrong++ < 3)
        ADD_FAILURE() << "at " << subjects::exactly(at) << ": " << value(results[i]) << " instead of "
                      << value(number<H>(nearest[i]));
    } else {
      EXPECT_LE(std::abs(value(results[i]) - truths[i]), subjects::allowance<H>(promise, truths[i]))
          << subjects::exactly(at);
    }
  }
  EXPECT_EQ(wrong, 0u);
}

TEST_P(float16, is_right_on_all_inputs) {
  subjects::visit(GetParam(), []<class H>(const subject<H>& s) {
    const auto& x = all_numbers<H>();
    const auto of_array = [&](const char* name) {
      const auto& q = s.quantity(name);
      return quantities::results_of_array(s, q, {x}).front();
    };
    expect_kept(s, "forward", s.facts->forward, s.bounds.forward, of_array("forward"));
    expect_kept(s, "derivative", s.facts->derivative, s.bounds.derivative, of_array("derivative"));
    if (!s.has_from_output()) return;
    const auto& q = s.quantity("derivative_from_output");
    expect_kept(s, "derivative_from_output", s.facts->derivative_from_output, s.bounds.derivative_from_output,
                quantities::results_of_scalars(s, q, {x}).front(), s.facts->outputs());
  });
}

TEST_P(float16, has_its_limits_and_signs_of_zero) {
  subjects::visit(GetParam(), []<class H>(const subject<H>& s) {
    const auto expect = [&](float x, float y, float dydx) {
      EXPECT_TRUE(subjects::identical(s.forward(rounded<H>(x)), rounded<H>(y))) << "at " << x;
      EXPECT_EQ(value(s.derivative(rounded<H>(x))), value(rounded<H>(dydx))) << "at " << x;
    };
    const auto &values = s.facts->forward_values, &derivatives = s.facts->derivative_values;
    expect(HUGE_VALF, values.at_infinity, derivatives.at_infinity);
    expect(-HUGE_VALF, values.at_minus_infinity, derivatives.at_minus_infinity);
    for (const H x : all_numbers<H>()) {
      const H y = s.forward(x);
      if (is_nan(y) || value(y) != 0) continue;
      EXPECT_EQ(std::signbit(value(y)), std::signbit(s.in_float->forward(widened(x)))) << value(x);
    }
  });
}

/// So does what is computed with another quantity at once.
TEST_P(float16, arrays_give_the_bits_of_scalars) {
  subjects::visit(GetParam(), []<class H>(const subject<H>& s) {
    const auto x = inputs::thinned(all_numbers<H>(), inputs::step(s.sample));
    for (const auto& q : s.quantities) {
      if (q.inputs != 1) continue;  // a gradient is the next test's
      const auto of_scalars = quantities::results_of_scalars(s, q, {x});
      if (q.array != nullptr) {
        EXPECT_TRUE(quantities::all_identical(x, quantities::results_of_array(s, q, {x}), of_scalars))
            << q.name;
      }
      const auto parts = quantities::parts_of(q.name);
      for (std::size_t k = 0; k < parts.size(); ++k) {
        const auto& alone = s.quantity(quantities::name_of(parts[k]));
        if (alone.name == q.name) continue;
        EXPECT_TRUE(
            quantities::all_identical(x, {of_scalars[k]}, quantities::results_of_scalars(s, alone, {x})))
            << q.name;
      }
    }
  });
}

/// The product of two floats, rounded once more.
TEST_P(float16, gradients_are_rounded_products_of_floats) {
  subjects::visit(GetParam(), []<class H>(const subject<H>& s) {
    const auto x = inputs::thinned(all_numbers<H>(), inputs::step(s.sample));
    auto grad_output = x;
    std::shuffle(grad_output.begin(), grad_output.end(), std::mt19937(7));
    for (const auto& q : s.quantities) {
      if (q.inputs != 2) continue;
      const auto parts = quantities::parts_of(q.name);
      columns<H> expected(parts.size(), std::vector<H>(x.size()));
      for (std::size_t k = 0; k < parts.size(); ++k) {
        const auto& derivative = s.in_float->quantity(quantities::name_of(parts[k]));
        for (std::size_t i = 0; i < x.size(); ++i) {
          const float at = widened(x[i]);
          float dydx;
          s.in_float->run(derivative.scalar, 1, {&at}, {&dydx});
          expected[k][i] = rounded<H>(widened(grad_output[i]) * dydx);
        }
      }
      EXPECT_TRUE(quantities::all_identical(
          x, quantities::results_of_array(s, q, inputs_of(q, x, grad_output)), expected))
          << q.name;
    }
  });
}

// ---- the loop: every length up to one chunk and some vectors, every alignment, in place

/// An array `offset` elements after an aligned address, between others that must stay.
template <class H>
class guarded {
 public:
  guarded(std::size_t offset, std::span<const H> content) : first_(margin + offset), size_(content.size()) {
    memory_.resize(first_ + size_ + margin, guard);
    std::ranges::copy(content, data());
  }
  H* data() { return memory_.data() + first_; }
  bool holds(std::span<const H> expected) const {
    const auto same = [](H a, H b) { return pattern(a) == pattern(b); };
    const auto is_guard = [&](H x) { return same(x, guard); };
    const std::span memory(memory_);
    return std::ranges::equal(memory.subspan(first_, size_), expected, same) &&
           std::ranges::all_of(memory.first(first_), is_guard) &&
           std::ranges::all_of(memory.last(margin), is_guard);
  }

 private:
  static inline const H guard = number<H>(nearest<H>(-1234.5L));
  static constexpr std::size_t margin = 64;
  std::vector<H> memory_;
  std::size_t first_, size_;
};

/// Halves of inputs that a float does not decide among them.
template <class H>
std::vector<H> some_inputs(std::size_t n) {
  std::vector<H> x(n);
  for (std::size_t i = 0; i < n; ++i)
    x[i] = rounded<H>(static_cast<float>(i % 3 == 0 ? std::ldexp(2 * i + 1, -10) : 3 - std::ldexp(i, -5)));
  return x;
}

template <class Visit>
void for_each_place(Visit visit) {
  std::vector<std::size_t> lengths(140);
  for (std::size_t n = 0; n < lengths.size(); ++n) lengths[n] = n;
  for (const std::size_t n : {511u, 512u, 513u, 527u, 1023u, 1024u, 1100u}) lengths.push_back(n);
  for (const std::size_t n : lengths)
    for (std::size_t offset = 0; offset < 33; offset += n < 40 ? 1 : 8) {
      visit(n, offset);
      if (testing::Test::HasFatalFailure()) return;
    }
}

/// All inputs of a quantity are the same array here: apart from the outputs, and with each output in turn in
/// its place. Other parameters have the same loop.
TEST_P(float16, any_length_and_alignment_and_in_place) {
  subjects::visit(GetParam(), []<class H>(const subject<H>& s) {
    if (s.sample != 0) return;
    const auto all = some_inputs<H>(1100);
    for (const auto& q : s.quantities) {
      if (q.array == nullptr) continue;
      const auto expected = quantities::results_of_scalars(s, q, inputs_of(q, all, all));
      for_each_place([&](std::size_t n, std::size_t offset) {
        const auto first = [n](const std::vector<H>& of) { return std::span(of).first(n); };
        for (std::size_t overwriting = 0; overwriting <= q.outputs; ++overwriting) {
          const bool in_place = overwriting != q.outputs;
          guarded<H> x(offset, first(all));
          std::vector<guarded<H>> out(q.outputs, guarded<H>(offset / 2, first(all)));
          places<H> at;
          for (std::size_t k = 0; k < q.inputs; ++k) at.in[k] = x.data();
          for (std::size_t k = 0; k < q.outputs; ++k) at.out[k] = k == overwriting ? x.data() : out[k].data();
          s.run(q.array, n, at.in, at.out);
          for (std::size_t k = 0; k < q.outputs; ++k)
            ASSERT_TRUE((k == overwriting ? x : out[k]).holds(first(expected[k])))
                << q.name << ", output " << k << ", " << n << " numbers, offset " << offset
                << (in_place ? ", in place" : "");
          ASSERT_TRUE(in_place || x.holds(first(all))) << q.name;
        }
      });
    }
  });
}

}  // namespace
