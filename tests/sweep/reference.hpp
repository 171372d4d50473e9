#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace oracle {

/// One formula of a row in vectorised double: n truths, and a bound on the error of each.
using reference = void (*)(const float* x, double* truth, double* error, std::size_t n);

/// The formulas of an activation's default.
struct references {
  std::string_view name;
  reference forward, derivative;
  reference derivative_from_output;  ///< null where there is none
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

/// Of the activation of that name, on this machine's widest registers. Throws std::invalid_argument.
inline const references& find_vectorised(std::string_view name) {
  const auto found = std::ranges::find(linked_references(), name, &references::name);
  if (found == linked_references().end())
    throw std::invalid_argument("tests: no reference for " + std::string(name));
  return *found;
}

}  // namespace oracle
