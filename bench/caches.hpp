#pragma once

#include <benchmark/benchmark.h>

#include "cpuid.hpp"
#include "memory_level.hpp"

namespace bench {

/// The caches that the system lists; where it lists none of a level, what the processor tells.
inline cache_sizes found_caches() {
  cache_sizes sizes{};
  for (int level = 1; level <= 3; ++level) {
    std::size_t& size = sizes[static_cast<std::size_t>(level - 1)];
    for (const auto& cache : benchmark::CPUInfo::Get().caches)
      if (size == 0 && cache.level == level && cache.type != "Instruction")
        size = static_cast<std::size_t>(cache.size);
    if (size == 0) size = cache_size_by_cpuid(level);
  }
  return sizes;
}

}  // namespace bench
