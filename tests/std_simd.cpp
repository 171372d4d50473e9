#include "xact/std_simd.hpp"

#include <cstdio>

#include "formats.hpp"
#include "xact/gates.hpp"
#include "xact/sigmoid.hpp"

// Functors of the standard library's own vectors, of every size, with the bits of the scalar functor. It
// needs no GoogleTest, so that ./dev matrix --newer runs it where there is none.

namespace {

#if defined(__cpp_lib_experimental_parallel_simd)
namespace stdx = std::experimental;
constexpr const char* library = "std::experimental::simd";
template <class T, int n>
using fixed = stdx::fixed_size_simd<T, n>;
template <class T>
using native = stdx::native_simd<T>;
template <class T>
using one = stdx::simd<T, stdx::simd_abi::scalar>;
template <class T, int n>
using deduced = stdx::simd<T, stdx::simd_abi::deduce_t<T, n>>;
#else
constexpr const char* library = "std::simd";
template <class T, int n>
using fixed = std::simd::vec<T, n>;
template <class T>
using native = std::simd::vec<T>;
template <class T>
using one = std::simd::vec<T, 1>;
template <class T, int n>
using deduced = std::simd::vec<T, n>;
#endif

int failures = 0;

template <class T>
void expect_identical(const char* quantity, int size, T y, T expected) {
  if (formats::identical(y, expected)) return;
  std::printf("%s of %d %ss differs: %a, %a\n", quantity, size, formats::name_of_type<T>,
              static_cast<double>(y), static_cast<double>(expected));
  ++failures;
}

template <class R>
void expect_bits_of_scalars() {
  using T = typename R::value_type;
  const volatile T step = T(0.37);  // clang computes with constants as if there were FMA
  const R x([&](auto i) { return static_cast<T>(static_cast<int>(i)) * step - T(2); });
  constexpr auto f = xact::fast::sigmoid;
  const R y = f(x), same = f.forward(x), dydx = f.derivative(x), from_y = f.derivative_from_output(y);
  const R gated = xact::fast::wavenet_gate(x, y);
  const auto both = f.forward_and_derivative(x);
  constexpr int size = static_cast<int>(R::size());
  for (decltype(R::size() + 0) i = 0; i < R::size(); ++i) {
    const T at = x[i], y_at = y[i];
    expect_identical<T>("value", size, y_at, f(at));
    expect_identical<T>("forward", size, same[i], y_at);
    expect_identical<T>("derivative", size, dydx[i], f.derivative(at));
    expect_identical<T>("value of both", size, both.value[i], y_at);
    expect_identical<T>("derivative of both", size, both.derivative[i], f.derivative(at));
    expect_identical<T>("derivative from output", size, from_y[i], f.derivative_from_output(y_at));
    expect_identical<T>("gate", size, gated[i], xact::fast::wavenet_gate(at, y_at));
  }
}

}  // namespace

int main() {
  expect_bits_of_scalars<one<float>>();
  expect_bits_of_scalars<native<float>>();
  expect_bits_of_scalars<native<double>>();
  expect_bits_of_scalars<deduced<float, 4>>();
  expect_bits_of_scalars<fixed<float, 4>>();
  expect_bits_of_scalars<fixed<double, 2>>();
  // By parts.
  expect_bits_of_scalars<fixed<float, 2>>();
  expect_bits_of_scalars<deduced<float, 3>>();
  expect_bits_of_scalars<fixed<float, 12>>();
  expect_bits_of_scalars<fixed<float, 32>>();
  expect_bits_of_scalars<fixed<double, 7>>();
  std::fprintf(stderr, "%s\n", library);
  return failures == 0 ? 0 : 1;
}
