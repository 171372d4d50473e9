#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// The one of `all`, a list of what has a name, that is called so. Throws std::invalid_argument.
template <class Named>
const Named& find_by_name(const std::vector<Named>& all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &Named::name);
  if (found == all.end()) throw std::invalid_argument("tests: no activation named " + std::string(name));
  return *found;
}
