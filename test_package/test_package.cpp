#include <cstdio>
#include <vector>
#include <xact/dispatch.hpp>
#include <xact/xact.hpp>

int main() {
  const std::vector<float> x{-8, -1, 0, 1, 8};
  std::vector<float> y(x.size()), z(x.size());
  xact::forward(xact::relu, x, y);
  xact::dispatch::forward(xact::relu, x, z);
  std::printf("relu(8) = %g, on %s %g\n", y[4], xact::dispatch::instruction_set(), z[4]);
  return y == z && y[4] == 8 ? 0 : 1;
}
