#include <vector>

#include "inputs.hpp"
#include "subjects.hpp"

// The functions as a consumer's -ffast-math compiles them (the oracle is not): on ordinary inputs the error
// stays within a few ULP. NaN, infinities, signed zeros, subnormal numbers and the bits themselves are given
// up.

namespace {

template <class Subject>
class fast_math : public subjects::of<Subject> {
 protected:
  using number = typename Subject::scalar;

  static std::vector<number> ordinary_inputs() {
    std::vector<number> x;
    const auto& all = inputs::everywhere<number>();
    for (std::size_t i = 0; i < all.size(); i += 11)
      if (const auto magnitude = std::abs(all[i]); number(0x1p-20) <= magnitude && magnitude <= 12)
        x.push_back(all[i]);
    return x;
  }

  /// Within 4 ULP or, next to the zero of a derivative, four times what is promised without -ffast-math.
  static void expect_kept(const char* function, long double (*truth)(number), xact::error_bound bound,
                          const std::vector<number>& x, const std::vector<number>& y) {
    bound = {std::max(bound.ulp, 4.0), 4 * bound.absolute};
    std::size_t broken = 0;
    long double worst = 0;
    number worst_at = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const long double right = truth(x[i]), error = std::abs(y[i] - right);
      if (error <= bound.absolute) continue;
      if (!(error <= subjects::allowance<number>(bound, right))) ++broken;
      if (const auto ulps = error / subjects::ulp<number>(right); !(ulps <= worst))
        worst = ulps, worst_at = x[i];
    }
    std::printf("%s %s: %.2Lf ULP at %s\n", subjects::by_name::GetName<Subject>(0).c_str(), function, worst,
                subjects::exactly(worst_at).c_str());
    EXPECT_EQ(broken, 0u) << "of " << x.size() << ", worst " << worst << " ULP at "
                          << subjects::exactly(worst_at);
  }
};
TYPED_TEST_SUITE(fast_math, subjects::all, subjects::by_name);

TYPED_TEST(fast_math, ordinary_inputs) {
  using T = typename TestFixture::number;
  if (TestFixture::activation::name.starts_with("fast::")) GTEST_SKIP() << "promised for the accurate tier";
  const auto x = this->ordinary_inputs();
  std::vector<T> y(x.size());
  this->arrays().forward(x, y);
  this->expect_kept("forward", this->truth().forward, this->bounds.forward, x, y);
  this->arrays().derivative(x, y);
  this->expect_kept("derivative", this->truth().derivative, this->bounds.derivative, x, y);
}

}  // namespace
