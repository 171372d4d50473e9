#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "batches.hpp"
#include "inputs.hpp"
#include "subjects.hpp"

// One value, one result: a scalar, a batch of any width, an element of an array wherever it stands, and
// the compiler in a constant expression give the same bits.

namespace {

// ---- the functions of an activation, as types

struct forward {
  static constexpr const char* name = "forward";
  template <class F, class V>
  static constexpr V call(const F& f, V x) {
    return f.forward(x);
  }
};
struct derivative {
  static constexpr const char* name = "derivative";
  template <class F, class V>
  static constexpr V call(const F& f, V x) {
    return f.derivative(x);
  }
};
struct derivative_from_output {
  static constexpr const char* name = "derivative_from_output";
  template <class F, class V>
  static constexpr V call(const F& f, V y) {
    return f.derivative_from_output(y);
  }
};
/// Only of what is an output.
struct derivative_from_own_output {
  static constexpr const char* name = "derivative_from_output(forward)";
  template <class F, class V>
  static constexpr V call(const F& f, V x) {
    return f.derivative_from_output(f.forward(x));
  }
};
struct value_of_both {
  static constexpr const char* name = "forward_and_derivative.value";
  template <class F, class V>
  static constexpr V call(const F& f, V x) {
    return f.forward_and_derivative(x).value;
  }
};
struct derivative_of_both {
  static constexpr const char* name = "forward_and_derivative.derivative";
  template <class F, class V>
  static constexpr V call(const F& f, V x) {
    return f.forward_and_derivative(x).derivative;
  }
};

/// Function on scalars, where F may be an activation or its calls::on_scalars.
template <class Function, class F, class T>
std::vector<T> one_by_one(const F& f, const std::vector<T>& x) {
  std::vector<T> y(x.size());
  std::ranges::transform(x, y.begin(), [&](T one) { return Function::call(f, one); });
  return y;
}

template <class Batch, class Function, class F, class T>
std::vector<T> in_batches(const F& f, const std::vector<T>& x) {
  std::vector<T> y(x.size());
  for (std::size_t i = 0; i < x.size(); i += Batch::size)
    Function::call(f, Batch::load_unaligned(&x[i])).store_unaligned(&y[i]);
  return y;
}

template <class T>
testing::AssertionResult all_identical(const std::vector<T>& x, std::span<const std::type_identity_t<T>> got,
                                       std::span<const std::type_identity_t<T>> expected) {
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!subjects::identical(got[i], expected[i]))
      return testing::AssertionFailure()
             << "element " << i << " of " << x.size() << ", x = " << subjects::exactly(x[i]) << ": "
             << subjects::exactly(got[i]) << " instead of " << subjects::exactly(expected[i]);
  return testing::AssertionSuccess();
}

/// Every 7th of the usual inputs and what is not finite, a whole number of the widest batches.
template <class T>
std::vector<T> sample() {
  const auto& all = inputs::everywhere<T>();
  std::vector<T> x = {oracle::infinity<T>, -oracle::infinity<T>, std::numeric_limits<T>::quiet_NaN(),
                      -std::numeric_limits<T>::quiet_NaN()};
  for (std::size_t i = 0; i < all.size(); i += 7) x.push_back(all[i]);
  x.resize(x.size() / 64 * 64);
  return x;
}

template <class Subject>
class consistency : public subjects::of<Subject> {};
TYPED_TEST_SUITE(consistency, subjects::all, subjects::by_name);

// ---- scalar, batch, array

TYPED_TEST(consistency, batches_give_the_bits_of_scalars) {
  using T = typename TestFixture::scalar;
  const auto x = sample<T>();
  const auto in_all_batches = [&]<class Function>(Function) {
    const auto expected = one_by_one<Function>(this->scalars(), x);
    const auto in_batches_of = [&]<class Batch>(std::type_identity<Batch>) {
      if constexpr (!std::is_void_v<Batch>) {  // the build has registers of this size
        EXPECT_TRUE(all_identical(x, in_batches<Batch, Function>(this->f, x), expected))
            << Function::name << ", batch of " << Batch::size;
      }
    };
    in_batches_of(std::type_identity<batches::sized<T, 16>>{});
    in_batches_of(std::type_identity<batches::sized<T, 32>>{});
    in_batches_of(std::type_identity<batches::sized<T, 64>>{});
  };
  in_all_batches(forward{});
  in_all_batches(derivative{});
  in_all_batches(value_of_both{});
  in_all_batches(derivative_of_both{});
  if constexpr (TestFixture::has_from_output) in_all_batches(derivative_from_output{});
}

