#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

// The levels of the memory in which arrays lie.

namespace bench {

/// The sizes in bytes of the caches of level 1, 2 and 3; 0 is one that is not there, or of which nobody
/// tells.
using cache_sizes = std::array<std::size_t, 3>;

struct memory_level {
  std::string_view name;
  std::size_t array_bytes;

  template <class T>
  std::size_t elements() const {
    return array_bytes / sizeof(T);
  }
};

/// L1: the four arrays fill it at most. L2: they fill half of it, since it holds code too, and pages do not
/// spread over it evenly. Memory: one array alone is twice the last cache.
inline std::array<memory_level, 3> memory_levels(const cache_sizes& caches) {
  constexpr std::size_t KiB = 1024, MiB = 1024 * KiB, multiple = 4 * KiB;
  const auto or_typical = [](std::size_t found, std::size_t typical) { return found != 0 ? found : typical; };
  const std::size_t l1 = or_typical(caches[0], 32 * KiB), l2 = or_typical(caches[1], 1 * MiB);
  const std::size_t last = std::max(l2, caches[2]);
  return {{{"L1", l1 / 4 / multiple * multiple},
           {"L2", l2 / 8 / multiple * multiple},
           {"memory", std::clamp(2 * last / multiple * multiple, 64 * MiB, 256 * MiB)}}};
}

}  // namespace bench
