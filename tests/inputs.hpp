#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Where to look for errors.

namespace inputs {

/// All finite. float: every 4093rd and every 10007th of the 2^32 bit patterns, and the neighbourhood of
/// every place where a kernel changes its method. double: 2 10^5 at random (bits, logarithm, value), and
/// those neighbourhoods. The places are a list for all functions, and the branch points in the oracle's rows
/// of the functions that the program is linked with.
template <class T>
const std::vector<T>& everywhere();
template <>
const std::vector<float>& everywhere();
template <>
const std::vector<double>& everywhere();

/// Those of everywhere<T>() from `low` to `high`: all outputs of a function that has this range.
template <class T>
std::vector<T> everywhere_between(T low, T high) {
  std::vector<T> x;
  for (const T candidate : everywhere<T>())
    if (low <= candidate && candidate <= high) x.push_back(candidate);
  return x;
}

/// One in 17 of everywhere<T>(), without its sign, and 0: for identities that mirror them.
template <class T>
const std::vector<T>& magnitudes() {
  static const std::vector<T> all = [] {
    std::vector<T> x = {0};
    const auto& candidates = everywhere<T>();
    for (std::size_t i = 0; i < candidates.size(); i += 17) x.push_back(std::abs(candidates[i]));
    return x;
  }();
  return all;
}

/// One of as many doubles as are wanted, the same for the same index, finite: random bits, logarithms and
/// values in turn, and one in four within 2^20 numbers of a place where a kernel changes its method: one of
/// the list for all functions, or one of the function's own branch points.
double double_at(std::uint64_t index, std::span<const double> branch_points = {});

}  // namespace inputs