TYPED_TEST(consistency, arrays_give_the_bits_of_scalars) {
  using T = typename TestFixture::scalar;
  auto x = sample<T>();
  x.pop_back();  // a tail
  std::vector<T> y(x.size()), dydx(x.size());
  const auto forward_expected = one_by_one<forward>(this->scalars(), x);
  const auto derivative_expected = one_by_one<derivative>(this->scalars(), x);
  this->arrays().forward(x, y);
  EXPECT_TRUE(all_identical(x, y, forward_expected));
  this->arrays().derivative(x, dydx);
  EXPECT_TRUE(all_identical(x, dydx, derivative_expected));
  this->arrays().forward_and_derivative(x, y, dydx);
  EXPECT_TRUE(all_identical(x, y, forward_expected));
  EXPECT_TRUE(all_identical(x, dydx, derivative_expected));
  const std::vector<T> one(x.size(), T(1));
  this->arrays().backward(one, x, dydx);
  EXPECT_TRUE(all_identical(x, dydx, derivative_expected));
  if (TestFixture::has_from_output) {
    this->arrays().backward_from_output(one, y, dydx);
    EXPECT_TRUE(all_identical(y, dydx, one_by_one<derivative_from_output>(this->scalars(), y)));
  }
}

TYPED_TEST(consistency, both_at_once_gives_the_bits_of_each) {
  using T = typename TestFixture::scalar;
  const auto x = sample<T>();
  const auto& call = this->scalars();
  EXPECT_TRUE(all_identical(x, one_by_one<value_of_both>(call, x), one_by_one<forward>(call, x)));
  EXPECT_TRUE(all_identical(x, one_by_one<derivative_of_both>(call, x), one_by_one<derivative>(call, x)));
}

// ---- constant expressions

/// In every octave where something happens, in all table intervals, and at the ends.
template <class T>
constexpr auto constant_inputs() {
  using limits = std::numeric_limits<T>;
  std::array magnitudes{T(0),
                        limits::denorm_min(),
                        3 * limits::denorm_min(),
                        limits::min(),
                        T(1e-30),
                        T(1e-12),
                        T(0.01),
                        T(0.2),
                        T(0.3),
                        T(0.5),
                        T(0.7),
                        T(0.75179152),
                        T(0.8),
                        T(1),
                        T(1.3),
                        T(2.2),
                        T(3.3),
                        T(4.4),
                        T(6),
                        T(8.25),
                        T(9.125),
                        T(10.5),
                        T(12.75),
                        T(13.9),
                        T(17.5),
                        T(20.5),
                        T(36.9),
                        T(39.25),
                        T(87.9),
                        T(95.1),
                        T(103.5),
                        T(104.5),
                        T(709.4),
                        T(744.9),
                        T(1e20),
                        limits::max(),
                        limits::infinity()};
  std::array<T, 2 * magnitudes.size()> x{};
  for (std::size_t i = 0; i < magnitudes.size(); ++i) x[2 * i] = magnitudes[i], x[2 * i + 1] = -magnitudes[i];
  return x;
}

template <class Function, class F, class T>
constexpr auto constant_results = [] {
  auto y = constant_inputs<T>();
  for (T& one : y) one = Function::call(F{}, one);
  return y;
}();

TYPED_TEST(consistency, constant_expressions_give_the_bits_of_run_time) {
  using T = typename TestFixture::scalar;
  using F = typename TestFixture::activation;
  constexpr auto inputs = constant_inputs<T>();
  std::vector<T> x(inputs.size());
  std::ranges::copy(inputs, x.begin());
  const auto expect_same = [&]<class Function>(Function) {
    constexpr auto& constant = constant_results<Function, F, T>;
    EXPECT_TRUE(all_identical(x, constant, one_by_one<Function>(this->scalars(), x))) << Function::name;
  };
  expect_same(forward{});
  expect_same(derivative{});
  expect_same(value_of_both{});
  expect_same(derivative_of_both{});
  if constexpr (TestFixture::has_from_output) expect_same(derivative_from_own_output{});
}

// ---- from the output against from the input

template <class Subject>
class consistency_from_output : public subjects::of<Subject> {};
TYPED_TEST_SUITE(consistency_from_output, subjects::all_with_derivative_from_output, subjects::by_name);

/// With y within its promise of f(x), the true derivative lies among those of the numbers that y may be;
/// the two ways to it may differ by that much and by their own errors, and are close where this is small.
TYPED_TEST(consistency_from_output, agrees_with_derivative_from_input) {
  using T = typename TestFixture::scalar;
  using oracle_row = typename TestFixture::facts;
  std::size_t close = 0;
  for (const T x : sample<T>()) {
    if (!std::isfinite(x)) continue;
    const T y = this->scalars().forward(x);
    const long double reach = subjects::allowance<T>(this->bounds.forward, y);
    const auto [low, high] = std::minmax({oracle_row::derivative_from_output(y - reach),
                                          oracle_row::derivative_from_output(static_cast<long double>(y)),
                                          oracle_row::derivative_from_output(y + reach)});
    const T from_input = this->scalars().derivative(x),
            from_output = this->scalars().derivative_from_output(y);
    const long double allowed =
        high - low +
        subjects::allowance<T>(this->bounds.derivative, std::max(std::abs(low), std::abs(high))) +
        subjects::allowance<T>(this->bounds.derivative_from_output,
                               oracle_row::derivative_from_output(static_cast<long double>(y)));
    ASSERT_LE(std::abs(static_cast<long double>(from_input) - from_output), allowed) << subjects::exactly(x);
    if (allowed <= 8 * subjects::allowance<T>(this->bounds.derivative, from_input)) ++close;
  }
  EXPECT_GT(close, sample<T>().size() / 4);  // the comparison is not an empty one
}

}  // namespace
