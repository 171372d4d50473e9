#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "xact/core/float16.hpp"

// The functions of rows as functions of a file, calls.cpp, that is compiled for each instruction set; what
// tests them is compiled once.

/// For n: without an argument n.
inline constexpr std::size_t one_row = ~std::size_t{0};

template <class T>
struct calls {
  using in = std::span<const T>;
  using out = std::span<T>;

  static void softmax(in x, out y, std::size_t n = one_row);
  static void softmax_backward(in grad_output, in y, out grad_input, std::size_t n = one_row);
  static void log_softmax(in x, out y, std::size_t n = one_row);
  static void log_softmax_backward(in grad_output, in y, out grad_input, std::size_t n = one_row);
  static void logsumexp(in x, out y, std::size_t n = one_row);
  static void logsumexp_backward(in grad_output, in x, in y, out grad_input, std::size_t n = one_row);
  /// Of float for classes of several types, of the other numbers for int alone.
  template <class I>
  static void softmax_cross_entropy(in x, std::span<I> classes, out loss, std::size_t n = one_row);
  template <class I>
  static void softmax_cross_entropy_backward(in grad_loss, in x, std::span<I> classes, out grad_input,
                                             std::size_t n = one_row);
  static void bce_with_logits(in x, in target, out loss);
  static void bce_with_logits_backward(in grad_output, in x, in target, out grad_input);
};

/// Types side by side.
void softmax(std::span<const xact::bfloat16> x, std::span<float> y, std::size_t n);
void softmax(std::span<const float> x, std::span<xact::bfloat16> y, std::size_t n);

/// The arithmetic class.
bool computes_with_fma();
/// Compiled with -ffast-math.
bool ignores_nan_and_infinity();
