#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

// What x86 processors tell of their caches. Some containers and virtual machines hide the system's own list,
// but this instruction cannot be hidden.

namespace bench {

/// One answer of CPUID's leaf 4 (Intel) or 0x8000001D (AMD), which have the same layout.
struct cpuid_answer {
  std::uint32_t eax = 0, ebx = 0, ecx = 0;

  enum kinds : std::uint32_t { none, data, instruction, unified };
  constexpr std::uint32_t kind() const { return field(eax, 0, 5); }
  constexpr std::uint32_t level() const { return field(eax, 5, 3); }

  /// Each count is stored less one.
  constexpr std::size_t bytes() const {
    const std::size_t line = field(ebx, 0, 12) + 1, partitions = field(ebx, 12, 10) + 1,
                      ways = field(ebx, 22, 10) + 1, sets = std::size_t{ecx} + 1;
    return line * partitions * ways * sets;
  }

 private:
  static constexpr std::uint32_t field(std::uint32_t of, int first, int bits) {
    return (of >> first) & ((std::uint32_t{1} << bits) - 1);
  }
};

/// The size in bytes of the data cache of this level; 0 where the processor does not tell. ask(leaf, i) is
/// its answer on cache i.
template <class Ask>
constexpr std::size_t cache_size_by_cpuid(int level, Ask ask) {
  constexpr std::uint32_t most_caches = 16;
  for (const std::uint32_t leaf : {0x4u, 0x8000001Du})
    for (std::uint32_t i = 0; i < most_caches; ++i) {
      const cpuid_answer cache = ask(leaf, i);
      if (cache.kind() == cpuid_answer::none) break;
      if (cache.kind() != cpuid_answer::instruction && cache.level() == static_cast<std::uint32_t>(level))
        return cache.bytes();
    }
  return 0;
}

/// Of this machine.
inline std::size_t cache_size_by_cpuid(int level) {
  return cache_size_by_cpuid(level,
                             []([[maybe_unused]] std::uint32_t leaf, [[maybe_unused]] std::uint32_t i) {
                               cpuid_answer found;
#if defined(__x86_64__) || defined(__i386__)
                               std::uint32_t edx = 0;
                               __get_cpuid_count(leaf, i, &found.eax, &found.ebx, &found.ecx,
                                                 &edx);  // leaves zeros where there is no such leaf
#endif
                               return found;
                             });
}

}  // namespace bench
