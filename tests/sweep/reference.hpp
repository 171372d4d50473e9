#pragma once

#include <cstddef>
#include <string_view>

namespace oracle {

/// One formula of a row in vectorised double: n truths, and a bound on the error of each.
using reference = void (*)(const float* x, double* truth, double* error, std::size_t n);

struct references {
  std::string_view name;
  reference forward, derivative;
  reference derivative_from_output;  ///< null where there is none
};

/// Of the activation of that name, on this machine's widest registers.
const references& find_vectorised(std::string_view name);

}  // namespace oracle
