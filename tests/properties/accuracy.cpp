#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../inputs.hpp"
#include "subject.hpp"
#include "truth_file.hpp"

// Every function keeps its promise, bounds<T>: the error is measured in units in the last place of the
// true value. Prints the largest, and where.

namespace {

using properties::truth_file;
using subjects::subject;

template <class T>
struct comparison {
  std::size_t points = 0, broken = 0;
  long double worst_ulp = 0, worst_absolute = 0, worst_excess = 0;
  T worst_at = 0;

  /// The truths, of the inputs, are to a long double's precision: where the rounding of a result depends on
  /// more, `formula` is asked for it.
  comparison(const std::vector<long double>& truths, const oracle::formula& formula, xact::error_bound bound,
             const std::vector<T>& inputs, const std::vector<T>& results) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      long double right = truths[i];
      if (bound.rounds() && std::abs(results[i] - right) > 0.499L * subjects::ulp<T>(right))
        right = formula.exactly(inputs[i]);
      add(inputs[i], results[i], right, bound);
    }
  }

  void add(T x, T result, long double truth, xact::error_bound bound) {
    const bool overflows = std::isinf(result) && result == static_cast<T>(truth);
    const long double error = overflows ? 0 : std::abs(result - truth),
                      ulps = error / subjects::ulp<T>(truth);
    // The truth has 64 bits: of an error of half a unit, the last is missing. Rounded to odd, it still rounds
    // right.
    const bool nearest = bound.ulp >= 0.5 && result == static_cast<T>(truth);
    const bool kept = nearest || (!bound.rounds() && error <= subjects::allowance<T>(bound, truth));
    ++points;
    // Within an absolute promise, ULPs mean nothing.
    const bool counts = bound.absolute == 0 || error > bound.absolute;
    if (counts && !(ulps <= worst_ulp)) worst_ulp = ulps, worst_at = x;
    if (!counts && ulps > bound.ulp) worst_absolute = std::max(worst_absolute, error);
    if (kept) return;
    if (broken++ == 0 || !(ulps <= worst_excess)) {
      worst_excess = ulps;
      std::ostringstream text;
      text << "at x = " << subjects::exactly(x) << ": got " << subjects::exactly(result) << ", truth "
           << subjects::exactly(truth) << ", off by " << ulps << " ULP";
      worst_broken = text.str();
    }
  }

  std::string worst_broken;
};

/// Every so many of `all`.
template <class Element>
std::vector<Element> thinned(const std::vector<Element>& all, std::size_t step) {
  std::vector<Element> some;
  for (std::size_t i = 0; i < all.size(); i += step) some.push_back(all[i]);
  return some;
}

/// The usual inputs; of parameters that are not the default, one in seven.
template <class T>
std::vector<T> inputs_of(const subject<T>& s) {
  return thinned(inputs::everywhere<T>(), s.sample == 0 ? 1 : 7);
}

/// All outputs that the function may give, likewise.
template <class T>
std::vector<T> outputs_of(const subject<T>& s) {
  const auto [lowest, highest] = s.facts->outputs();
  return thinned(inputs::everywhere_between<T>(static_cast<T>(lowest), static_cast<T>(highest)),
                 s.sample == 0 ? 1 : 7);
}

/// The truths at inputs_of(s), and that of the third at outputs_of(s).
struct truths {
  std::vector<long double> forward, derivative, derivative_from_output;
};

/// They are computed once for all builds, tiers and samples that have the same truth, since in multiple
/// precision they are what takes the time, and together, since f and f' of one x share some of it.
template <class T>
const truths& truths_of(const subject<T>& s) {
  static std::map<std::string, truths> known;
  const oracle::facts<T>& facts = *s.facts;
  auto& of = known[facts.truth];
  if (!of.forward.empty()) return of;
  const auto x = inputs_of(s);
  const std::string name = facts.truth + ' ' + std::string(subjects::name_of_type<T>);
  const truth_file forward(name + " forward", x), derivative(name + " derivative", x);
  if (!forward.read(facts.forward, x, of.forward) || !derivative.read(facts.derivative, x, of.derivative)) {
    of = {};
    for (const T one : x) {
      of.forward.push_back(facts.forward(one));
      of.derivative.push_back(facts.derivative(one));
    }
    forward.write(of.forward);
    derivative.write(of.derivative);
  }
  if (!facts.derivative_from_output) return of;
  const auto y = outputs_of(s);
  const truth_file from_output(name + " derivative_from_output", y);
  if (!from_output.read(facts.derivative_from_output, y, of.derivative_from_output)) {
    for (const T one : y) of.derivative_from_output.push_back(facts.derivative_from_output(one));
    from_output.write(of.derivative_from_output);
  }
  return of;
}

