// What CPUID tells of the caches, beside what the system lists.

#include "cpuid.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace {

TEST(cpuid, decodes_the_registers) {
  constexpr auto l1 = bench::decode_cpuid_cache(0x121, 0x01C0003F, 63);  // 8 ways of 64 sets of 64 bytes
  EXPECT_EQ(l1.kind, bench::cpuid_cache::data);
  EXPECT_EQ(l1.level, 1u);
  EXPECT_EQ(l1.bytes, 32u * 1024);
  constexpr auto l3 =
      bench::decode_cpuid_cache(0x163, 0x03C0F03F, 0x7FFF);  // 16 ways, 16 partitions, 32768 sets
  EXPECT_EQ(l3.kind, bench::cpuid_cache::unified);
  EXPECT_EQ(l3.level, 3u);
  EXPECT_EQ(l3.bytes, std::size_t{512} * 1024 * 1024);
}

TEST(cpuid, agrees_with_the_system) {
  const std::filesystem::path listed = "/sys/devices/system/cpu/cpu0/cache";
  if (bench::cache_size_by_cpuid(1) == 0) GTEST_SKIP() << "this processor does not tell";
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
