// What CPUID tells of the caches, beside what the system lists.

#include "cpuid.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

/// A processor that answers this leaf only: 48 KiB of L1 for data and 32 KiB for code, 2 MiB of L2, no L3.
constexpr auto processor_with(std::uint32_t its_leaf) {
  return [=](std::uint32_t leaf, std::uint32_t i) -> bench::cpuid_answer {
    if (leaf != its_leaf) return {};
    if (i == 0) return {0x122, 0x01C0003F, 63};    // instructions, level 1: 8 ways of 64 sets of 64 bytes
    if (i == 1) return {0x121, 0x02C0003F, 63};    // data, level 1: 12 ways
    if (i == 2) return {0x143, 0x01C0103F, 2047};  // both, level 2: 8 ways, 2 partitions, 2048 sets
    return {};
  };
}

TEST(cpuid, finds_the_data_cache_of_a_level) {
  for (const std::uint32_t leaf : {0x4u, 0x8000001Du}) {
    EXPECT_EQ(bench::cache_size_by_cpuid(1, processor_with(leaf)), 48u * 1024);
    EXPECT_EQ(bench::cache_size_by_cpuid(2, processor_with(leaf)), 2048u * 1024);
    EXPECT_EQ(bench::cache_size_by_cpuid(3, processor_with(leaf)), 0u);
  }
  EXPECT_EQ(bench::cache_size_by_cpuid(1, processor_with(0x2)), 0u);
}

TEST(cpuid, agrees_with_the_system) {
  const std::filesystem::path listed = "/sys/devices/system/cpu/cpu0/cache";
  if (bench::cache_size_by_cpuid(1) == 0) GTEST_SKIP() << "this processor, or who emulates it, does not tell";
  if (!std::filesystem::exists(listed)) GTEST_SKIP() << "this system lists no caches";
  for (const auto& cache : std::filesystem::directory_iterator(listed)) {
    int level = 0;
    std::string type, size;
    if (!(std::ifstream(cache.path() / "level") >> level)) continue;
    std::ifstream(cache.path() / "type") >> type;
    std::ifstream(cache.path() / "size") >> size;
    if (type == "Instruction") continue;
    EXPECT_EQ(std::to_string(bench::cache_size_by_cpuid(level) / 1024) + 'K', size) << "level " << level;
  }
}

}  // namespace
