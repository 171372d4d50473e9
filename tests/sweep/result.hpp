#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "statistics.hpp"

namespace sweep {

/// What was found of one function and type on one instruction set, as it stands in a file of its own. The
/// hash of all output bits says of which function: as long as it gives these bits, these are its errors.
struct result {
  std::string function, quantity, type, set, compiler, xsimd;
  double promise_ulp = 0, promise_absolute = 0;
  statistics total;
  std::uint64_t short_hash = 0;  ///< of the part of the inputs that a quick check takes

  struct row {
    double low, high;  ///< of x
    std::uint64_t points;
    double max_ulp, mean_ulp, max_absolute;
  };
  std::vector<row> rows;  ///< in the order of x; without those that have no points

  std::string name() const { return function + '.' + quantity + '.' + type; }
};

std::filesystem::path file_of(const std::filesystem::path& results, const std::string& set,
                              const std::string& name);

void write(const result& r, const std::filesystem::path& file);

/// Nothing where there is no such file. Throws std::runtime_error for one that is not a result.
std::optional<result> read(const std::filesystem::path& file);

}  // namespace sweep
