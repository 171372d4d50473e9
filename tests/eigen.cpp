#include "xact/eigen.hpp"

#include <gtest/gtest.h>

#include <Eigen/Core>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

#include "formats.hpp"
#include "xact/algorithm.hpp"
#include "xact/gates.hpp"
#include "xact/leaky_relu.hpp"
#include "xact/relu.hpp"
#include "xact/tanh.hpp"

// Eigen's expressions and arrays: with the bits of the scalar functor, whatever Eigen makes of the length; in
// packets, not number by number; and what is refused.

namespace {

template <class T>
T number(Eigen::Index i) {
  return static_cast<T>(i % 37) * T(0.37) - T(6);
}

template <class T>
using array_of = Eigen::Array<T, Eigen::Dynamic, 1>;

template <class T>
array_of<T> numbers(Eigen::Index n) {
  array_of<T> x(n);
  for (Eigen::Index i = 0; i < n; ++i) x[i] = number<T>(i);
  return x;
}

template <class T>
void expect_identical(std::span<const T> got, std::span<const T> wanted) {
  ASSERT_EQ(got.size(), wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i)
    ASSERT_TRUE(formats::identical(got[i], wanted[i])) << i << " of " << got.size();
}

/// f(x) of one number after the other.
template <class T, class F>
std::vector<T> one_by_one(const F& f, const array_of<T>& x) {
  std::vector<T> y;
  for (const T at : x) y.push_back(f(at));
  return y;
}

template <class T>
void check(Eigen::Index n) {
  const auto f = xact::fast::tanh;
  const array_of<T> x = numbers<T>(n);
  array_of<T> y = x.unaryExpr(f);
  const auto expect = [&](const std::vector<T>& wanted) {
    expect_identical<T>({y.data(), static_cast<std::size_t>(y.size())}, wanted);
  };
  const std::vector<T> wanted = one_by_one(f, x);
  expect(wanted);
  y.setZero();
  xact::forward(f, x, y);
  expect(wanted);
  // Inside an expression, where Eigen runs the loop.
  y = T(2) * x.unaryExpr(xact::derivative_of(f));
  expect(one_by_one([&](T at) { return T(2) * f.derivative(at); }, x));
  y = T(2) * (x + T(1)).unaryExpr(f);
  expect(one_by_one([&](T at) { return T(2) * f(at + T(1)); }, x));
}

/// Of lengths that the compiler knows, of which each has registers of its own in Eigen.
template <class T, int... sizes>
void check_fixed() {
  const auto check_one = []<int n>(std::integral_constant<int, n>) {
    const array_of<T> x = numbers<T>(n);
    Eigen::Array<T, n, 1> y = Eigen::Array<T, n, 1>(x).unaryExpr(xact::leaky_relu);
    expect_identical<T>({y.data(), n}, one_by_one(xact::leaky_relu, x));
  };
  (check_one(std::integral_constant<int, sizes>()), ...);
}

TEST(eigen, expressions_of_any_length) {
  for (Eigen::Index n = 0; n < 70; ++n) {
    check<float>(n);
    check<double>(n);
  }
  check_fixed<float, 3, 4, 8, 16, 21>();
  check_fixed<double, 2, 4, 8, 9>();
}

TEST(eigen, expressions_are_vectorised) {
  using expression = decltype(Eigen::ArrayXf().unaryExpr(xact::fast::tanh));
  using sum = decltype(Eigen::ArrayXf().unaryExpr(xact::fast::tanh) + Eigen::ArrayXf());
  EXPECT_NE(Eigen::internal::evaluator<expression>::Flags & Eigen::PacketAccessBit, 0);
  EXPECT_NE(Eigen::internal::evaluator<sum>::Flags & Eigen::PacketAccessBit, 0);
}

TEST(eigen, gates) {
  Eigen::ArrayXf a(21), b(21), y(21);
  for (Eigen::Index i = 0; i < a.size(); ++i) a[i] = number<float>(i), b[i] = number<float>(i + 5);
  const auto gated = a.binaryExpr(b, xact::reglu);
  EXPECT_NE(Eigen::internal::evaluator<std::remove_const_t<decltype(gated)>>::Flags & Eigen::PacketAccessBit,
            0);
  y = gated;
  for (Eigen::Index i = 0; i < a.size(); ++i) ASSERT_EQ(y[i], xact::reglu(a[i], b[i])) << i;
}

TEST(eigen, assignments_where_elements_stand_apart_or_overlap) {
  Eigen::ArrayXXf x(8, 9), y(8, 9);
  for (Eigen::Index i = 0; i < x.size(); ++i) x.data()[i] = number<float>(i);
  y.setZero();
  y.topRows(3) = x.bottomRows(3).unaryExpr(xact::leaky_relu);
  y.row(5) = x.row(6).unaryExpr(xact::leaky_relu);
  y.col(2).tail(4) = x.col(1).head(4).unaryExpr(xact::leaky_relu);
  for (Eigen::Index c = 0; c < 9; ++c) {
    ASSERT_EQ(y(5, c), c == 2 ? xact::leaky_relu(x(1, 1)) : xact::leaky_relu(x(6, c)));
    for (Eigen::Index r = 0; r < 3; ++r) ASSERT_EQ(y(r, c), xact::leaky_relu(x(5 + r, c)));
  }
  Eigen::ArrayXf all = x.col(0), shifted = all;
  all = all.unaryExpr(xact::relu);  // in place
  ASSERT_TRUE((all == shifted.max(0.0f)).all());
  all = shifted.unaryExpr(xact::derivative_of(xact::relu));
  ASSERT_TRUE((all == (shifted > 0).cast<float>()).all());
  Eigen::Array<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> by_rows = x.unaryExpr(xact::relu);
  ASSERT_TRUE((by_rows == x.max(0.0f)).all());
}

TEST(eigen, array_functions) {
  Eigen::MatrixXf x(7, 9), y(7, 9), grad(7, 9), out(7, 9);
  for (Eigen::Index i = 0; i < x.size(); ++i) x.data()[i] = number<float>(i);
  grad.setConstant(2);
  out.setZero();
  xact::forward(xact::leaky_relu, x, y);
  xact::backward(xact::leaky_relu, grad, x, out);
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    ASSERT_EQ(y.data()[i], xact::leaky_relu(x.data()[i]));
    ASSERT_EQ(out.data()[i], 2 * xact::leaky_relu.derivative(x.data()[i]));
  }
  xact::accumulate_backward(xact::leaky_relu, grad, x, out);
  ASSERT_EQ(out(3, 3), 4 * xact::leaky_relu.derivative(x(3, 3)));
  xact::forward_gated(xact::reglu, x, grad, out);
  ASSERT_TRUE((out.array() == 2 * x.array().max(0.0f)).all());
  xact::transform([](auto a, auto b) { return a + b; }, x, grad, out);
  ASSERT_TRUE((out.array() == x.array() + 2).all());

