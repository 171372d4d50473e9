// 16 bits: arrays of bfloat16 and float16 go in and out as arrays of float do, and beside one of 16 bits
// another array of the same call may be of float.

#include <cstdio>
#include <vector>
#include <xact/xact.hpp>

template <class T>
void print_gelu(const char* type) {
  std::vector<T> x(1000, T(-2.5f)), y(1000);
  xact::forward(xact::gelu, x, y);

  const std::vector<float> grad_output(x.size(), 1.0f);
  std::vector<float> grad_input(x.size());
  xact::backward(xact::gelu, grad_output, x, grad_input);  // 16 bits beside float
  std::printf("%s: gelu(-2.5) = %.6f, slope %.6f\n", type, static_cast<float>(y[0]), grad_input[0]);
}

int main() {
  print_gelu<xact::bfloat16>("bfloat16");
  print_gelu<xact::float16>("float16 ");
  std::printf("float   : gelu(-2.5) = %.6f, slope %.6f\n", xact::gelu(-2.5f), xact::gelu.derivative(-2.5f));
}
