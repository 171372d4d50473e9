#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "bits_hash.hpp"
#include "calls.hpp"
#include "formats.hpp"
#include "oracle/real.hpp"

// Softmax and its relatives: against MPFR on rows of many lengths and kinds, at every place, and to the last
// bit in every instruction set.

namespace {

using formats::is_same, formats::rounded;

using oracle::real;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::array one_class{0};
const std::span<const int> class_0(one_class);
constexpr double nan_of_double = std::numeric_limits<double>::quiet_NaN();

template <class T>
long double exactly(T x) {
  return formats::value(x);
}
template <class T>
constexpr long double half_ulp_of_1 = std::is_same_v<xact::computed_in<T>, double> ? 0x1p-53L : 0x1p-24L;

template <class T>
::testing::AssertionResult is_within(T got, const real& truth, double ulps, long double absolute = 0) {
  const auto y = static_cast<long double>(truth);
  if (std::isinf(y) || std::isnan(y))
    return is_same(got, rounded<T>(y))
               ? ::testing::AssertionSuccess()
               : ::testing::AssertionFailure() << formats::exactly(got) << " instead of " << y;
  long double allowed = ulps * formats::ulp<xact::computed_in<T>>(y) + absolute;
  if constexpr (xact::bfloat16_or_float16<T>) allowed += formats::ulp<T>(y) / 2;
  const auto error = std::abs(static_cast<long double>(real(exactly(got)) - truth));
  if (error <= allowed) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << formats::exactly(got) << " instead of " << y << ": off by "
                                       << error / allowed << " of what is allowed";
}

/// What a row is filled with.
enum class kind {
  small,
  usual,
  large,
  far_apart,
  one_huge,
  all_equal,
  alternating,
  sorted,
  masked,
  subnormal,
  dominated,
  at_an_edge,
  count
};

/// Makes rows of numbers of this type.
template <class Number>
class rows {
  std::mt19937 random{20261128};

 public:
  double number(double from, double to) {
    return from + (to - from) * std::ldexp(static_cast<double>(random() >> 1), -31);
  }

  static std::vector<std::size_t> lengths() {
    std::vector<std::size_t> all;
    for (std::size_t n = 1; n <= 70; ++n) all.push_back(n);
    for (const std::size_t n : {127u, 128u, 129u, 511u, 512u, 513u, 1030u, 2000u}) all.push_back(n);
    return all;
  }

  std::vector<Number> row(kind k, std::size_t n) {
    constexpr double highest = std::is_same_v<Number, xact::float16> ? 3e4
                               : std::is_same_v<Number, double>      ? 1e300
                                                                     : 1e38;
    constexpr double deepest = std::is_same_v<Number, double> ? -745 : -104;
    std::vector<Number> x(n);
    const double a = number(-20, 20), b = number(-20, 20);
    for (std::size_t i = 0; i < n; ++i) {
      double y = 0;
      switch (k) {
        case kind::small:
          y = number(-0.01, 0.01);
          break;
        case kind::usual:
          y = number(-5, 5);
          break;
        case kind::large:
          y = a * 20 + number(-60, 60);
          break;
        case kind::far_apart:
          y = number(-highest, highest);
          break;
        case kind::one_huge:
          y = i == n / 2 ? highest : number(-9, 9);
          break;
        case kind::all_equal:
          y = a;
          break;
        case kind::alternating:
          y = i % 2 == 0 ? a : b;
          break;
        case kind::sorted:
          y = a + static_cast<double>(i) / 16;
          break;
        case kind::masked:
          y = i % 3 == 1 ? -infinity : i % 3 == 2 && n > 40 ? -1e4 : number(-3, 3);
          break;
        case kind::subnormal:
          y = i == 0 ? 0 : number(deepest - 2, deepest + 20);
          break;
        case kind::dominated:
          y = i == n / 3 ? 25 + b : number(-2, 2);
          break;
        case kind::at_an_edge:  // of where the power of 2 that all exponentials have is known beforehand
          y = (std::is_same_v<Number, double> ? n % 2 == 0 ? 256 : -256
               : n % 2 == 0                   ? 40
                                              : -20) +
              number(-0.5, 0.5) + (i == n / 2 ? 0 : number(deepest - 2, -1));
          break;
        case kind::count:
          break;
      }
      x[i] = rounded<Number>(y);
    }
    return x;
  }
  std::vector<Number> gradients(std::size_t n) {
    std::vector<Number> g(n);
    for (Number& y : g) y = rounded<Number>(number(-1, 1));
    return g;
  }

