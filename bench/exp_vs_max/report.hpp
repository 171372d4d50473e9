#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "bench/memory_level.hpp"

// What is measured, and what was found.

namespace bench {

inline constexpr std::string_view floor_group = "memory", max_group = "max", exp_group = "exp",
                                  std_group = "std:: loop";

/// One loop: memcpy, xact's of a function, or the plain one over std:: of a function without a tier.
struct row {
  std::string_view group, function;
  std::string_view calls = {};  ///< the function of std:: that a plain loop spends its time in
  std::function<void(std::size_t level, std::size_t times)> run = {};
  bool in_sentences = true;
  std::array<double, 3> ns = {unknown, unknown, unknown};  ///< an element, at each level
  static constexpr double unknown = std::numeric_limits<double>::infinity();
};

/// The widest registers of the program that measures.
struct registers {
  std::string_view instruction_set;
  std::size_t width;  ///< how many numbers one holds
};

struct table {
  std::string_view operation;
  registers compiled_for;
  std::vector<row> rows;

  const row* find(std::string_view group, std::string_view function) const {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const row& one) {
      return one.group == group && one.function == function;
    });
    return found != rows.end() ? &*found : nullptr;
  }
  const row& relu() const { return *find(max_group, "relu"); }
  double times_relu(const row& one, std::size_t level) const { return one.ns[level] / relu().ns[level]; }
};

struct report {
  std::string_view type;
  std::size_t bytes_of_type;
  cache_sizes caches;
  std::array<memory_level, 3> levels;
  std::vector<table> tables;

  /// An element is read, and one is written.
  double gigabytes_per_second(const row& one, std::size_t level) const {
    return 2 * static_cast<double>(bytes_of_type) / one.ns[level];
  }
};

}  // namespace bench
