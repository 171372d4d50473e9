#include "facts.hpp"

#include <algorithm>

namespace oracle {
namespace {

std::vector<const function*>& list() {
  static std::vector<const function*> all;
  return all;
}

}  // namespace

const std::vector<const function*>& all() { return list(); }

registered::registered(const function& f) {
  const auto place =
      std::ranges::upper_bound(list(), f.place, {}, [](const function* g) { return g->place; });
  list().insert(place, &f);
}

}  // namespace oracle
