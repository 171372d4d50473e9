#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "subjects.hpp"

// Where correct rounding is promised, the inputs on which it is hardest: those with the true value closest to
// halfway between two floats, in each octave. Written by `sweep.avx512 --hardest tests/hardest.tsv`, in half
// an hour.

namespace {

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

template <class Subject>
class hardest : public subjects::of<Subject> {
 protected:
  using in = const std::vector<float>&;
  static constexpr std::string_view name = Subject::activation::name;

  /// one(x), array(x, y), on_batch(batch, x, y) are one quantity.
  template <class One, class Array, class OnBatch>
  static void expect_nearest(const char* quantity, xact::error_bound promise,
                             oracle::truth<float>::function truth, One one, Array array, OnBatch on_batch) {
    if (!promise.rounds()) return;
    SCOPED_TRACE(quantity);
    const auto found = all().find({std::string(name), quantity});
    ASSERT_NE(found, all().end()) << "no cases in " XACT_HARDEST_CASES;
    auto x = found->second.x, nearest = found->second.nearest;
    EXPECT_GE(x.size(), 16u);
    while (x.size() % 16 != 0) x.push_back(x.front()), nearest.push_back(nearest.front());
    std::vector<float> y(x.size());
    const auto expect = [&](const char* how) {
      for (std::size_t i = 0; i < x.size(); ++i)
        EXPECT_TRUE(subjects::identical(y[i], nearest[i]))
            << how << " at " << subjects::exactly(x[i]) << ": " << subjects::exactly(y[i]) << " is not "
            << subjects::exactly(nearest[i]);
    };
    for (std::size_t i = 0; i < x.size(); ++i) y[i] = static_cast<float>(truth(x[i]));
    expect("the oracle");
    for (std::size_t i = 0; i < x.size(); ++i) y[i] = one(x[i]);
    expect("a scalar");
    array(x, y);
    expect("an array");
    for (const auto& batch : calls::batches<float>(name)) {
      for (std::size_t i = 0; i < x.size(); i += batch.width) on_batch(batch, &x[i], &y[i]);
      expect("a batch");
    }
  }
};
TYPED_TEST_SUITE(hardest, subjects::all_on_float, subjects::by_name);

TYPED_TEST(hardest, cases_are_rounded_correctly) {
  const auto& scalars = this->scalars();
  const auto& arrays = this->arrays();
  const auto& truth = oracle::find_in_multiple_precision<float>(this->name);
  using batch = calls::on_batches<float>;
  this->expect_nearest(
      "forward", this->bounds.forward, truth.forward, scalars.forward,
      [&](auto& x, auto& y) { arrays.forward(x, y); },
      [](const batch& b, const float* x, float* y) { b.forward(x, y); });
  this->expect_nearest(
      "derivative", this->bounds.derivative, truth.derivative, scalars.derivative,
      [&](auto& x, auto& y) { arrays.derivative(x, y); },
      [](const batch& b, const float* x, float* y) { b.derivative(x, y); });
  if (TestFixture::has_from_output)
    this->expect_nearest(
        "derivative_from_output", this->bounds.derivative_from_output, truth.derivative_from_output,
        scalars.derivative_from_output,
        [&](auto& x, auto& y) { arrays.backward_from_output(std::vector<float>(x.size(), 1), x, y); },
        [](const batch& b, const float* x, float* y) { b.derivative_from_output(x, y); });
}

}  // namespace
