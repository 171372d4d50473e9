// A user's program in two files: it links, and computes the lesson's numbers.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "xact/xact.hpp"

std::vector<double> slopes_of_sigmoid(const std::vector<double>& x);

static_assert(xact::sigmoid(0.0f) == 0.5f);

#if defined(DISPATCHED)
std::vector<float> relu_then_squared_relu(std::vector<float> x);
#endif

int main() {
#if defined(EXPECTED_XSIMD)
  const std::string xsimd = std::to_string(XSIMD_VERSION_MAJOR) + '.' + std::to_string(XSIMD_VERSION_MINOR);
  std::printf("xsimd %s\n", xsimd.c_str());
  if (xsimd != std::string_view(EXPECTED_XSIMD)) return EXIT_FAILURE;
#endif
#if defined(DISPATCHED)
  if (relu_then_squared_relu({-1, 0, 3}) != std::vector<float>{0, 0, 9}) return EXIT_FAILURE;
#endif

  const std::vector<double> x = {0, 5, 10};
  const std::vector<double> expected = {0.25, 0.0066, 4.5e-5}, slopes = slopes_of_sigmoid(x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::printf("sigmoid'(%g) = %.2g\n", x[i], slopes[i]);
    if (!(std::abs(slopes[i] / expected[i] - 1) < 0.01)) return EXIT_FAILURE;
  }

  std::vector<float> y = {-1, 0, 1, 0.5f};
  xact::forward(xact::fast::sigmoid, y, y);
  std::printf("sigmoid(0.5) = %.4f\n", y[3]);
  return std::abs(y[3] - 0.6225f) < 1e-4f && xact::fast::sigmoid(0.5f) == y[3] ? EXIT_SUCCESS : EXIT_FAILURE;
}
