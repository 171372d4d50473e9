#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stdexcept>

namespace sweep {

/// True values that MPFR was asked for before, in a file: every instruction set and every tier is measured
/// against the same. Threads may share one, as long as no two ask for one entry.
class truths {
 public:
  /// The file is made where it does not exist. Throws std::system_error.
  truths(const std::filesystem::path& file, std::size_t count);

  /// The entry at i, which `compute` provides the first time. Throws std::logic_error where it now says
  /// something else; one entry in a thousand is looked at for that.
  template <class Compute>
  long double at(std::size_t i, Compute compute) const {
    long double& entry = entries_.get()[i];
    if (entry == 0) entry = compute();  // a truth of 0 is never known
    if (i % 1009 == 0 && entry != compute())
      throw std::logic_error(file_.string() + " is of another oracle: delete it");
    return entry;
  }

 private:
  std::filesystem::path file_;
  std::shared_ptr<long double> entries_;
};

}  // namespace sweep
