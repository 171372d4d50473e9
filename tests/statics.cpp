#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "xact/xact.hpp"

// What the compiler can tell: constant expressions, types and concepts.

namespace {

// ---- constant expressions, for every functor and derivative

static_assert(xact::sigmoid(0.0f) == 0.5f && xact::sigmoid(0.0) == 0.5);
static_assert(xact::sigmoid.derivative(0.0f) == 0.25f && xact::sigmoid.derivative(0.0) == 0.25);
static_assert(xact::sigmoid.derivative_from_output(0.5f) == 0.25f);
static_assert(xact::sigmoid(100.0f) == 1.0f && xact::sigmoid(-200.0f) == 0.0f);
static_assert(xact::tanh(0.0f) == 0.0f && xact::tanh(10.0f) == 1.0f && xact::tanh(-10.0f) == -1.0f);
static_assert(xact::tanh(0.0) == 0.0 && xact::tanh(20.0) == 1.0 && xact::tanh(-20.0) == -1.0);
static_assert(xact::tanh.derivative(0.0f) == 1.0f && xact::tanh.derivative(0.0) == 1.0);
static_assert(xact::tanh.derivative_from_output(0.5f) == 0.75f);
static_assert(xact::relu(-1.5f) == 0.0f && xact::relu(1.5) == 1.5);
static_assert(xact::relu.derivative(0.0f) == 0.0f && xact::relu.derivative(2.0) == 1.0);
static_assert(xact::relu.derivative_from_output(2.0f) == 1.0f);
static_assert(xact::leaky_relu(-1.0) == -0.01 && xact::leaky_relu(2.0f) == 2.0f);
static_assert(xact::leaky_relu_t{0.5}(-3.0f) == -1.5f);
static_assert(xact::leaky_relu_t{0.5}.derivative(-3.0) == 0.5);
static_assert(xact::leaky_relu_t{0.5}.derivative_from_output(-1.5) == 0.5);
static_assert(xact::exact::sigmoid(0.0f) == 0.5f && xact::exact::tanh(10.0f) == 1.0f);
static_assert(xact::exact::gelu(1.0f) == 0.8413447460685429f &&
              xact::exact::gelu_tanh(1.0f) == 0.8411919906082768f);
static_assert(xact::gelu(0.0f) == 0.0f && xact::gelu(20.0f) == 20.0f && xact::gelu(50.0) == 50.0);
static_assert(xact::gelu.derivative(0.0f) == 0.5f && xact::gelu.derivative(0.0) == 0.5);
static_assert(xact::gelu_tanh(0.0f) == 0.0f && xact::gelu_tanh(20.0f) == 20.0f &&
              xact::gelu_tanh(50.0) == 50.0);
static_assert(xact::gelu_tanh.derivative(0.0f) == 0.5f && xact::gelu_tanh.derivative(0.0) == 0.5);
static_assert(xact::sigmoid.forward_and_derivative(0.0f).value == 0.5f);
static_assert(xact::gelu.forward_and_derivative(0.0).derivative == 0.5);

template <class T>
constexpr bool nan_stays_nan = [] {
  bool all = true;
  xact::all_activations::for_each_on<T>([&](auto f) {
    constexpr T nan = std::numeric_limits<T>::quiet_NaN();
    const T y = f(nan), dydx = f.derivative(nan);
    const auto both = f.forward_and_derivative(nan);
    all = all && y != y && dydx != dydx && both.value != both.value && both.derivative != both.derivative;
  });
  return all;
}();
static_assert(nan_stays_nan<float> && nan_stays_nan<double>);

// ---- of 16 bits, in constant expressions too

template <class H>
constexpr bool computes_in_constant_expressions() {
  const auto number = [](float x) { return static_cast<H>(x); };
  return xact::sigmoid(number(0)) == number(0.5f) && xact::tanh.derivative(number(0)) == number(1) &&
         xact::sigmoid.derivative_from_output(number(0.5f)) == number(0.25f) &&
         xact::relu(number(-1)) == number(0) && xact::leaky_relu_t{0.25}(number(-1)) == number(-0.25f) &&
         xact::gelu.forward_and_derivative(number(50)).value == number(50) &&
         xact::fast::gelu_tanh(number(0)) == number(0) && number(1.5f) != number(1) &&
         xact::gelu(static_cast<H>(std::numeric_limits<double>::quiet_NaN())) != number(0) &&
         static_cast<float>(static_cast<H>(-2)) == -2.0f &&
         static_cast<double>(static_cast<H>(0.125)) == 0.125;
}
static_assert(computes_in_constant_expressions<xact::bfloat16>());
static_assert(computes_in_constant_expressions<xact::float16>());

#if defined(__STDCPP_FLOAT16_T__)
static_assert(std::same_as<xact::float16, std::float16_t>);
#endif
#if defined(__STDCPP_BFLOAT16_T__)
static_assert(std::same_as<xact::bfloat16, std::bfloat16_t>);
#endif

// ---- the type of the number is kept, and nothing else is taken for it

template <class T>
using batch = xact::simd::native_batch<T>;

#if XACT_HAS_SIMD && !defined(XSIMD_NO_SUPPORTED_ARCHITECTURE)
using batch_of_integers = xsimd::batch<int>;
#else
using batch_of_integers = int;
#endif

template <class F, class T>
constexpr bool keeps = std::same_as<std::invoke_result_t<F, T>, T>&&
    std::same_as<decltype(F{}.forward(T())), T>&& std::same_as<decltype(F{}.derivative(T())), T>&&
        std::same_as<decltype(F{}.forward_and_derivative(T())), xact::value_and_derivative<T>>;

/// On T and its batch, or not at all.
template <class F, class T>
constexpr bool keeps_type_or_is_not_there =
    xact::exists_for<F, T>
        ? keeps<F, T>&& keeps<F, batch<T>>&& xact::activation<F, T>&& xact::activation<F, batch<T>>
        : !xact::activation<F, T> && !xact::activation<F, batch<T>>;

template <class F, class H>
constexpr bool keeps_number_or_is_not_there =
    xact::exists_for<F, H> ? keeps<F, H>&& xact::activation<F, H> : !xact::activation<F, H>;

template <class F>
constexpr bool takes_only_floating_point =
    keeps_type_or_is_not_there<F, float>&& keeps_type_or_is_not_there<F, double>&&
        keeps_number_or_is_not_there<F, xact::bfloat16>&& keeps_number_or_is_not_there<F, xact::float16> &&
    !std::invocable<F, int> && !std::invocable<F, long double> && !std::invocable<F, bool> &&
    !std::invocable<F, const char*> && !std::invocable<F, batch_of_integers> && !std::invocable<F> &&
    xact::activation<F, float> && !xact::activation<F, int>;

// ---- functors are small, regular, constant values

template <class F>
constexpr bool is_a_value =
    std::is_trivially_copyable_v<F>&& std::regular<F>&& std::is_nothrow_default_constructible_v<F>&&
        std::invocable<const F&, float> &&
    !F::name.empty();

/// Of its samples the first is the default, which is tested by that rank.
template <class F>
constexpr bool samples_begin_with_the_default = [] {
  if constexpr (requires { F::samples(); }) return F::samples()[0] == F{};
  return true;
}();

constexpr bool registry_holds_values = [] {
  xact::all_activations::for_each([]<class F>(F) {
    static_assert(takes_only_floating_point<F>);
    static_assert(is_a_value<F> && samples_begin_with_the_default<F>);
  });
  return true;
}();
static_assert(registry_holds_values);

/// No two activations of the registry have the same name: tests, benchmarks and tables tell them apart by it.
constexpr bool names_differ = [] {
  bool all = true;
  xact::all_activations::for_each([&]<class F>(F) {
    int called_so = 0;
    xact::all_activations::for_each([&]<class G>(G) { called_so += F::name == G::name; });
    all = all && called_so == 1;
  });
  return all;
}();
static_assert(names_differ);

static_assert(std::is_empty_v<xact::sigmoid_t<>> && std::is_empty_v<xact::tanh_t<>> &&
              std::is_empty_v<xact::relu_t> && std::is_empty_v<xact::gelu_t<>> &&
              std::is_empty_v<xact::gelu_t<xact::approximate::tanh>>);
static_assert(sizeof(xact::leaky_relu_t) == sizeof(double));
static_assert(xact::leaky_relu_t{}.negative_slope == 0.01);
static_assert(xact::leaky_relu_t{0.1} != xact::leaky_relu_t{0.2} &&
              xact::leaky_relu_t{0.1} == xact::leaky_relu_t{0.1});
static_assert(!std::convertible_to<double, xact::leaky_relu_t>);

// ---- the instances and their types

static_assert(std::same_as<decltype(xact::sigmoid), const xact::sigmoid_t<xact::accuracy::accurate>>);
static_assert(std::same_as<decltype(xact::tanh), const xact::tanh_t<xact::accuracy::accurate>>);
static_assert(std::same_as<decltype(xact::relu), const xact::relu_t>);
static_assert(std::same_as<decltype(xact::leaky_relu), const xact::leaky_relu_t>);
static_assert(std::same_as<decltype(xact::gelu), const xact::gelu_t<xact::approximate::none>>);
static_assert(std::same_as<decltype(xact::gelu_tanh), const xact::gelu_t<xact::approximate::tanh>>);

namespace fast = xact::fast;
constexpr auto fast_tier = xact::accuracy::fast;
static_assert(std::same_as<decltype(fast::sigmoid), const xact::sigmoid_t<fast_tier>>);
static_assert(std::same_as<decltype(fast::tanh), const xact::tanh_t<fast_tier>>);
static_assert(std::same_as<decltype(fast::gelu), const xact::gelu_t<xact::approximate::none, fast_tier>>);
static_assert(
    std::same_as<decltype(fast::gelu_tanh), const xact::gelu_t<xact::approximate::tanh, fast_tier>>);
static_assert(std::same_as<decltype(fast::relu), const xact::relu_t> &&
              std::same_as<decltype(fast::leaky_relu), const xact::leaky_relu_t>);

namespace exact = xact::exact;
constexpr auto exact_tier = xact::accuracy::exact;
static_assert(std::same_as<decltype(exact::sigmoid), const xact::sigmoid_t<exact_tier>>);
static_assert(std::same_as<decltype(exact::tanh), const xact::tanh_t<exact_tier>>);
static_assert(std::same_as<decltype(exact::gelu), const xact::gelu_t<xact::approximate::none, exact_tier>>);
static_assert(
    std::same_as<decltype(exact::gelu_tanh), const xact::gelu_t<xact::approximate::tanh, exact_tier>>);
static_assert(std::same_as<decltype(exact::relu), const xact::relu_t> &&
              std::same_as<decltype(exact::leaky_relu), const xact::leaky_relu_t>);
static_assert(!xact::exists_for<xact::sigmoid_t<exact_tier>, double> &&
              xact::exists_for<xact::sigmoid_t<exact_tier>, float> &&
              xact::exists_for<xact::sigmoid_t<>, double> && xact::exists_for<xact::relu_t, double>);

// ---- which derivative is a function of the output

template <class F>
constexpr bool from_output = xact::differentiable_from_output<F, float>&&
    xact::differentiable_from_output<F, double>&& xact::differentiable_from_output<F, batch<float>>;
template <class F>
constexpr bool never_from_output =
    !xact::differentiable_from_output<F, float> && !xact::differentiable_from_output<F, double> &&
    !xact::differentiable_from_output<F, batch<float>>;

static_assert(from_output<xact::sigmoid_t<>> && from_output<xact::tanh_t<>> && from_output<xact::relu_t> &&
              from_output<xact::leaky_relu_t>);
static_assert(never_from_output<xact::gelu_t<>> && never_from_output<xact::gelu_t<xact::approximate::tanh>>);
static_assert(!xact::differentiable_from_output<xact::sigmoid_t<>, int>);
static_assert(xact::differentiable_from_output<xact::sigmoid_t<exact_tier>, float> &&
              !xact::differentiable_from_output<xact::sigmoid_t<exact_tier>, double>);

// ---- arrays

static_assert(xact::array_of_floats<std::vector<float>> &&
              xact::array_of_floats<const std::vector<double>&> && xact::array_of_floats<float (&)[3]> &&
              xact::array_of_floats<std::array<double, 3>>);
static_assert(xact::array_of_floats<std::vector<xact::bfloat16>> &&
              xact::mutable_array_of_floats<xact::float16 (&)[3]>);
static_assert(!xact::array_of_floats<std::vector<int>> && !xact::array_of_floats<std::vector<bool>> &&
              !xact::array_of_floats<float> && !xact::array_of_floats<float*>);
static_assert(xact::mutable_array_of_floats<std::vector<float>&> &&
              !xact::mutable_array_of_floats<const std::vector<float>&> &&
              !xact::mutable_array_of_floats<const float (&)[3]>);

// ---- where a functor goes

template <class Activation = xact::relu_t, Activation activation = Activation{}>
struct layer {
  static constexpr float apply(float x) { return activation(x); }
};
static_assert(layer<>::apply(-1) == 0 && layer<xact::sigmoid_t<>>::apply(0) == 0.5f);
static_assert(layer<xact::sigmoid_t<xact::accuracy::accurate>>::apply(0) == 0.5f);
static_assert(layer<xact::leaky_relu_t, xact::leaky_relu_t{0.5}>::apply(-1) == -0.5f);

TEST(statics, functors_go_to_standard_algorithms) {
  const std::vector<float> x = {-2, -0.5f, 0, 0.5f, 2};
  std::vector<float> y(x.size()), z;
  std::transform(x.begin(), x.end(), y.begin(), xact::sigmoid);
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(y[i], xact::sigmoid(x[i]));
  std::ranges::transform(x, std::back_inserter(z), xact::leaky_relu_t{0.1});
  EXPECT_EQ(z, (std::vector<float>{-2 * 0.1f, -0.5f * 0.1f, 0, 0.5f, 2}));
}

// ---- constants that the optimiser computes, which is not the evaluation of a constant expression

/// A number that the compiler does not know.
template <class T>
T unknown(T x) {
  const volatile T stored = x;
  return stored;
}
template <class T, std::size_t... i, class F>
void expect_the_bits_of_run_time(const F& f, std::index_sequence<i...>) {
  constexpr auto x = [](std::size_t at) { return static_cast<T>(at) * T(0.37) - T(4); };
  const T folded[] = {f(x(i))...}, computed[] = {f(unknown(x(i)))...};
  EXPECT_EQ(std::memcmp(folded, computed, sizeof folded), 0) << F::name;
}
TEST(statics, the_optimiser_gives_the_bits_of_run_time) {
  constexpr std::make_index_sequence<25> places;
  expect_the_bits_of_run_time<float>(xact::sigmoid, places);
  expect_the_bits_of_run_time<float>(xact::fast::gelu, places);
  expect_the_bits_of_run_time<double>(xact::fast::sigmoid, places);
  expect_the_bits_of_run_time<double>(xact::fast::tanh, places);
}

}  // namespace
