#include "xact/registers.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <type_traits>
#include <utility>

#include "formats.hpp"
#include "xact/gelu.hpp"
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
  const R y = xact::gelu(x), same = xact::gelu.forward(x), dydx = xact::gelu.derivative(x);
  const auto both = xact::gelu.forward_and_derivative(x);
  const R s = xact::fast::sigmoid(x), slope = xact::sigmoid.derivative_from_output(s);
  for (std::size_t i = 0; i < n; ++i) {
    const T at = x[i];
    EXPECT_TRUE(formats::identical<T>(y[i], xact::gelu(at)));
    EXPECT_TRUE(formats::identical<T>(same[i], y[i]));
    EXPECT_TRUE(formats::identical<T>(dydx[i], xact::gelu.derivative(at)));
    EXPECT_TRUE(formats::identical<T>(both.value[i], y[i]));
    EXPECT_TRUE(formats::identical<T>(both.derivative[i], dydx[i]));
    EXPECT_TRUE(formats::identical<T>(s[i], xact::fast::sigmoid(at)));
    EXPECT_TRUE(formats::identical<T>(slope[i], xact::sigmoid.derivative_from_output(T(s[i]))));
  }
}

TEST(registers, gnu_vectors) {
  expect_bits_of_scalars<vector<float, 8>::type>();
  expect_bits_of_scalars<vector<float, 16>::type>();
  expect_bits_of_scalars<vector<float, 32>::type>();
  expect_bits_of_scalars<vector<float, 64>::type>();
  expect_bits_of_scalars<vector<float, 256>::type>();
  expect_bits_of_scalars<vector<double, 16>::type>();
  expect_bits_of_scalars<vector<double, 32>::type>();
  expect_bits_of_scalars<vector<double, 64>::type>();
}

#if defined(__SSE2__)
TEST(registers, of_x86) {
  const __m128 y = xact::gelu(_mm_set1_ps(0.5f));
  EXPECT_EQ(_mm_cvtss_f32(y), xact::gelu(0.5f));
  const __m128d d = xact::gelu(_mm_set1_pd(0.5));
  EXPECT_EQ(_mm_cvtsd_f64(d), xact::gelu(0.5));
#if defined(__AVX__)
  EXPECT_EQ(_mm256_cvtss_f32(xact::gelu(_mm256_set1_ps(0.5f))), xact::gelu(0.5f));
#endif
#if defined(__AVX512F__)
  EXPECT_EQ(_mm512_cvtss_f32(xact::gelu(_mm512_set1_ps(0.5f))), xact::gelu(0.5f));
#endif
}
#endif

}  // namespace
