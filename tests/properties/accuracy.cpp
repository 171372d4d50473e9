#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../inputs.hpp"
#include "subject.hpp"

// Every function keeps its promise, bounds<T>: the error is measured in units in the last place of the
// true value. Prints the largest, and where.

namespace {

using subjects::subject;

/// Inputs with the truths about them, each within its `error`, until refine() asks MPFR for it.
template <class T>
struct known_truths {
  oracle::formula formula;
  std::vector<T> x;
  std::vector<long double> truth, error;

  known_truths(const oracle::formula& of, const std::vector<T>& inputs) : formula(of), x(inputs) {
    truth.reserve(x.size());
    error.reserve(x.size());
    for (const T one : x) {
      // A float is judged by a long double, as oracle_check.cpp proves.
      const auto [y, e] = sizeof(T) == 4 ? oracle::estimate{formula(one), 0} : formula.estimated(one);
      truth.push_back(y);
      error.push_back(e);
    }
  }

  void refine(std::size_t i) {
    truth[i] = formula.exactly(x[i]);
    error[i] = 0;
  }
};

/// What was found of the results of a quantity.
template <class T>
struct comparison {
  std::size_t points = 0, broken = 0;
  long double worst_ulp = 0, worst_absolute = 0, worst_excess = 0;
  T worst_at = 0;

  /// The results are those for one in `step` of the known inputs. Of these, the truth is refined where its
  /// own error decides on the promise or on the largest error, from 1/16 ULP up, and where the rounding of a
  /// result depends on it.
  comparison(known_truths<T>& known, std::size_t step, xact::error_bound bound,
             const std::vector<T>& results) {
    for (std::size_t i = 0, at = 0; i < results.size(); ++i, at += step) {
      const long double truth = known.truth[at], own = known.error[at];
      const long double error = std::abs(results[i] - truth), unit = subjects::ulp<T>(std::abs(truth) - own);
      const long double settled =
          bound.rounds() ? 0.499L : std::min<long double>(bound.ulp, std::max(worst_ulp, 0.0625L));
      if (error + own <= settled * unit) {
        ++points;
      } else if (error + own <= bound.absolute) {
        ++points;
        if (error > bound.ulp * unit) worst_absolute = std::max(worst_absolute, error);
      } else {
        if (sizeof(T) == 8 || bound.rounds()) known.refine(at);
        add(known.x[at], results[i], known.truth[at], bound);
      }
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

template <class T>
const std::vector<T>& inputs_of(const subject<T>& s) {
  return inputs::everywhere_of<T>(s.sample);
}

/// All outputs that the function may give.
template <class T>
std::vector<T> outputs_of(const subject<T>& s) {
  const auto [lowest, highest] = s.facts->outputs();
  return inputs::everywhere_between<T>(static_cast<T>(lowest), static_cast<T>(highest), s.sample);
}

/// The truths about a quantity of s, which are computed once for all builds and tiers that have the same.
template <class T, class Inputs>
known_truths<T>& truths_of(const subject<T>& s, const char* quantity, const oracle::formula& formula,
                           Inputs inputs) {
  static std::map<std::string, known_truths<T>> known;
  const std::string name = s.facts->truth + ' ' + quantity;
  const auto found = known.find(name);
  return found != known.end() ? found->second : known.try_emplace(name, formula, inputs(s)).first->second;
}

/// Of the exact tier, one in seven of the inputs is measured: its hardest cases are in hardest.cpp, and
/// contract.bits proves one in 64 of all.
template <class T>
std::size_t step(const subject<T>& s) {
  return s.tier == "exact" ? 7 : 1;
}

/// Expects that evaluate(x, y), which is a quantity of s, keeps its promise on every so many of the inputs.
template <class T, class Evaluate>
void expect_kept(const subject<T>& s, const char* quantity, known_truths<T>& known, xact::error_bound bound,
                 std::size_t one_in, const Evaluate& evaluate) {
  const auto fewer = one_in == 1 ? std::vector<T>() : inputs::thinned(known.x, one_in);
  const auto& x = one_in == 1 ? known.x : fewer;
  std::vector<T> y(x.size());
  evaluate(x, y);
  const comparison<T> found(known, one_in, bound, y);
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
INSTANTIATE_TEST_SUITE_P(, accuracy, testing::ValuesIn(subjects::all_that_differ()), subjects::by_name());

TEST_P(accuracy, forward) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    expect_kept(s, "forward", truths_of(s, "forward", s.facts->forward, inputs_of<T>), s.bounds.forward,
                step(s), [&](const auto& x, auto& y) { s.forward(x, y); });
  });
}

TEST_P(accuracy, derivative) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    expect_kept(s, "derivative", truths_of(s, "derivative", s.facts->derivative, inputs_of<T>),
                s.bounds.derivative, step(s), [&](const auto& x, auto& y) { s.derivative(x, y); });
  });
}

/// On all outputs there may be, not just on those of some inputs; f is monotonic here.
TEST_P(accuracy, derivative_from_output) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    if (!s.has_from_output()) return;
    auto& known = truths_of(s, "derivative_from_output", s.facts->derivative_from_output, outputs_of<T>);
    expect_kept(
        s, "derivative_from_output", known, s.bounds.derivative_from_output, 1,
        [&](const auto& y, auto& dydx) { s.backward_from_output(std::vector<T>(y.size(), T(1)), y, dydx); });
  });
}

/// The fast derivatives that have no zero keep a relative promise, too, while they are not small.
TEST_P(accuracy, relative_of_fast_derivatives) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const auto promise = s.facts->relative_derivative;
    if (!promise) return;
    const auto& [formula, x, truth, error] = truths_of(s, "derivative", s.facts->derivative, inputs_of<T>);
    std::vector<T> dydx(x.size());
    s.derivative(x, dydx);
    for (std::size_t i = 0; i < x.size(); ++i)
      if (std::abs(x[i]) <= promise->last) {
        ASSERT_LE(std::abs(dydx[i] - truth[i]) + error[i], promise->bound * truth[i])
            << subjects::exactly(x[i]);
      }
  });
}

}  // namespace
