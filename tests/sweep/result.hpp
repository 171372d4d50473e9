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

  struct row {
    double low, high;  ///< of x
    std::uint64_t points;
    double max_ulp, mean_ulp, max_absolute;
  };
  std::vector<row> rows;  ///< in the order of x; without those that have no points

  std::string name() const { return function + '.' + quantity + '.' + type; }
};

/// Some stand in one file of their set, a line each, without the rows: those of a type of 16 bits, those of
/// samples of parameters, and those on float and double that another set has in full. Throw
/// std::runtime_error for a file that is not of results.
void keep(const std::filesystem::path& results, const result& r);

/// That of r's function, quantity, type and set. Nothing where there is none.
std::optional<result> find(const std::filesystem::path& results, const result& r);

/// A name as that of a file: fast--tanh.
std::string file_name(std::string name);

}  // namespace sweep
