#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "subject.hpp"

// Where correct rounding is promised, the inputs on which it is hardest: those with the true value closest to
// halfway between two floats, in each octave. Written by `sweep --hardest tests/hardest.tsv`, in
// half an hour; of an activation with parameters, for the default.

namespace {

using subjects::subject;

struct hard_cases {
  std::vector<float> x, nearest;
};

/// By function and quantity.
const std::map<std::pair<std::string, std::string>, hard_cases>& all() {
  static const auto read = [] {
    std::map<std::pair<std::string, std::string>, hard_cases> found;
    std::ifstream file(XACT_HARDEST_CASES);
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with('#')) continue;
      std::istringstream cells(line);
      std::string function, quantity, x, nearest;
      cells >> function >> quantity >> x >> nearest;
      auto& of = found[{function, quantity}];
      of.x.push_back(std::strtof(x.c_str(), nullptr));
      of.nearest.push_back(std::strtof(nearest.c_str(), nullptr));
    }
    return found;
  }();
  return read;
}

/// The function of one input whose results, by scalars, batches and arrays, are the truths that `formula`
/// has. As an array, the derivative from the output is the backward pass of ones.
void expect_nearest(const subject<float>& s, const char* quantity, const oracle::formula& formula,
                    xact::error_bound promise) {
  if (!promise.rounds()) return;
  SCOPED_TRACE(quantity);
  const auto found = all().find({s.name, quantity});
  ASSERT_NE(found, all().end()) << "no cases in " XACT_HARDEST_CASES;
  auto x = found->second.x, nearest = found->second.nearest;
  EXPECT_GE(x.size(), 4u);  // softshrink rounds in four octaves only
  while (x.size() % 16 != 0) x.push_back(x.front()), nearest.push_back(nearest.front());
  std::vector<float> y(x.size());
  const auto expect = [&](const char* how) {
    for (std::size_t i = 0; i < x.size(); ++i)
      EXPECT_TRUE(subjects::identical(y[i], nearest[i]))
          << how << " at " << subjects::exactly(x[i]) << ": " << subjects::exactly(y[i]) << " is not "
          << subjects::exactly(nearest[i]);
    std::ranges::fill(y, 0.0f);
  };
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = static_cast<float>(formula.exactly(x[i]));
  expect("the oracle");
  const auto& call = s.quantity(quantity);
  s.run(call.scalar, x.size(), {x.data()}, {y.data()});
  expect("a scalar");
  if (call.array != nullptr)
    s.run(call.array, x.size(), {x.data()}, {y.data()});
  else
    s.backward_from_output(std::vector<float>(x.size(), 1), x, y);
  expect("an array");
  for (const auto& batch : call.batches) {
    s.run(batch.run, x.size(), {x.data()}, {y.data()});
    expect("a batch");
  }
}

class hardest : public testing::TestWithParam<subjects::any> {};
INSTANTIATE_TEST_SUITE_P(, hardest, testing::ValuesIn(subjects::all()), subjects::by_name());

TEST_P(hardest, cases_are_rounded_correctly) {
  const auto* const s = std::get_if<subject<float>>(&GetParam());
  if (s == nullptr || s->sample != 0) return;
  expect_nearest(*s, "forward", s->facts->forward, s->bounds.forward);
  expect_nearest(*s, "derivative", s->facts->derivative, s->bounds.derivative);
  if (s->has_from_output())
    expect_nearest(*s, "derivative_from_output", s->facts->derivative_from_output,
                   s->bounds.derivative_from_output);
}

}  // namespace
