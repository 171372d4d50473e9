#include "reference.hpp"

#include <algorithm>
#include <type_traits>
#include <vector>

#include "../find_by_name.hpp"
#include "../oracle.hpp"
#include "wide.hpp"

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

template <class F>
references references_of() {
  using facts = row<F, float>;
  references result{F::name, nullptr, nullptr, nullptr};
  result.forward = [](const float* x, double* truth, double* error, std::size_t n) {
    evaluate([](wide r) { return facts::forward(r); }, x, truth, error, n);
  };
  result.derivative = [](const float* x, double* truth, double* error, std::size_t n) {
    evaluate([](wide r) { return facts::derivative(r); }, x, truth, error, n);
  };
  if constexpr (xact::differentiable_from_output<F, float>)
    result.derivative_from_output = [](const float* y, double* truth, double* error, std::size_t n) {
      evaluate([](wide r) { return facts::derivative_from_output(r); }, y, truth, error, n);
    };
  return result;
}

}  // namespace

const references& find_vectorised(std::string_view name) {
  static const std::vector<references> all = [] {
    std::vector<references> rows;
    xact::all_activations::for_each(
        [&](auto f) { rows.push_back(references_of<std::remove_const_t<decltype(f)>>()); });
    return rows;
  }();
  return find_by_name(all, name);
}

}  // namespace oracle
