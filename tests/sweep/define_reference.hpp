#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "../oracle/row.hpp"
#include "reference.hpp"
#include "wide.hpp"
#include "xact/core/activation_list.hpp"

// Makes references of the rows of one function: for reference.cpp.in.

namespace oracle {
namespace {

template <class Formula>
void evaluate(Formula formula, const float* x, double* truth, double* error, std::size_t n) {
  for (std::size_t i = 0; i < n; i += wide::size) {
    alignas(64) double lanes[wide::size] = {}, truths[wide::size], errors[wide::size];
    const std::size_t count = std::min(wide::size, n - i);
    for (std::size_t lane = 0; lane < count; ++lane) lanes[lane] = x[i + lane];
    formula(wide::load(lanes)).store(truths, errors);
    std::copy_n(truths, count, truth + i);
    std::copy_n(errors, count, error + i);
  }
}

/// The row of the default F.
template <class F>
const auto default_row = row_of<float>(F{});

template <class F>
references references_of_one() {
  references result{F::name, nullptr, nullptr, nullptr};
  result.forward = [](const float* x, double* truth, double* error, std::size_t n) {
    evaluate([](wide r) { return default_row<F>.forward(r); }, x, truth, error, n);
  };
  result.derivative = [](const float* x, double* truth, double* error, std::size_t n) {
    evaluate([](wide r) { return default_row<F>.derivative(r); }, x, truth, error, n);
  };
  if constexpr (xact::differentiable_from_output<F, float>)
    result.derivative_from_output = [](const float* y, double* truth, double* error, std::size_t n) {
      evaluate([](wide r) { return default_row<F>.derivative_from_output(r); }, y, truth, error, n);
    };
  return result;
}

/// Of the activations of one line of the registry.
template <class... F>
std::vector<references> references_of(xact::activation_list<F...>) {
  return {references_of_one<F>()...};
}

}  // namespace
}  // namespace oracle