  out.setZero();
  xact::forward(xact::relu, x.col(2), out.col(3));
  ASSERT_TRUE((out.col(3).array() == x.col(2).array().max(0.0f)).all());
  ASSERT_TRUE((out.col(4).array() == 0).all());
  Eigen::Ref<Eigen::VectorXf> reference = out.col(1);
  xact::forward(xact::relu, x.col(1), reference);
  Eigen::Map<Eigen::ArrayXf> map(out.data(), 63);
  xact::forward(xact::relu, Eigen::Map<const Eigen::ArrayXf>(x.data(), 63), map);
  ASSERT_TRUE((out.array() == x.array().max(0.0f)).all());
  const Eigen::Vector4f four(1, 2, 3, -4);  // of a size that the compiler knows
  Eigen::Vector4f of_four = four;
  xact::forward(xact::relu, four, of_four);
  ASSERT_EQ(of_four, four.cwiseMax(0));
  const std::vector<float> plain(63, -1.0f);
  xact::forward(xact::relu, plain, map);  // beside what is not Eigen's
  ASSERT_TRUE((out.array() == 0).all());
}

/// A concept tells what can be written to.
TEST(eigen, what_arrays_are) {
  static_assert(xact::mutable_array_of_floats<Eigen::ArrayXf&>);
  static_assert(xact::mutable_array_of_floats<Eigen::Block<Eigen::MatrixXd>>);
  static_assert(xact::array_of_floats<const Eigen::VectorXd&>);
  static_assert(!xact::mutable_array_of_floats<const Eigen::VectorXd&>);
  static_assert(!xact::mutable_array_of_floats<Eigen::Map<const Eigen::VectorXd>&>);
  static_assert(!xact::array_of_floats<Eigen::VectorXi&>);
}

TEST(eigen_DeathTest, elements_that_stand_apart) {
  Eigen::MatrixXf x(8, 9);
  x.setOnes();
  Eigen::VectorXf y(9);
  Eigen::MatrixXf block(3, 9);
  EXPECT_DEBUG_DEATH(xact::forward(xact::relu, x.row(2), y), "do not stand one after the other");
  EXPECT_DEBUG_DEATH(xact::forward(xact::relu, x.topRows(3), block), "do not stand one after the other");
}

}  // namespace
