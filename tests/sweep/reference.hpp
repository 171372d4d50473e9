#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace oracle {

/// One formula of a row in vectorised double: n truths, and a bound on the error of each.
struct reference {
  const void* row = nullptr;  ///< with the parameters of the activation
  void (*formula)(const void* row, const float* x, double* truth, double* error, std::size_t n) = nullptr;

  /// Throws std::logic_error where the program was not linked with it.
  void operator()(const float* x, double* truth, double* error, std::size_t n) const {
    if (formula == nullptr) throw std::logic_error("sweep: this program only checks bits; `sweep` measures");
    formula(row, x, truth, error, n);
  }
};

/// The formulas of an activation.
struct references {
  std::string_view name;
  std::size_t sample;  ///< which of its samples
  reference forward, derivative;
  reference derivative_from_output;  ///< empty where there is none
};

/// Of every activation that the program is linked with, in no order.
inline std::vector<references>& linked_references() {
  static std::vector<references> all;
  return all;
}

/// Puts them on the list; for namespace scope in reference.cpp.in.
struct registered_references {
  explicit registered_references(const std::vector<references>& some) {
    linked_references().insert(linked_references().end(), some.begin(), some.end());
  }
};

/// Of the activation of that name, on this machine's widest registers; empty ones where there are none.
inline references find_vectorised(std::string_view name, std::size_t sample) {
  const auto found = std::ranges::find_if(
      linked_references(), [&](const references& one) { return one.name == name && one.sample == sample; });
  return found == linked_references().end() ? references{name, sample, {}, {}, {}} : *found;
}

}  // namespace oracle
