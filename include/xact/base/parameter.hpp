// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

#include "xact/base/config.hpp"

namespace xact {

/// A parameter of an activation, by its name, which is PyTorch's, and by the member of F that holds it.
template <class F>
struct parameter {
  /// A member of F.
  using pointer = double F::*;  // nvcc writes it with parentheses that g++ warns of, if it stands below
  std::string_view name;        ///< as by_name takes it
  pointer member;               ///< that holds its value
};

}  // namespace xact