  /// Visits rows of every kind and many lengths.
  template <class Visit>
  void for_each_row(Visit visit) {
    for (const std::size_t n : lengths())
      for (int k = 0; k < static_cast<int>(kind::count); ++k) {
        if (n > 70 && (k + static_cast<int>(n)) % 4 != 0) continue;
        SCOPED_TRACE("kind " + std::to_string(k) + ", n = " + std::to_string(n));
        visit(row(static_cast<kind>(k), n));
        if (testing::Test::HasFailure()) return;
      }
  }
};

/// Calls visit for each type of number.
template <class Visit>
void for_each_type(Visit visit) {
  visit(rows<float>());
  visit(rows<double>());
  visit(rows<xact::bfloat16>());
  visit(rows<xact::float16>());
}

/// What is true of a row.
struct truths {
  long double largest = -infinity;
  std::size_t at = 0;
  std::vector<real> e;  // e^(x - largest)
  real sum = 0, log_of_sum = 0;

  template <class T>
  explicit truths(const std::vector<T>& x) {
    for (std::size_t i = 0; i < x.size(); ++i)
      if (exactly(x[i]) > largest) largest = exactly(x[i]), at = i;
    for (const T y : x) {
      e.push_back(std::isinf(exactly(y)) ? real(0) : exp(real(exactly(y)) - real(largest)));
      sum = sum + e.back();
    }
    log_of_sum = log1p(sum_without(at));
  }
  real sum_without(std::size_t k) const {
    real all = 0;
    for (std::size_t i = 0; i < e.size(); ++i)
      if (i != k) all = all + e[i];
    return all;
  }
};

TEST(rows, forward) {
  for_each_type([]<class T>(rows<T> given) {
    SCOPED_TRACE(formats::name_of_type<T>);
    constexpr long double u = half_ulp_of_1<T>;
    given.for_each_row([&](const std::vector<T>& x) {
      const std::size_t n = x.size();
      const truths truth(x);
      std::vector<T> y(n), log_y(n), number(1);
      calls<T>::softmax(x, y);
      calls<T>::log_softmax(x, log_y);
      real sum = 0;
      for (std::size_t i = 0; i < n; ++i) {
        EXPECT_TRUE(is_within(y[i], truth.e[i] / truth.sum, 4.5)) << "softmax, element " << i;
        sum = sum + real(exactly(y[i]));
        const long double at = exactly(x[i]);
        const real log_truth =
            std::isinf(at) ? real(at) : (real(at) - real(truth.largest)) - truth.log_of_sum;
        EXPECT_TRUE(is_within(log_y[i], log_truth, 2, u > 0x1p-50L ? 0x1p-50L : 0))
            << "log_softmax, element " << i;
      }
      if constexpr (!xact::bfloat16_or_float16<T>) {
        EXPECT_LE(std::abs(static_cast<long double>(sum - 1)), 4 * u);
      }
      calls<T>::logsumexp(x, number);
      EXPECT_TRUE(is_within(number[0], real(truth.largest) + truth.log_of_sum, 1, u)) << "logsumexp";
      for (const std::size_t k : {truth.at, n / 2, n - 1}) {
        const std::array class_of{static_cast<int>(k)};
        const std::span<const int> classes(class_of);
        calls<T>::softmax_cross_entropy(x, classes, number);
        const long double at = exactly(x[k]);
        const real loss = std::isinf(at)        ? real(infinity)
                          : at == truth.largest ? log1p(truth.sum_without(k))
                                                : (real(truth.largest) - real(at)) + truth.log_of_sum;
        EXPECT_TRUE(is_within(number[0], loss, 2)) << "cross entropy, class " << k;
      }
    });
  });
}

TEST(rows, backward) {
  for_each_type([]<class T>(rows<T> given) {
    SCOPED_TRACE(formats::name_of_type<T>);
    constexpr long double u = half_ulp_of_1<T>;
    given.for_each_row([&](const std::vector<T>& x) {
      const std::size_t n = x.size();
      const truths truth(x);
      const std::vector<T> grad = given.gradients(n);
      std::vector<T> y(n), log_y(n), number(1), grad_input(n);
      calls<T>::softmax(x, y);
      calls<T>::log_softmax(x, log_y);
      calls<T>::logsumexp(x, number);

      real dot = 0, sum = 0;
      long double magnitude = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const real product = real(exactly(grad[i])) * real(exactly(y[i]));
        dot = dot + product;
        magnitude += std::abs(static_cast<long double>(product));
        sum = sum + real(exactly(grad[i]));
      }
      calls<T>::softmax_backward(grad, y, grad_input);
      for (std::size_t i = 0; i < n; ++i)
        EXPECT_TRUE(is_within(grad_input[i], real(exactly(y[i])) * (real(exactly(grad[i])) - dot), 2,
                              exactly(y[i]) * magnitude * u * 0x1p-20L))
            << "softmax, element " << i;

      calls<T>::log_softmax_backward(grad, log_y, grad_input);
      for (std::size_t i = 0; i < n; ++i) {
        const long double at = exactly(log_y[i]);
        const real taken = std::isinf(at) ? real(0) : exp(real(at)) * sum;
        EXPECT_TRUE(is_within(grad_input[i], real(exactly(grad[i])) - taken, 2,
                              std::abs(static_cast<long double>(taken)) * u * 1.5L))
            << "log_softmax, element " << i;
      }

      const std::vector<T> one_grad{grad[0]};
      calls<T>::logsumexp_backward(one_grad, x, number, grad_input);
      for (std::size_t i = 0; i < n; ++i) {
        const long double at = exactly(x[i]) - 0.0L;
        // Of 16 bits a logsumexp may be rounded to less than an element.
        const long double limit = std::min(at, exactly(number[0]));
        const real e = std::isinf(at) ? real(0) : exp(real(limit) - real(exactly(number[0])));
        EXPECT_TRUE(is_within(grad_input[i], real(exactly(grad[0])) * e, 2)) << "logsumexp, element " << i;
      }

      for (const std::size_t k : {truth.at, n / 2}) {
        const std::array class_of{static_cast<int>(k)};
        const std::span<const int> classes(class_of);
        calls<T>::softmax_cross_entropy_backward(one_grad, x, classes, grad_input);
        for (std::size_t i = 0; i < n; ++i) {
          const real share = (i == k ? -truth.sum_without(k) : truth.e[i]) / truth.sum;
          EXPECT_TRUE(is_within(grad_input[i], real(exactly(grad[0])) * share, 2))
              << "cross entropy, class " << k << ", element " << i;
        }
      }
    });
  });
}

