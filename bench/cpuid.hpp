#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

// What x86 processors tell of their caches. Some containers and virtual machines hide the system's own list,
// but this instruction cannot be hidden.

namespace bench {

/// One cache in the answer of CPUID's leaf 4 (Intel) or 0x8000001D (AMD), which have the same layout.
struct cpuid_cache {
  enum kinds : std::uint32_t { none, data, instruction, unified };
  std::uint32_t kind, level;
  std::size_t bytes;
};

/// Decodes the registers eax, ebx and ecx. Each count is stored less one.
constexpr cpuid_cache decode_cpuid_cache(std::uint32_t eax, std::uint32_t ebx, std::uint32_t ecx) {
  const auto field = [](std::uint32_t of, int first, int bits) {
    return (of >> first) & ((std::uint32_t{1} << bits) - 1);
  };
  const std::size_t line = field(ebx, 0, 12) + 1, partitions = field(ebx, 12, 10) + 1,
                    ways = field(ebx, 22, 10) + 1, sets = std::size_t{ecx} + 1;
  return {field(eax, 0, 5), field(eax, 5, 3), line * partitions * ways * sets};
}

/// The size in bytes of the data cache of this level, by CPUID; 0 where the processor does not tell.
inline std::size_t cache_size_by_cpuid([[maybe_unused]] int level) {
#if defined(__x86_64__) || defined(__i386__)
  constexpr unsigned most_caches = 16;
  for (const unsigned leaf : {0x4u, 0x8000001Du}) {
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    for (unsigned i = 0; i < most_caches && __get_cpuid_count(leaf, i, &eax, &ebx, &ecx, &edx) != 0; ++i) {
      const cpuid_cache found = decode_cpuid_cache(eax, ebx, ecx);
      if (found.kind == cpuid_cache::none) break;
      if (found.kind != cpuid_cache::instruction && found.level == static_cast<unsigned>(level))
        return found.bytes;
    }
  }
#endif
  return 0;
}

}  // namespace bench
