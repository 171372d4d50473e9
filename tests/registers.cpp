#include "xact/registers.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <type_traits>
#include <utility>

#include "formats.hpp"
#include "xact/sigmoid.hpp"

// Functors of the compiler's registers, of every width, with the bits of the scalar functor.

namespace {

template <class T, std::size_t bytes>
struct vector {
  using type [[gnu::vector_size(bytes)]] = T;
};

template <class R>
void expect_bits_of_scalars() {
  using T = std::remove_cvref_t<decltype(std::declval<R&>()[0])>;
  constexpr std::size_t n = sizeof(R) / sizeof(T);
  R x{};
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<T>(i) * T(0.37) - T(2);
  constexpr auto f = xact::fast::sigmoid;
  const R y = f(x), same = f.forward(x), dydx = f.derivative(x), from_y = f.derivative_from_output(y);
  const auto both = f.forward_and_derivative(x);
  for (std::size_t i = 0; i < n; ++i) {
    const T at = x[i];
    EXPECT_TRUE(formats::identical<T>(y[i], f(at)));
    EXPECT_TRUE(formats::identical<T>(same[i], y[i]));
    EXPECT_TRUE(formats::identical<T>(dydx[i], f.derivative(at)));
    EXPECT_TRUE(formats::identical<T>(both.value[i], y[i]));
    EXPECT_TRUE(formats::identical<T>(both.derivative[i], dydx[i]));
    EXPECT_TRUE(formats::identical<T>(from_y[i], f.derivative_from_output(T(y[i]))));
  }
}

TEST(registers, gnu_vectors) {
  expect_bits_of_scalars<vector<float, 8>::type>();
  expect_bits_of_scalars<vector<float, 16>::type>();
  expect_bits_of_scalars<vector<float, 32>::type>();
  expect_bits_of_scalars<vector<float, 64>::type>();
  expect_bits_of_scalars<vector<float, 128>::type>();
  expect_bits_of_scalars<vector<double, 16>::type>();
  expect_bits_of_scalars<vector<double, 64>::type>();
}

#if defined(__SSE2__)
TEST(registers, of_x86) {
  const __m128 y = xact::sigmoid(_mm_set1_ps(0.5f));
  EXPECT_EQ(_mm_cvtss_f32(y), xact::sigmoid(0.5f));
  const __m128d d = xact::sigmoid(_mm_set1_pd(0.5));
  EXPECT_EQ(_mm_cvtsd_f64(d), xact::sigmoid(0.5));
#if defined(__AVX__)
  EXPECT_EQ(_mm256_cvtss_f32(xact::sigmoid(_mm256_set1_ps(0.5f))), xact::sigmoid(0.5f));
#endif
#if defined(__AVX512F__)
  EXPECT_EQ(_mm512_cvtss_f32(xact::sigmoid(_mm512_set1_ps(0.5f))), xact::sigmoid(0.5f));
#endif
}
#endif

#if defined(__ARM_NEON)
TEST(registers, of_arm) {
  expect_bits_of_scalars<float32x2_t>();
  expect_bits_of_scalars<float32x4_t>();
#if defined(__aarch64__)
  expect_bits_of_scalars<float64x1_t>();
  expect_bits_of_scalars<float64x2_t>();
#endif
}
#endif

}  // namespace
