#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

#include "../bits_hash.hpp"
#include "xact/simd/ops.hpp"

namespace bits {

/// What the hashes in this folder are of. All exponents alike, then those around 1, where functions are not
/// just their limits; and what is not finite. From bit patterns only: a libm would make them depend on the
/// machine.
template <class T>
std::vector<T> inputs() {
  using format = xact::simd::format<T>;
  using pattern = typename format::bits;
  constexpr int digits = format::mantissa_bits;
  constexpr auto mantissa = (pattern{1} << digits) - 1;
  std::vector<T> x = {0, T(-0.0), std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(),
                      std::numeric_limits<T>::quiet_NaN()};
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    auto bits = static_cast<pattern>(bits_hash::mix(i));
    if (i % 4 != 0) {
      const auto exponent = static_cast<pattern>(format::exponent_bias - 12 + static_cast<int>(i % 20));
      const auto sign = bits & ~(~pattern{0} >> 1);
      bits = sign | exponent << digits | (bits & mantissa);
    }
    x.push_back(std::bit_cast<T>(bits));
  }
  return x;
}

using bits_hash::hash;

}  // namespace bits
