// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

#include "xact/base/config.hpp"

namespace xact {

/// A parameter of an activation, by its name, which is PyTorch's, and by the member of F that holds it.
template <class F>
struct parameter {
  std::string_view name;
  double F::*member;
};

}  // namespace xact
