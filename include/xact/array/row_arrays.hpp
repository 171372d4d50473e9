// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "xact/array/checks.hpp"
#include "xact/array/conversion.hpp"
#include "xact/base/config.hpp"
#include "xact/core/float16.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/this_file.hpp"

// Arrays as the kernels of rows see them: of T, float or double, or of 16 bits, which is known at run time
// only. So there are two kernels of each function, and not one for each pair of types.

namespace xact::array {

/// What an array is of.
enum class stored_as : unsigned char { itself, bfloat16, float16 };

template <class H>
inline constexpr stored_as stored = std::same_as<H, bfloat16>  ? stored_as::bfloat16
                                    : std::same_as<H, float16> ? stored_as::float16
                                                               : stored_as::itself;

/// As many numbers as go through the first level of the cache at a time.
template <class T>
struct alignas(64) buffer {
  T numbers[chunk_size];

  XACT_INLINE buffer() noexcept {}  // leaves them as they are
};

template <class V, class = simd::this_file>
void widen_chunk(stored_as type, const std::uint16_t* from, std::size_t n, float* to) noexcept {
  if (type == stored_as::bfloat16)
    convert<V>(widening<simd::bfloat16_format>{from, to}, n);
  else
    convert<V>(widening<simd::float16_format>{from, to}, n);
}
template <class V, class = simd::this_file>
void narrow_chunk(stored_as type, const float* from, std::size_t n, std::uint16_t* to) noexcept {
  if (type == stored_as::bfloat16)
    convert<V>(narrowing<simd::bfloat16_format>{from, to}, n);
  else
    convert<V>(narrowing<simd::float16_format>{from, to}, n);
}

/// An array that is read.
template <class T>
struct input {
  const void* data;
  stored_as type = stored_as::itself;

  template <class H>
  XACT_INLINE static input of(view<H> array) noexcept {
    return {array.data, stored<std::remove_const_t<H>>};
  }
  XACT_INLINE bool is_plain() const noexcept { return std::same_as<T, double> || type == stored_as::itself; }
  /// Of numbers of type T, those from i on.
  XACT_INLINE const T* plain(std::size_t i) const noexcept { return static_cast<const T*>(data) + i; }

  /// count numbers from i on, in a buffer if they are not there as T; then no more than chunk_size.
  template <class V>
  XACT_INLINE const T* numbers(std::size_t i, std::size_t count, buffer<T>& to) const noexcept {
    if constexpr (std::same_as<T, float>)
      if (!is_plain()) {
        widen_chunk<V>(type, static_cast<const std::uint16_t*>(data) + i, count, to.numbers);
        return to.numbers;
      }
    return plain(i);
  }
  XACT_INLINE T number(std::size_t i) const noexcept {
    T x = 0;
    if constexpr (std::same_as<T, float>)
      if (!is_plain()) {
        widen_chunk<T>(type, static_cast<const std::uint16_t*>(data) + i, 1, &x);
        return x;
      }
    return *plain(i);
  }
};

/// An array that is written.
template <class T>
struct output {
  void* data;
  stored_as type = stored_as::itself;

  template <class H>
  XACT_INLINE static output of(view<H> array) noexcept {
    return {array.data, stored<H>};
  }
  XACT_INLINE bool is_plain() const noexcept { return std::same_as<T, double> || type == stored_as::itself; }
  XACT_INLINE T* plain(std::size_t i) const noexcept { return static_cast<T*>(data) + i; }

  /// Where to put the numbers from i on: there, or in a buffer, and then they have to be written.
  XACT_INLINE T* place(std::size_t i, buffer<T>& instead) const noexcept {
    return is_plain() ? plain(i) : instead.numbers;
  }
  template <class V>
  XACT_INLINE void write(std::size_t i, std::size_t count, const T* from) const noexcept {
    if constexpr (std::same_as<T, float>)
      if (!is_plain()) narrow_chunk<V>(type, from, count, static_cast<std::uint16_t*>(data) + i);
  }
  XACT_INLINE void write_number(std::size_t i, T y) const noexcept {
    if (is_plain())
      *plain(i) = y;
    else
      write<T>(i, 1, &y);
  }
};

/// An array of integers of any type, none negative.
struct indices {
  const void* data;
  std::size_t size_of_one;

  template <class I>
  XACT_INLINE static indices of(view<I> array) noexcept {
    return {array.data, sizeof(I)};
  }
  XACT_INLINE std::size_t operator[](std::size_t i) const noexcept {
    switch (size_of_one) {
      case 1:
        return at<std::uint8_t>(i);
      case 2:
        return at<std::uint16_t>(i);
      case 4:
        return at<std::uint32_t>(i);
      default:
        return at<std::uint64_t>(i);
    }
  }

 private:
  template <class I>
  XACT_INLINE std::size_t at(std::size_t i) const noexcept {
    I index = 0;
    std::memcpy(&index, static_cast<const unsigned char*>(data) + i * sizeof(I), sizeof(I));
    return static_cast<std::size_t>(index);
  }
};

/// Calls visit(i, count) for the elements from `begin` to `end`: all at once, or a chunk at a time.
template <class Visit>
XACT_INLINE void for_each_chunk(bool at_once, std::size_t begin, std::size_t end, Visit visit) noexcept {
  const std::size_t step = at_once ? end - begin : chunk_size;
  for (std::size_t i = begin; i < end; i += step) visit(i, std::min(step, end - i));
}

}  // namespace xact::array
