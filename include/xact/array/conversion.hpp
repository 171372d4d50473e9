// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "xact/base/config.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

// The loops between arrays of floats and arrays of 16 bits. A conversion says what happens at element i, on
// registers of any width.

namespace xact::array {

/// How many numbers of 16 bits go through floats at a time, which stay in the first level of the cache.
inline constexpr std::size_t chunk_size = 512;

/// Where in a chunk the vectors begin that may hold a float halfway between two numbers of 16 bits.
struct halfway_vectors {
  std::size_t count = 0, width = 1;  ///< width: of the widest
  std::uint16_t at[chunk_size];

  XACT_INLINE halfway_vectors() noexcept {}  // leaves `at` as it is
};

/// Numbers of 16 bits to floats.
template <class Format>
struct widening {
  using element = float;
  const std::uint16_t* from;
  float* to;

  template <class V>
  XACT_INLINE void at(std::size_t i) const noexcept {
    ops<V>::store(to + i, ops<V>::template load_as<Format>(from + i));
  }
};

/// Floats to numbers of 16 bits.
template <class Format>
struct narrowing {
  using element = float;
  const float* from;
  std::uint16_t* to;

  template <class V>
  XACT_INLINE void at(std::size_t i) const noexcept {
    ops<V>::template store_as<Format>(to + i, ops<V>::load(from + i));
  }
};

/// Floats to numbers of 16 bits; notes where a float may have been halfway between two of them.
template <class Format>
struct narrowing_and_noting_halfway {
  using element = float;
  const float* from;
  std::uint16_t* to;
  halfway_vectors* halfway;

  template <class V>
  XACT_INLINE void at(std::size_t i) const noexcept {
    V y = ops<V>::load(from + i);
    ops<V>::template store_as<Format>(to + i, y);
    if (ops<V>::template any_halfway<Format>(y)) [[unlikely]] {
      if (halfway->width < ops<V>::width) halfway->width = ops<V>::width;
      halfway->at[halfway->count++] = static_cast<std::uint16_t>(i);
    }
  }
};

/// f(x) on patterns of 16 bits, for an f that needs no arithmetic.
template <class F, class Format>
struct bitwise_mapping {
  using element = std::int16_t;
  const std::uint16_t* from;
  std::uint16_t* to;

  template <class I>
  XACT_INLINE void at(std::size_t i) const noexcept {
    I minus_infinity(static_cast<std::int16_t>(Format::minus_infinity));
    ops<I>::store(to + i, F::eval_pattern(ops<I>::load(from + i), minus_infinity));
  }
};

/// How many registers a conversion takes side by side: AVX2 and AVX-512 store two at once as 16 bits.
template <class V, class Conversion>
using conversion_block =
    std::conditional_t<ops<V>::width != 1 && std::same_as<typename Conversion::element, float>,
                       simd::unrolled<V>, V>;

/// Converts n elements on registers V: in blocks, then in vectors, the last of which begins earlier if n is
/// not a multiple of their width; by scalars, if there is no place for one. So some elements are converted
/// twice, perhaps from what they became: a mapping maps its results to themselves.
template <class V, class Conversion>
XACT_INLINE void convert(Conversion conversion, std::size_t n) noexcept {
  using block = conversion_block<V, Conversion>;
  constexpr std::size_t width = ops<V>::width;
  std::size_t i = 0;
  if (n < width) {
    for (; i < n; ++i) conversion.template at<typename Conversion::element>(i);
  } else {
    for (; i + ops<block>::width <= n; i += ops<block>::width) conversion.template at<block>(i);
    for (; i < n; i += width) conversion.template at<V>(i <= n - width ? i : n - width);
  }
}

}  // namespace xact::array
