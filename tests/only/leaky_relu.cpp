#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include "../properties/quantities.hpp"
#include "xact/leaky_relu.hpp"

// What is tested of leaky_relu alone: slopes at random. Of its header this knows the type, and no kernel.

namespace {

using subjects::subject;

class only_leaky_relu : public testing::TestWithParam<subjects::any_16> {};
INSTANTIATE_TEST_SUITE_P(, only_leaky_relu, testing::ValuesIn(subjects::all_16()), subjects::by_name());

/// The result is float(slope) x, rounded once, of which a float would be rounded twice.
TEST_P(only_leaky_relu, rounds_any_product_once) {
  subjects::visit(GetParam(), []<class H>(const subject<H>& s) {
    if (s.sample != 0) return;
    std::mt19937 random(3);
    std::vector<H> all(formats::how_many_of_16_bits);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = formats::number<H>(i);
    std::size_t twice_is_wrong = 0;
    for (int i = 0; i < 20; ++i) {
      const double slope = i == 0 ? 1e-40 : i == 1 ? 0.01 : std::ldexp(static_cast<double>(random()), -33);
      const xact::leaky_relu_t f{slope};
      auto leaky = s;
      leaky.f = &f;
      std::vector<H> y(all.size());
      leaky.forward(all, y);
      for (std::size_t k = 0; k < all.size(); ++k) {
        const auto x = static_cast<float>(formats::value(all[k]));
        if (std::isnan(x)) continue;
        const long double product = static_cast<long double>(x) * static_cast<float>(slope);
        ASSERT_EQ(formats::pattern(y[k]), formats::nearest<H>(x > 0 ? x : product)) << slope << " * " << x;
        twice_is_wrong +=
            x <= 0 && formats::nearest<H>(product) != formats::nearest<H>(x * static_cast<float>(slope));
      }
    }
    EXPECT_GT(twice_is_wrong, 0u);
  });
}

}  // namespace
