// Activations in Eigen's expressions, in packets, and Eigen's arrays in the functions over arrays.

#include <Eigen/Dense>
#include <cstdio>
#include <xact/eigen.hpp>
#include <xact/xact.hpp>

int main() {
  const Eigen::ArrayXf x = Eigen::ArrayXf::LinSpaced(7, -3, 3), gate = Eigen::ArrayXf::Constant(7, 0.5f);
  const Eigen::ArrayXf dy = Eigen::ArrayXf::Ones(7);
  Eigen::ArrayXf y(7), dx(7), same(7);

  y = x.unaryExpr(xact::gelu) * gate;
  dx = dy * x.unaryExpr(xact::derivative_of(xact::gelu));
  xact::backward(xact::gelu, dy, x, same);

  for (Eigen::Index i = 0; i < x.size(); ++i)
    std::printf("gelu(%2.0f) / 2 = %7.4f, slope %7.4f\n", static_cast<double>(x[i]),
                static_cast<double>(y[i]), static_cast<double>(dx[i]));
  std::printf("%s\n", (dx == same).all() ? "the same slopes by xact::backward" : "other slopes");
  return (dx == same).all() ? 0 : 1;
}