TEST(rows, bce_with_logits) {
  for_each_type([]<class T>(rows<T> given) {
    SCOPED_TRACE(formats::name_of_type<T>);
    constexpr long double u = half_ulp_of_1<T>;
    constexpr std::size_t n = 1000;
    std::vector<T> x(n), target(n), loss(n), grad = given.gradients(n), grad_input(n);
    for (std::size_t i = 0; i < n; ++i) {
      x[i] = rounded<T>(std::ldexp(given.number(-1, 1), static_cast<int>(i % 20) - 10));
      target[i] = rounded<T>(i % 3 == 0 ? 0 : i % 3 == 1 ? 1 : given.number(0, 1));
    }
    calls<T>::bce_with_logits(x, target, loss);
    calls<T>::bce_with_logits_backward(grad, x, target, grad_input);
    for (std::size_t i = 0; i < n; ++i) {
      const long double a = exactly(x[i]), t = exactly(target[i]), g = exactly(grad[i]);
      const real e = exp(real(-std::abs(a)));
      const real product = a > 0 ? real(a) * (real(1) - real(t)) : -(real(a) * real(t));
      EXPECT_TRUE(is_within(loss[i], product + log1p(e), 2)) << exactly(x[i]) << ' ' << t;
      const real s = e / (real(1) + e);  // sigmoid(-|x|)
      const real d = a > 0 ? (real(1) - real(t)) - s : s - real(t);
      EXPECT_TRUE(is_within(grad_input[i], real(g) * d, 3, t == 0 || t == 1 ? 0 : 2 * u * std::abs(g)))
          << exactly(x[i]) << ' ' << t;
    }
    // In place.
    auto place = x;
    calls<T>::bce_with_logits(place, target, place);
    for (std::size_t i = 0; i < n; ++i) EXPECT_TRUE(is_same(place[i], loss[i]));
    if (ignores_nan_and_infinity()) return;
    const std::vector<T> ends{rounded<T>(infinity), rounded<T>(infinity), rounded<T>(-infinity),
                              rounded<T>(-infinity), rounded<T>(nan_of_double)},
        targets{rounded<T>(1), rounded<T>(0), rounded<T>(0), rounded<T>(1), rounded<T>(1)};
    std::vector<T> result(ends.size());
    calls<T>::bce_with_logits(ends, targets, result);
    EXPECT_EQ(exactly(result[0]), 0);
    EXPECT_EQ(exactly(result[1]), infinity);
    EXPECT_EQ(exactly(result[2]), 0);
    EXPECT_EQ(exactly(result[3]), infinity);
    EXPECT_TRUE(std::isnan(exactly(result[4])));
  });
}

