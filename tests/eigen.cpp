#include "xact/eigen.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <type_traits>
#include <vector>

#include "formats.hpp"
#include "xact/algorithm.hpp"
#include "xact/gates.hpp"
#include "xact/gelu.hpp"
#include "xact/relu.hpp"
#include "xact/tanh.hpp"

// Eigen's expressions and arrays: with the bits of the scalar functor, whatever Eigen makes of the length; in
// packets, not number by number; and what is refused.

namespace {

template <class T>
T number(Eigen::Index i) {
  return static_cast<T>(i % 37) * T(0.37) - T(6);
}

/// Of this length, known to the compiler or not.
template <class T, int size>
void check(Eigen::Index n) {
  using array = Eigen::Array<T, size, 1>;
  array x(n), y(n);
  for (Eigen::Index i = 0; i < n; ++i) x[i] = number<T>(i);
  y = x.unaryExpr(xact::fast::gelu);
  for (Eigen::Index i = 0; i < n; ++i)
    ASSERT_TRUE(formats::identical(y[i], xact::fast::gelu(x[i]))) << i << " of " << n;
  y = x.unaryExpr(xact::derivative_of(xact::fast::gelu));
  for (Eigen::Index i = 0; i < n; ++i)
    ASSERT_TRUE(formats::identical(y[i], xact::fast::gelu.derivative(x[i]))) << i << " of " << n;
  y = T(2) * (x + T(1)).unaryExpr(xact::fast::tanh);  // inside an expression
  for (Eigen::Index i = 0; i < n; ++i)
    ASSERT_TRUE(formats::identical(y[i], T(2) * xact::fast::tanh(x[i] + T(1)))) << i << " of " << n;
  xact::forward(xact::fast::gelu, x, y);
  for (Eigen::Index i = 0; i < n; ++i)
    ASSERT_TRUE(formats::identical(y[i], xact::fast::gelu(x[i]))) << i << " of " << n;
}

TEST(eigen, expressions_of_any_length) {
  for (Eigen::Index n = 0; n < 70; ++n) {
    check<float, Eigen::Dynamic>(n);
    check<double, Eigen::Dynamic>(n);
  }
  check<float, 1>(1), check<float, 3>(3), check<float, 4>(4), check<float, 8>(8), check<float, 16>(16);
  check<float, 21>(21), check<double, 2>(2), check<double, 4>(4), check<double, 8>(8), check<double, 9>(9);
}

TEST(eigen, expressions_are_vectorised) {
  using expression = decltype(Eigen::ArrayXf().unaryExpr(xact::fast::gelu));
  using sum = decltype(Eigen::ArrayXf().unaryExpr(xact::fast::gelu) + Eigen::ArrayXf());
  EXPECT_NE(Eigen::internal::evaluator<expression>::Flags & Eigen::PacketAccessBit, 0);
  EXPECT_NE(Eigen::internal::evaluator<sum>::Flags & Eigen::PacketAccessBit, 0);
}

TEST(eigen, gates) {
  Eigen::ArrayXf a(21), b(21), y(21);
  for (Eigen::Index i = 0; i < a.size(); ++i) a[i] = number<float>(i), b[i] = number<float>(i + 5);
  const auto gated = a.binaryExpr(b, xact::fast::swiglu);
  EXPECT_NE(Eigen::internal::evaluator<std::remove_const_t<decltype(gated)>>::Flags & Eigen::PacketAccessBit,
            0);
  y = gated;
  for (Eigen::Index i = 0; i < a.size(); ++i) ASSERT_EQ(y[i], xact::fast::swiglu(a[i], b[i])) << i;
}

TEST(eigen, assignments_where_elements_stand_apart_or_overlap) {
  Eigen::ArrayXXf x(8, 9), y(8, 9);
  for (Eigen::Index i = 0; i < x.size(); ++i) x.data()[i] = number<float>(i);
  y.setZero();
  y.topRows(3) = x.bottomRows(3).unaryExpr(xact::fast::tanh);
  y.row(5) = x.row(6).unaryExpr(xact::fast::tanh);
  y.col(2).tail(4) = x.col(1).head(4).unaryExpr(xact::fast::tanh);
  for (Eigen::Index c = 0; c < 9; ++c) {
    ASSERT_EQ(y(5, c), c == 2 ? xact::fast::tanh(x(1, 1)) : xact::fast::tanh(x(6, c)));
    for (Eigen::Index r = 0; r < 3; ++r) ASSERT_EQ(y(r, c), xact::fast::tanh(x(5 + r, c)));
  }
  Eigen::ArrayXf all = x.col(0), shifted = all;
  all = all.unaryExpr(xact::relu);  // in place
  ASSERT_TRUE((all == shifted.max(0.0f)).all());
  Eigen::Array<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> by_rows = x.unaryExpr(xact::relu);
  ASSERT_TRUE((by_rows == x.max(0.0f)).all());
}

TEST(eigen, array_functions) {
  Eigen::MatrixXf x(7, 9), y(7, 9), grad(7, 9), out(7, 9);
  for (Eigen::Index i = 0; i < x.size(); ++i) x.data()[i] = number<float>(i);
  grad.setConstant(2);
  out.setZero();
  xact::forward(xact::fast::tanh, x, y);
  xact::backward(xact::fast::tanh, grad, x, out);
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    ASSERT_EQ(y.data()[i], xact::fast::tanh(x.data()[i]));
    ASSERT_EQ(out.data()[i], 2 * xact::fast::tanh.derivative(x.data()[i]));
  }
  xact::accumulate_backward(xact::fast::tanh, grad, x, out);
  ASSERT_EQ(out(3, 3), 4 * xact::fast::tanh.derivative(x(3, 3)));
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
