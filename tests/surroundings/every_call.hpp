#pragma once

#include <vector>

#include "xact/dispatch.hpp"
#include "xact/xact.hpp"

// Instantiates all that a program may call, on every type.

template <class T>
void call_everything(std::vector<T>& x, std::vector<T>& y, std::vector<T>& z) {
  xact::all_activations::for_each_on<T>([&]<class F>(F f) {
    y[0] = f(x[0]);
    y[1] = f.derivative(x[1]);
    y[2] = f.forward_and_derivative(x[2]).value;
    xact::forward(f, x, y);
    xact::derivative(f, x, y);
    xact::backward(f, x, y, z);
    xact::forward_and_derivative(f, x, y, z);
    xact::dispatch::forward(f, x, y);
    if constexpr (xact::differentiable_from_output<F, T>) {
      y[3] = f.derivative_from_output(x[3]);
      xact::backward_from_output(f, x, y, z);
    }
  });
}

template <class T>
void call_rows(std::vector<T>& x, std::vector<T>& y, std::vector<T>& z) {
  const std::vector<int> classes(2);
  xact::softmax(x, y, 2);
  xact::softmax_backward(x, y, z, 2);
  xact::log_softmax(x, y);
  xact::log_softmax_backward(x, y, z);
  xact::logsumexp(x, y, 2);
  xact::logsumexp_backward(y, x, y, z, 2);
  xact::softmax_cross_entropy(x, classes, y, 2);
  xact::softmax_cross_entropy_backward(y, x, classes, z, 2);
  xact::bce_with_logits(x, y, z);
  xact::bce_with_logits_backward(x, y, x, z);
}

inline void call_everything_on_every_type() {
  std::vector<float> floats(4);
  std::vector<double> doubles(4);
  std::vector<xact::bfloat16> bfloat16s(4);
  std::vector<xact::float16> float16s(4);
  call_everything(floats, floats, floats);
  call_everything(doubles, doubles, doubles);
  call_everything(bfloat16s, bfloat16s, bfloat16s);
  call_everything(float16s, float16s, float16s);
  call_rows(floats, floats, floats);
  call_rows(doubles, doubles, doubles);
  call_rows(bfloat16s, bfloat16s, bfloat16s);
  call_rows(float16s, float16s, float16s);
}