/// Of the exact tier, one in seven of the inputs is measured: its hardest cases are in hardest.cpp, and
/// contract.bits proves one in eight of all.
template <class T>
std::size_t step(const subject<T>& s) {
  return s.tier == "exact" ? 7 : 1;
}

/// Expects that evaluate(x, y), which is a quantity of s, keeps its promise on every so many of the inputs.
template <class T, class Evaluate>
void expect_kept(const subject<T>& s, const char* quantity, const oracle::formula& formula,
                 xact::error_bound bound, const std::vector<T>& inputs,
                 const std::vector<long double>& truths_of_inputs, std::size_t one_in,
                 const Evaluate& evaluate) {
  const auto x = thinned(inputs, one_in);
  const auto truths = thinned(truths_of_inputs, one_in);
  std::vector<T> y(x.size());
  evaluate(x, y);
  const comparison<T> found(truths, formula, bound, x, y);
  std::ostringstream line;
  line.precision(4);
  line << subjects::by_name::name_of(s) << ' ' << quantity << ": " << found.worst_ulp << " ULP at "
       << subjects::exactly(found.worst_at);
  if (found.worst_absolute > 0) line << ", or " << found.worst_absolute << " absolute";
  line << ", " << found.points << " points";
  std::puts(line.str().c_str());
  testing::Test::RecordProperty("max_ulp", std::to_string(found.worst_ulp));
  EXPECT_GT(found.points, 0u);
  std::ostringstream promise;
  promise << bound.ulp << " ULP";
  if (bound.absolute > 0) promise << ", or " << bound.absolute << " absolute,";
  EXPECT_EQ(found.broken, 0u) << "of " << found.points << " points break the promise of " << promise.str()
                              << " worst " << found.worst_broken;
}

class accuracy : public testing::TestWithParam<subjects::any> {};
INSTANTIATE_TEST_SUITE_P(, accuracy, testing::ValuesIn(subjects::all_in_full()), subjects::by_name());

TEST_P(accuracy, forward) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    expect_kept(s, "forward", s.facts->forward, s.bounds.forward, inputs_of(s), truths_of(s).forward, step(s),
                [&](const auto& x, auto& y) { s.forward(x, y); });
  });
}

TEST_P(accuracy, derivative) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    expect_kept(s, "derivative", s.facts->derivative, s.bounds.derivative, inputs_of(s),
                truths_of(s).derivative, step(s), [&](const auto& x, auto& y) { s.derivative(x, y); });
  });
}

/// On all outputs there may be, not just on those of some inputs; f is monotonic here.
TEST_P(accuracy, derivative_from_output) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (!s.has_from_output()) return;
    expect_kept(s, "derivative_from_output", s.facts->derivative_from_output, s.bounds.derivative_from_output,
                outputs_of(s), truths_of(s).derivative_from_output, 1, [&](const auto& y, auto& dydx) {
                  s.backward_from_output(std::vector<T>(y.size(), T(1)), y, dydx);
                });
  });
}

/// The fast derivatives that have no zero keep a relative promise, too, while they are not small.
TEST_P(accuracy, relative_of_fast_derivatives) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const auto promise = s.facts->relative_derivative;
    if (!promise) return;
    const auto x = inputs_of(s);
    const auto& truths = truths_of(s).derivative;
    std::vector<T> dydx(x.size());
    s.derivative(x, dydx);
    for (std::size_t i = 0; i < x.size(); ++i)
      if (std::abs(x[i]) <= promise->last) {
        ASSERT_LE(std::abs(dydx[i] - truths[i]), promise->bound * truths[i]) << subjects::exactly(x[i]);
      }
  });
}

}  // namespace
