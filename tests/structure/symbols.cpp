// Every function of the library, compiled for several instruction sets: symbols.cmake compares what they
// leave to the linker.

#include <vector>

#include "xact/xact.hpp"

namespace {

template <class T>
void call_everything(const std::vector<T>& x, std::vector<T>& y, std::vector<T>& z) {
  xact::all_activations::for_each_on<T>([&](auto f) {
    for (T& value : y) value = f(value) + f.derivative(value) + f.forward_and_derivative(value).value;
    xact::forward(f, x, y);
    xact::derivative(f, x, z);
    xact::backward(f, x, y, z);
    xact::forward_and_derivative(f, x, y, z);
    if constexpr (xact::differentiable_from_output<decltype(f), T>) {
      for (T& value : y) value = f.derivative_from_output(value);
      xact::backward_from_output(f, x, y, z);
    }
  });
}

}  // namespace

void call_everything_in_float(const std::vector<float>& x, std::vector<float>& y, std::vector<float>& z) {
  call_everything(x, y, z);
}
void call_everything_in_double(const std::vector<double>& x, std::vector<double>& y, std::vector<double>& z) {
  call_everything(x, y, z);
}
