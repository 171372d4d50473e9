#include <algorithm>
#include <cfenv>
#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "../inputs.hpp"
#include "quantities.hpp"
#if defined(__SSE2_MATH__)
#include <immintrin.h>
#endif

// The floating-point exception flags that a call leaves raised are those that its result justifies:
//
//   invalid         only by NaN: comparison, minimum and maximum raise it on most machines, quiet NaN or not
//   division by 0   never: no function here has a pole
//   overflow        only where the truth is larger than every number
//   underflow       only where the result is subnormal, or a limit 0 that is nearly or quite reached; of some
//                   functions (flags_close_to_0) where x is tiny, too
//   inexact         never by a function that is exact, as ReLU is, but for the rounding of its parameters
//
// What stands in for FMA has underflows of its own, and so has the fast tier, but only close to 0 and where
// the tail, from which both sides are computed, or its square is about to underflow.
//
// By scalars, in batches of every width and in arrays: there all lanes hold the same input, so that each
// answers for its own flags.

namespace {

using quantities::columns, quantities::part;
using subjects::subject;

/// All exponents with a few mantissas and both signs, what is not finite, and every branch of a kernel.
template <class T>
std::vector<T> inputs_of_all_kinds() {
  using bits = subjects::bits_of<T>;
  constexpr int digits = std::numeric_limits<T>::digits - 1;
  constexpr bits one = 1, exponents = one << (8 * sizeof(T) - 1 - digits), largest = (one << digits) - 1;
  const std::vector<bits> mantissas = {0, 1, largest / 3, largest / 2, largest};
  std::vector<T> x;
  for (bits exponent = 0; exponent < exponents; ++exponent)
    for (const bits mantissa : mantissas) {
      const T magnitude = subjects::from_bits<T>(exponent << digits | mantissa);
      if (magnitude != magnitude) continue;
      x.push_back(magnitude);
      x.push_back(-magnitude);
    }
  for (const bits quiet : {bits{0}, one, largest / 4}) {
    const T nan = subjects::from_bits<T>(subjects::to_bits(std::numeric_limits<T>::quiet_NaN()) | quiet);
    x.push_back(nan);
    x.push_back(-nan);
  }
  for (const T usual : inputs::thinned(inputs::everywhere<T>(), 61)) x.push_back(usual);
  return x;
}
template <class T>
const std::vector<T>& inputs_of(const subject<T>& s) {
  static const auto all = inputs_of_all_kinds<T>(), fewer = inputs::thinned(all, inputs::step(1));
  return s.sample == 0 ? all : fewer;
}

constexpr struct {
  int flag;
  const char* name;
} flags[] = {{FE_INVALID, " invalid"},
             {FE_DIVBYZERO, " division by 0"},
             {FE_OVERFLOW, " overflow"},
             {FE_UNDERFLOW, " underflow"},
             {FE_INEXACT, " inexact"}};

// The flags of one call. Where SSE2 computes floats and doubles, its register has all of them, with the
// values that <cfenv> gives them; std::feclearexcept would take longer than the call, for those of x87.
#if defined(__SSE2_MATH__)
void clear_flags() { _mm_setcsr(_mm_getcsr() & ~static_cast<unsigned>(FE_ALL_EXCEPT)); }
int raised_flags() { return static_cast<int>(_mm_getcsr()) & FE_ALL_EXCEPT; }
#else
void clear_flags() { std::feclearexcept(FE_ALL_EXCEPT); }
int raised_flags() { return std::fetestexcept(FE_ALL_EXCEPT); }
#endif

std::string names(int raised) {
  std::string text;
  for (const auto& [flag, name] : flags)
    if (raised & flag) text += name;
  return text;
}

/// What an output justifies at x.
template <class T>
struct result {
  const subject<T>& s;
  part what;

  const oracle::formula& truth() const {
    return what == part::forward      ? s.facts->forward
           : what == part::derivative ? s.facts->derivative
                                      : s.facts->derivative_from_output;
  }

