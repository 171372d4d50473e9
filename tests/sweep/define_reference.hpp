#pragma once

#include <algorithm>
#include <cstddef>
#include <list>
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

/// The reference that apply(row, x) makes of a row.
template <class Row, class Apply>
reference reference_of(const Row& row, Apply) {
  return {&row, [](const void* r, const float* x, double* truth, double* error, std::size_t n) {
            evaluate([&](wide at) { return Apply()(*static_cast<const Row*>(r), at); }, x, truth, error, n);
          }};
}

/// Adds those of every sample of F.
template <class F>
void add_references(std::vector<references>& all) {
  using Row = row<F, float>;
  static const auto samples = detail::samples_of<F>();
  static std::list<Row> rows;  // for the whole program
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Row& r = rows.emplace_back(row_of<float>(samples[i]));
    references& added = all.emplace_back(references{F::name, i, {}, {}, {}});
    added.forward = reference_of(r, [](const Row& of, wide x) { return of.forward(x); });
    added.derivative = reference_of(r, [](const Row& of, wide x) { return of.derivative(x); });
    if constexpr (xact::differentiable_from_output<F, float>)
      added.derivative_from_output =
          reference_of(r, [](const Row& of, wide y) { return of.derivative_from_output(y); });
  }
}

/// Of the activations of one line of the registry.
template <class... F>
std::vector<references> references_of(xact::activation_list<F...>) {
  std::vector<references> all;
  (add_references<F>(all), ...);
  return all;
}

}  // namespace
}  // namespace oracle
