#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "xact/core/float16.hpp"
#include "xact/simd/fma.hpp"

// One number for the bits of many results: two builds that print the same agree to the last bit. Sums wrap
// around.

namespace bits_hash {

/// The finaliser of splitmix64: every bit of z moves every bit of the result (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014).
XACT_INLINE constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// What the result y for the input number `index` adds to the hash: a sum, so that any order, thread or lane
/// may add it. All NaN are one: which of them a result is, is not promised.
template <class T>
XACT_INLINE constexpr std::uint64_t term(std::uint64_t index, T y) {
  using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  constexpr bits nan = xact::simd::bit_cast<bits>(std::numeric_limits<T>::quiet_NaN());
  constexpr std::uint64_t golden_ratio = 0x9e3779b97f4a7c15u;
  return mix(index * golden_ratio ^ (y != y ? nan : xact::simd::bit_cast<bits>(y)));
}

XACT_INLINE constexpr std::uint64_t add(std::uint64_t sum, std::uint64_t term) { return sum + term; }

/// The hash of all results; numbers of 16 bits count as the floats that they are.
template <class T>
std::uint64_t hash(const std::vector<T>& y) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < y.size(); ++i) sum = add(sum, term(i, static_cast<xact::computed_in<T>>(y[i])));
  return sum;
}

}  // namespace bits_hash
