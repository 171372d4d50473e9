#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../oracle/facts.hpp"
#include "../properties/subject.hpp"
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

/// One quantity of one activation on one type, in one build: what is measured, on which numbers, against
/// what.
template <class T>
struct subject {
  using number = xact::computed_in<T>;

  std::string_view function;  ///< with its tier, and which of its samples: "fast::gelu", "leaky_relu[2]"
  std::string_view set;       ///< the instruction set
  quantity what;
  xact::error_bound promise;
  oracle::range domain{-oracle::infinity<double>, oracle::infinity<double>};
  const subjects::subject<T>* calls;
  oracle::formula formula;
  oracle::reference reference;  ///< for float only, else empty
  std::span<const double> branch_points;

  bool contains(number x) const { return domain.lowest <= x && x <= domain.highest; }
  /// In multiple precision.
  long double truth(number x) const { return formula.exactly(x); }
  void evaluate(std::span<const T> x, std::span<T> y) const;
  /// The same from forward_and_derivative; false where it has no such part.
  bool evaluate_with_the_other(std::span<const T> x, std::span<T> y, std::span<T> other) const;
};

/// Of every activation of the registry in every build but that of -ffast-math, one build after the other: on
/// float with all samples of parameters, else with the default.
template <class T>
std::vector<subject<T>> all_subjects();

}  // namespace sweep
