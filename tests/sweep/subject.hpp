#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../calls.hpp"
#include "../oracle.hpp"
#include "reference.hpp"

namespace sweep {

enum class quantity { forward, derivative, derivative_from_output };

constexpr std::string_view name_of(quantity q) {
  switch (q) {
    case quantity::forward:
      return "forward";
    case quantity::derivative:
      return "derivative";
    default:
      return "derivative_from_output";
  }
}

/// One quantity of one activation on one type: what is measured, on which numbers, against what.
template <class T>
struct subject {
  using number = xact::computed_in<T>;

  std::string_view function;
  quantity what;
  xact::error_bound promise;
  oracle::range domain{-oracle::infinity<double>, oracle::infinity<double>};
  const calls::on_arrays<T>* calls;
  typename oracle::truth<number>::function truth;  ///< in multiple precision
  oracle::reference reference;                     ///< for float only, else null

  bool contains(number x) const { return domain.lowest <= x && x <= domain.highest; }
  void evaluate(std::span<const T> x, std::span<T> y) const;
  /// The same from forward_and_derivative; false where it has no such part.
  bool evaluate_with_the_other(std::span<const T> x, std::span<T> y, std::span<T> other) const;
};

/// Of every activation of the registry.
template <class T>
std::vector<subject<T>> all_subjects();

}  // namespace sweep