  bool may_underflow(T x) const {
    constexpr T close_to_0 = sizeof(T) == 4 ? T(0x1p-28) : T(0x1p-247);
    constexpr T far_tail = sizeof(T) == 4 ? T(0x1p-56) : T(0x1p-500);
    if (x == 0) return false;
    const bool by_the_result_alone = s.facts->flags_by_result_alone || s.tier == "exact" ||
                                     ((s.build->has_fma || sizeof(T) == 4) && s.tier != "fast");
    if (s.facts->flags_close_to_0 && -(sizeof(T) == 4 ? T(0x1p-60) : T(0x1p-500)) < -std::abs(x)) return true;
    if (!by_the_result_alone) return std::abs(x) < close_to_0 || below(far_tail, x) || below(far_tail, -x);
    constexpr T smallest = std::numeric_limits<T>::min();
    return below(smallest, x) || (s.facts->computes_both_sides && below(smallest, -x));
  }

  bool may_overflow(T x) const { return std::isfinite(x) && !below(std::numeric_limits<T>::max(), x); }

  /// The result is NaN for a number x: 0 infinity, by parameters.
  bool may_be_invalid(T x) const {
    if (std::isfinite(x)) return false;
    const auto& at = what == part::forward ? s.facts->forward_values : s.facts->derivative_values;
    return std::isnan(x < 0 || s.facts->computes_both_sides ? at.at_minus_infinity : at.at_infinity);
  }

 private:
  bool below(long double bound, T x) const {
    using limits = std::numeric_limits<T>;
    return std::abs(truth()(std::clamp(x, limits::lowest(), limits::max()))) < bound;
  }
};

/// The flags that are raised at x, and not by what the results justify.
template <class T>
int unjustified(int raised, T x, const subject<T>& s, const std::vector<result<T>>& results) {
  const auto any = [&](auto condition) { return std::ranges::any_of(results, condition); };
  int wrong = raised & FE_DIVBYZERO;
  if (raised & FE_OVERFLOW && !any([&](const auto& r) { return r.may_overflow(x); })) wrong |= FE_OVERFLOW;
  if (!std::isnan(x) && !any([&](const auto& r) { return r.may_be_invalid(x); }))
    wrong |= raised & FE_INVALID;
  if (s.bounds.forward.ulp == 0) wrong |= raised & (s.sample == 0 ? FE_INEXACT | FE_UNDERFLOW : FE_UNDERFLOW);
  if (raised & FE_UNDERFLOW && !any([&](const auto& r) { return r.may_underflow(x); })) wrong |= FE_UNDERFLOW;
  return wrong;
}

/// One way to call the quantity, with `n` times the same input.
template <class T>
void expect_justified(const subject<T>& s, const calls::quantity<T>& q, calls::function<T> function,
                      std::size_t n) {
  std::vector<result<T>> results;
  for (const part p : quantities::parts_of(q.name)) results.push_back({s, p});
  const auto range = s.facts->outputs();
  columns<T> in(q.inputs, std::vector<T>(n, T(1))), out(q.outputs, std::vector<T>(n));
  auto& lanes = in.back();
  const auto at = quantities::places_of(in, out);
  std::size_t wrong = 0;
  std::ostringstream examples;
  const auto& all = inputs_of(s);
  for (const T x : all) {
    if (q.from_output && (x < range.lowest || range.highest < x)) continue;
    std::ranges::fill(lanes, x);
    clear_flags();
    s.run(function, n, at.in, at.out);
    const int raised = raised_flags();
    if (raised == 0) continue;
    const int why = unjustified(raised, x, s, results);
    if (why != 0 && wrong++ < 5) examples << "\n " << names(why) << " at " << subjects::exactly(x);
  }
  EXPECT_EQ(wrong, 0u) << "of " << all.size() << " calls of " << q.name << examples.str();
}

class exceptions : public testing::TestWithParam<subjects::any> {};
INSTANTIATE_TEST_SUITE_P(, exceptions, testing::ValuesIn(subjects::all()), subjects::by_name());

TEST_P(exceptions, of_scalars) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    for (const auto& q : s.quantities) expect_justified(s, q, q.scalar, 1);
  });
}

TEST_P(exceptions, of_batches) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    for (const auto& q : s.quantities)
      for (const auto& batch : q.batches) {
        SCOPED_TRACE(testing::Message() << "batch of " << batch.width);
        expect_justified(s, q, batch.run, batch.width);
      }
  });
}

/// A block of the loop, a vector and a part of one.
TEST_P(exceptions, of_arrays) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    for (const auto& q : s.quantities)
      if (q.array != nullptr) expect_justified(s, q, q.array, 5 * s.build->template width<T>() + 1);
  });
}

}  // namespace
