#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "calls.hpp"

// The builds that a program is linked with.

namespace calls {

/// The builds of one function that this machine runs.
struct builds {
  std::string_view function;
  std::vector<const family*> all;
};

/// Of every function that the program is linked with, in no order.
inline std::vector<builds>& linked() {
  static std::vector<builds> all;
  return all;
}

/// Puts the builds on the list; for namespace scope in builds.cpp.in.
struct registered {
  explicit registered(builds of_one_function) { linked().push_back(std::move(of_one_function)); }
};

}  // namespace calls
