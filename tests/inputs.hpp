#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Where to look for errors.

namespace inputs {

/// All finite. float: every 16381st and every 40009th of the 2^32 bit patterns, and the neighbourhood of
/// every place where a kernel changes its method. double: 160,000 at random (bits, logarithm, value), and
/// those neighbourhoods. The places are a list for all functions, and the branch points in the oracle's rows
/// of the functions that the program is linked with.
template <class T>
const std::vector<T>& everywhere();
template <>
const std::vector<float>& everywhere();
template <>
const std::vector<double>& everywhere();

/// Every so many of `all`.
template <class Element>
std::vector<Element> thinned(const std::vector<Element>& all, std::size_t step) {
  std::vector<Element> some;
  for (std::size_t i = 0; i < all.size(); i += step) some.push_back(all[i]);
  return some;
}

/// Of the parameters that are not the default, sample 0, one in seven inputs is tested: the same code
/// computes them.
constexpr std::size_t step(std::size_t sample) { return sample == 0 ? 1 : 7; }

/// Those of everywhere<T>() for this sample.
template <class T>
const std::vector<T>& everywhere_of(std::size_t sample) {
  static const std::vector<T> fewer = thinned(everywhere<T>(), step(1));
  return sample == 0 ? everywhere<T>() : fewer;
}

/// Those from `low` to `high`, for this sample: all outputs of a function that has this range, if only one.
template <class T>
std::vector<T> everywhere_between(T low, T high, std::size_t sample) {
  std::vector<T> x;
  for (const T candidate : everywhere<T>())
    if (low <= candidate && candidate <= high) x.push_back(candidate);
  return thinned(x, step(sample));
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
