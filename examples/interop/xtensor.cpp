// xtensor: its containers in the functions over arrays, and functors in its lazy expressions.

#include <cstdio>
#include <xact/xact.hpp>
#include <xtensor/xarray.hpp>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>

int main() {
  const xt::xarray<float> x = xt::linspace<float>(-3, 3, 7);
  xt::xarray<float> y = xt::empty_like(x), dydx = xt::empty_like(x);

  // What is stored is one array, whatever its shape.
  xact::forward_and_derivative(xact::gelu, x.storage(), y.storage(), dydx.storage());

  // A functor is a function of xtensor's: nothing is computed before the assignment.
  const xt::xarray<float> half = xt::make_lambda_xfunction(xact::gelu, x) / 2.0f;

  bool same = true;
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::printf("gelu(%2.0f) = %7.4f, slope %7.4f\n", static_cast<double>(x(i)), static_cast<double>(y(i)),
                static_cast<double>(dydx(i)));
    same = same && half(i) == y(i) / 2;
  }
  std::printf("%s\n", same ? "the same in an expression" : "another result in an expression");
  return same ? 0 : 1;
}
