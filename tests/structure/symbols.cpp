// Every quantity of two activations, one with a branch and one with an exponential, compiled for several
// instruction sets: symbols.cmake compares what they leave to the linker.

#include <vector>

#include "xact/xact.hpp"

namespace {

using activations = xact::activation_list<xact::leaky_relu_t, xact::sigmoid_t<xact::accuracy::fast>>;

template <class T>
void call_everything(const std::vector<T>& x, std::vector<T>& y, std::vector<T>& z) {
  activations::for_each([&](const auto& f) {
    for (T& value : y)
      value =
          f.derivative_from_output(f(value)) + f.derivative(value) + f.forward_and_derivative(value).value;
    xact::forward(f, x, y);
    xact::derivative(f, x, z);
    xact::backward(f, x, y, z);
    xact::backward_from_output(f, x, y, z);
    xact::forward_and_derivative(f, x, y, z);
  });
}

/// The conversions of 16 bits are the same for all activations.
template <class H>
void call_conversions(const std::vector<H>& x, std::vector<H>& y, std::vector<H>& z) {
  for (H& value : y) value = xact::fast::sigmoid.forward_and_derivative(xact::leaky_relu(value)).value;
  xact::forward(xact::relu, x, y);
  xact::backward(xact::fast::sigmoid, x, y, z);
  xact::forward_and_derivative(xact::fast::sigmoid, x, y, z);
}

}  // namespace

void call_everything_in_float(const std::vector<float>& x, std::vector<float>& y, std::vector<float>& z) {
  call_everything(x, y, z);
}
void call_everything_in_double(const std::vector<double>& x, std::vector<double>& y, std::vector<double>& z) {
  call_everything(x, y, z);
}
void call_conversions_of_bfloat16(const std::vector<xact::bfloat16>& x, std::vector<xact::bfloat16>& y,
                                  std::vector<xact::bfloat16>& z) {
  call_conversions(x, y, z);
}
void call_conversions_of_float16(const std::vector<xact::float16>& x, std::vector<xact::float16>& y,
                                 std::vector<xact::float16>& z) {
  call_conversions(x, y, z);
}
