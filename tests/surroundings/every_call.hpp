#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "xact/dispatch.hpp"
#include "xact/registers.hpp"
#include "xact/xact.hpp"

// Instantiates all that a program may call, on the types that are asked for.

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

template <class T>
void call_in_one_pass(std::vector<T>& x, std::vector<T>& y, std::vector<T>& z) {
  xact::transform([](auto a, auto b) { return std::pair(a / (b + 2), -a); }, x, y, xact::outputs(y, z));
  xact::transform([](auto a) { return a - xact::silu(a); }, x.data(), y.data(), x.size());
  xact::forward_gated(xact::swiglu, x, y, z);
  xact::forward_gated(xact::fast::wavenet_gate, x, y, 1);
  xact::backward_gated(xact::clamped_swiglu, x, x, x, y, z);
  xact::backward_gated(xact::glu, x, y, z, 1);
  xact::accumulate_backward(xact::relu, x, y, z);
  xact::accumulate_backward_from_output(xact::relu, x, y, z);
  z[0] = xact::geglu(x[0], x[1]);
}

inline void call_on_views() {
  std::vector<std::uint16_t> patterns(4);
  xact::forward(xact::relu, xact::as<xact::bfloat16>(patterns));
  xact::forward(xact::relu, xact::as<xact::float16>(patterns.data(), 2));
}

inline void call_on_registers() {
#if XACT_HAS_SIMD && defined(__SSE2__)
  using register_type [[gnu::vector_size(16)]] = float;
  register_type x = {1, 1, 1, 1};
  x = xact::swiglu(xact::gelu(x), xact::gelu.derivative(x));
#endif
}

template <class T>
void call_on_array(std::vector<T> x) {
  call_everything(x, x, x);
  call_rows(x, x, x);
  call_in_one_pass(x, x, x);
}

/// Arrays are of these types.
template <class... Ts>
void call_everything_on() {
  (call_on_array(std::vector<Ts>(4)), ...);
  call_on_views();
  call_on_registers();
}
