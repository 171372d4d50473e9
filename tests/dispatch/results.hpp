#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "../bits_hash.hpp"
#include "xact/core/float16.hpp"

// What bits.cpp and expected.cpp compute on, and how they print it.

namespace results {

/// Both signs, tails and middle; not a whole number of vectors.
template <class T>
std::vector<T> inputs() {
  std::vector<T> x;
  for (int i = -8000; i <= 8000; ++i) x.push_back(static_cast<T>(std::ldexp(i, -11 + i % 7)));
  return x;
}

template <class T>
constexpr const char* name_of = "float";
template <>
inline constexpr const char* name_of<double> = "double";
template <>
inline constexpr const char* name_of<xact::bfloat16> = "bfloat16";
template <>
inline constexpr const char* name_of<xact::float16> = "float16";

template <class T>
void print_hash(const char* activation, const char* function, const std::vector<T>& y) {
  std::printf("%s %s %s %016llx\n", activation, function, name_of<T>,
              static_cast<unsigned long long>(bits_hash::hash(y)));
}

}  // namespace results