/// A row of 1 is exactly 1, and n equal elements are 1 / n.
TEST(rows, of_equal_elements) {
  for_each_type([]<class T>(rows<T>) {
    SCOPED_TRACE(formats::name_of_type<T>);
    for (std::size_t n = 1; n < 700; n += n < 70 ? 1 : 37)
      for (const double x : {0., 1e-30, -0.3, 7.0, -1234.5, 6e4}) {
        std::vector<T> y(n, rounded<T>(x));
        calls<T>::softmax(y, y);
        for (const T z : y)
          ASSERT_TRUE(is_same(
              z, rounded<T>(static_cast<xact::computed_in<T>>(1 / static_cast<xact::computed_in<T>>(n)))))
              << n;
      }
    std::vector<T> one{rounded<T>(-3.7)}, y(1);
    calls<T>::log_softmax(one, y);
    EXPECT_EQ(exactly(y[0]), 0);
    calls<T>::logsumexp(one, y);
    EXPECT_TRUE(is_same(y[0], one[0]));
    calls<T>::softmax_cross_entropy(one, class_0, y);
    EXPECT_EQ(exactly(y[0]), 0);
  });
}

/// One that leaves the first level of the cache, and one that leaves all.
TEST(rows_examples, long_rows) {
  for (const std::size_t n : {5'003u, 5'000'000u}) {
    std::vector<float> x(n), y(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<float>(i * 7919 % 10007) / 1000;
    double sum = 0, sum_of_y = 0;
    for (const float number : x) sum += std::exp(static_cast<double>(number));
    calls<float>::softmax(x, y);
    for (std::size_t i = 0; i < n; ++i) {
      if (i % 101 == 0 || i + 32 > n) {
        ASSERT_TRUE(is_within(y[i], real(std::exp(static_cast<double>(x[i])) / sum), 4.5)) << i;
      }
      sum_of_y += static_cast<double>(y[i]);
    }
    EXPECT_NEAR(sum_of_y, 1, 0x1p-22);
    calls<float>::softmax(x, x);
    EXPECT_TRUE(x == y);
  }
}

TEST(rows, special_values) {
  for_each_type([]<class T>(rows<T>) {
    SCOPED_TRACE(formats::name_of_type<T>);
    if (ignores_nan_and_infinity()) GTEST_SKIP();
    for (const std::size_t n : {1u, 2u, 5u, 16u, 17u, 40u, 70u, 600u})
      for (std::size_t where = 0; where < n; where += n < 20 ? 1 : 13)
        for (const double special : {nan_of_double, infinity, -infinity})
          for (const double others : {1., -infinity, 700.}) {
            std::vector<T> x(n, rounded<T>(others)), y(n), log_y(n), number(1), grad(n, rounded<T>(1)),
                grad_input(n), one(1, rounded<T>(1));
            x[where] = rounded<T>(special);
            const std::array class_of{static_cast<int>(where)};
            const std::span<const int> classes(class_of);
            SCOPED_TRACE(std::to_string(n) + " elements, number " + std::to_string(where) + " is " +
                         std::to_string(special) + ", others " + std::to_string(others));
            calls<T>::softmax(x, y);
            calls<T>::log_softmax(x, log_y);
            calls<T>::logsumexp(x, number);
            const long double sum = exactly(number[0]);
            calls<T>::softmax_cross_entropy(x, classes, number);
            const long double loss = exactly(number[0]);
            calls<T>::softmax_cross_entropy_backward(one, x, classes, grad_input);
            if (special != -infinity) {
              for (std::size_t i = 0; i < n; ++i)
                ASSERT_TRUE(std::isnan(exactly(y[i])) && std::isnan(exactly(log_y[i])) &&
                            std::isnan(exactly(grad_input[i])));
              ASSERT_TRUE(std::isnan(special) ? std::isnan(sum) : sum == infinity);
              ASSERT_TRUE(std::isnan(loss));
            } else if (others == -infinity || n == 1) {  // nothing
              for (std::size_t i = 0; i < n; ++i) {
                ASSERT_TRUE(is_same(y[i], rounded<T>(0)));
                ASSERT_EQ(exactly(log_y[i]), -infinity);
                ASSERT_EQ(exactly(grad_input[i]), 0);
              }
              ASSERT_EQ(sum, -infinity);
              ASSERT_EQ(loss, infinity);
              calls<T>::softmax_backward(grad, y, grad_input);
              for (const T g : grad_input) ASSERT_EQ(exactly(g), 0);
              calls<T>::log_softmax_backward(grad, log_y, grad_input);
              for (const T g : grad_input) ASSERT_EQ(exactly(g), 0);
              calls<T>::logsumexp_backward(one, x, std::vector<T>{rounded<T>(-infinity)}, grad_input);
              for (const T g : grad_input) ASSERT_EQ(exactly(g), 0);
            } else {
              ASSERT_TRUE(is_same(y[where], rounded<T>(0)));
              ASSERT_EQ(exactly(log_y[where]), -infinity);
              ASSERT_EQ(loss, infinity);
              ASSERT_EQ(exactly(grad_input[where]), -1);
            }
          }
  });
}

TEST(rows, empty) {
  for_each_type([]<class T>(rows<T>) {
    SCOPED_TRACE(formats::name_of_type<T>);
    std::vector<T> none;
    const std::span<const int> no_classes;
    calls<T>::softmax(none, none);
    calls<T>::log_softmax(none, none, 0);
    calls<T>::softmax_backward(none, none, none, 7);
    calls<T>::logsumexp(none, none, 3);
    calls<T>::softmax_cross_entropy(none, no_classes, none, 3);
    calls<T>::bce_with_logits(none, none, none);
  });
}

/// Everything of an array of rows, as one array.
template <class T>
std::vector<T> everything(std::span<const T> x, std::span<const T> grad, std::size_t n, std::size_t offset,
                          bool in_place) {
  const std::size_t size = x.size(), count = size / n;
  const T guard = rounded<T>(77);
  std::vector<T> memory(size + offset + 16, guard), all, one_a_row(count), of_grad(count, grad[0]);
  const std::span<T> y = std::span(memory).subspan(offset, size);
  std::vector<int> class_of(count);
  for (std::size_t i = 0; i < count; ++i) class_of[i] = static_cast<int>(i * 7 % n);
  const std::span<const int> classes(class_of);
  const auto put = [&](auto call, std::span<const T> input) {
    if (in_place) {
      std::ranges::copy(input, y.begin());
      call(std::span<const T>(y));
    } else {
      call(input);
    }
    all.insert(all.end(), y.begin(), y.end());
    for (std::size_t i = 0; i < memory.size(); ++i)
      if ((i < offset || i >= offset + size) && !is_same(memory[i], guard)) ADD_FAILURE() << i;
  };
  put([&](auto in) { calls<T>::softmax(in, y, n); }, x);
  const std::vector<T> softmax(y.begin(), y.end());
  put([&](auto in) { calls<T>::softmax_backward(in, softmax, y, n); }, grad);
  put([&](auto in) { calls<T>::softmax_backward(grad, in, y, n); }, softmax);
  put([&](auto in) { calls<T>::log_softmax(in, y, n); }, x);
  const std::vector<T> log_softmax(y.begin(), y.end());
  put([&](auto in) { calls<T>::log_softmax_backward(in, log_softmax, y, n); }, grad);
  put([&](auto in) { calls<T>::log_softmax_backward(grad, in, y, n); }, log_softmax);
  calls<T>::logsumexp(x, one_a_row, n);
  all.insert(all.end(), one_a_row.begin(), one_a_row.end());
  put([&](auto in) { calls<T>::logsumexp_backward(of_grad, in, one_a_row, y, n); }, x);
  put([&](auto in) { calls<T>::softmax_cross_entropy_backward(of_grad, in, classes, y, n); }, x);
  put([&](auto in) { calls<T>::bce_with_logits(in, softmax, y); }, x);
  put([&](auto in) { calls<T>::bce_with_logits_backward(grad, in, softmax, y); }, x);
  calls<T>::softmax_cross_entropy(x, classes, one_a_row, n);
  all.insert(all.end(), one_a_row.begin(), one_a_row.end());
  return all;
}

/// At each place in memory, in place or not, with other rows beside it, a row has the same results.
TEST(rows, at_each_place) {
  for_each_type([]<class T>(rows<T> given) {
    SCOPED_TRACE(formats::name_of_type<T>);
    for (const std::size_t n : {1u, 3u, 8u, 15u, 16u, 17u, 31u, 33u, 64u, 70u, 130u, 600u}) {
      const std::size_t count = n < 100 ? 3 : 2;
      std::vector<T> x, grad = given.gradients(n * count);
      for (std::size_t i = 0; i < count; ++i) {
        const auto more = given.row(i == 0 ? kind::usual : kind::large, n);
        x.insert(x.end(), more.begin(), more.end());
      }
      const auto wanted = everything<T>(x, grad, n, 0, false);
      for (std::size_t offset = 0; offset <= 16; ++offset)
        for (const bool in_place : {false, true}) {
          const auto got = everything<T>(x, grad, n, offset, in_place);
          ASSERT_TRUE(std::ranges::equal(got, wanted, is_same<T>)) << n << ' ' << offset << ' ' << in_place;
        }
      // Alone.
      std::vector<T> alone(n), together(x.size());
      calls<T>::softmax(x, together, n);
      calls<T>::softmax(std::span(x).last(n), alone);
      ASSERT_TRUE(std::ranges::equal(alone, std::span(together).last(n), is_same<T>));
    }
  });
}

/// The bits of every instruction set of a class.
TEST(rows_bits, are_those_of_the_class) {
  std::mt19937 random(1);
  const auto hash_of = [&]<class T>(T) {
    std::uint64_t all = 0;
    for (const std::size_t n : {1u, 5u, 16u, 37u, 64u, 200u, 1500u}) {
      std::vector<T> x(2 * n), grad(x.size());
      for (std::size_t i = 0; i < x.size(); ++i) {
        const auto integer = [&] { return static_cast<double>(random() >> 8) - 0x1p23; };
        x[i] = rounded<T>(std::ldexp(integer(), i < n ? -20 : -16));
        grad[i] = rounded<T>(std::ldexp(integer(), -23));
      }
      all = bits_hash::mix(all + bits_hash::hash(everything<T>(x, grad, n, 0, false)));
    }
    return all;
  };
  const std::array got{hash_of(float()), hash_of(double()), hash_of(xact::bfloat16()),
                       hash_of(xact::float16())};
  using hashes = std::array<std::uint64_t, 4>;
  const hashes with_fma{0x0f9c6c86a3be24b9, 0xe163bcb5b011a00b, 0xdf32d34c0ca52436, 0x1cac407de7068466},
      without{0xf277daa6090c38ce, 0x36877b96712c1d1f, 0xfddc532f0b869caf, 0xfc2d7dd3e0261739};
  const hashes wanted = computes_with_fma() ? with_fma : without;
  EXPECT_EQ(got, wanted) << std::hex << "0x" << got[0] << ", 0x" << got[1] << ", 0x" << got[2] << ", 0x"
                         << got[3];
}

// ---- by hand

/// As PyTorch prints them.
TEST(rows_examples, of_pytorch) {
  const std::vector<double> x{1, 2, 3};
  std::vector<double> y(3), loss(1);
  calls<double>::softmax(x, y);
  EXPECT_NEAR(y[0], 0.0900, 5e-5);
  EXPECT_NEAR(y[1], 0.2447, 5e-5);
  EXPECT_NEAR(y[2], 0.6652, 5e-5);
  calls<double>::log_softmax(x, y);
  EXPECT_NEAR(y[0], -2.4076, 5e-5);
  calls<double>::logsumexp(x, loss);
  EXPECT_NEAR(loss[0], 3.4076, 5e-5);
  calls<double>::softmax_cross_entropy(x, class_0, loss);
  EXPECT_NEAR(loss[0], 2.4076, 5e-5);
  std::vector<double> logits{10, -10}, targets{1, 1}, both(2);
  calls<double>::bce_with_logits(logits, targets, both);
  EXPECT_NEAR(both[0], 4.5399e-05, 5e-10);
  EXPECT_NEAR(both[1], 10.0000454, 5e-8);
}

/// What cancels where it is computed as it is written.
TEST(rows_examples, small_losses) {
  const std::vector<float> x{40, 0, 0};
  std::vector<float> loss(1), one{1}, grad(3);
  calls<float>::softmax_cross_entropy(x, class_0, loss);
  EXPECT_FLOAT_EQ(loss[0], 8.4967084e-18f);
  calls<float>::softmax_cross_entropy_backward(one, x, class_0, grad);
  EXPECT_FLOAT_EQ(grad[0], -8.4967084e-18f);
}

TEST(rows_of_16_bits, stand_beside_float) {
  std::vector<xact::bfloat16> x(100), y16(100), one16(1);
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = rounded<xact::bfloat16>(static_cast<double>(i * 7 % 31) / 4);
  std::vector<float> wide(100), y(100), from_wide(100);
  for (std::size_t i = 0; i < x.size(); ++i) wide[i] = static_cast<float>(exactly(x[i]));
  calls<float>::softmax(wide, from_wide, 50);
  softmax(x, y, 50);
  EXPECT_EQ(y, from_wide);
  softmax(wide, y16, 50);
  for (std::size_t i = 0; i < x.size(); ++i)
    EXPECT_NEAR(static_cast<float>(exactly(y16[i])), y[i], y[i] * 0x1.01p-8f);
}

/// Classes of other types than int, above 127 where the type has them.
template <class I>
void expect_classes() {
  const std::size_t n = 200;
  std::vector<float> x(2 * n), loss(2), same_loss(2), grad_input(x.size()), same(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i * 7 % 100) / 16;
  const std::vector<float> grad_loss{1, 2};
  const std::vector<I> class_of{I(199), I(3)};
  const std::vector<int> same_class_of{199, 3};
  calls<float>::softmax_cross_entropy(x, std::span(class_of), loss, n);
  calls<float>::softmax_cross_entropy(x, std::span(same_class_of), same_loss, n);
  EXPECT_EQ(loss, same_loss);
  calls<float>::softmax_cross_entropy_backward(grad_loss, x, std::span(class_of), grad_input, n);
  calls<float>::softmax_cross_entropy_backward(grad_loss, x, std::span(same_class_of), same, n);
  EXPECT_EQ(grad_input, same);
}
TEST(rows_classes, of_integers_of_any_type) {
  expect_classes<std::uint8_t>();
  expect_classes<std::uint16_t>();
  expect_classes<std::int64_t>();
}

// ---- what a debug build asserts; without assertions these calls are harmless

class rows_assertions : public testing::Test {
 protected:
  std::vector<float> memory = std::vector<float>(64, 0.5f);
  std::span<float> eight{memory.data(), 8}, another_eight{memory.data() + 16, 8},
      overlapping_eight{memory.data() + 4, 8}, seven{memory.data() + 32, 7}, two{memory.data() + 48, 2},
      another_two{memory.data() + 52, 2};
  static constexpr std::array<int, 2> right{0, 3}, high{0, 4}, below_0{-1, 0};
  std::span<const int> classes{right}, too_large{high}, negative{below_0};
};
using rows_assertions_DeathTest = rows_assertions;

TEST_F(rows_assertions_DeathTest, sizes) {
  EXPECT_DEBUG_DEATH(calls<float>::softmax(seven, eight), "the arrays differ in size");
  EXPECT_DEBUG_DEATH(calls<float>::softmax(eight, another_eight, 3), "not a multiple of n");
  EXPECT_DEBUG_DEATH(calls<float>::softmax(eight, another_eight, 0), "not a multiple of n");
  EXPECT_DEBUG_DEATH(calls<float>::logsumexp(eight, two, 8), "one element a row");
  EXPECT_DEBUG_DEATH(calls<float>::bce_with_logits(seven, seven, eight), "the arrays differ in size");
}

TEST_F(rows_assertions_DeathTest, overlap) {
  EXPECT_DEBUG_DEATH(calls<float>::softmax(eight, overlapping_eight), "overlaps an input partly");
  EXPECT_DEBUG_DEATH(calls<float>::softmax_backward(another_eight, eight, overlapping_eight),
                     "overlaps an input partly");
  EXPECT_DEBUG_DEATH(calls<float>::logsumexp(eight, eight.first(2), 4),
                     "overlaps an array that has one element a row");
  EXPECT_DEBUG_DEATH(calls<float>::softmax_cross_entropy_backward(eight.first(2), eight, classes, eight, 4),
                     "overlaps an array that has one element a row");
}

TEST_F(rows_assertions_DeathTest, classes) {
  calls<float>::softmax_cross_entropy(eight, classes, two, 4);
#if !defined(NDEBUG)
  EXPECT_DEATH(calls<float>::softmax_cross_entropy(eight, too_large, two, 4), "a class is not in");
  EXPECT_DEATH(calls<float>::softmax_cross_entropy_backward(two, eight, negative, another_eight, 4),
               "a class is not in");
#endif
}

}  // namespace
