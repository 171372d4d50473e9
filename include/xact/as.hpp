// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <concepts>
#include <cstddef>
#include <limits>
#include <ranges>
#include <span>
#include <type_traits>

#include "xact/array/checks.hpp"
#include "xact/base/config.hpp"
#include "xact/core/float16.hpp"

// Numbers of 16 bits that other programs keep as a type of their own: std::uint16_t, a struct around it,
// __bf16, Eigen::half.

namespace xact {

namespace detail {

/// Objects of type T lie in memory as numbers of 16 bits do.
template <class T>
concept lies_as_16_bits = sizeof(T) == 2 &&
                          alignof(T) == 2 && std::is_trivially_copyable_v<T>&& std::is_standard_layout_v<T>;

/// T may be what H is: T does not say that it is of another format.
template <class T, class H>
inline constexpr bool may_be_of_format = [] {
  constexpr int digits = std::same_as<H, bfloat16> ? 8 : 11;
  if constexpr (bfloat16_or_float16<T>)
    return std::same_as<T, H>;
  else if constexpr (std::numeric_limits<T>::is_specialized && !std::numeric_limits<T>::is_integer)
    return std::numeric_limits<T>::digits == digits;
  else
    return true;
}();

}  // namespace detail

/// What as<H> returns: an array of H for the functions over arrays, of objects that have another type. It is
/// no range, and has no elements to read or write: that is for their own type. H is const where they are.
template <class H, std::size_t extent = std::dynamic_extent>
class numbers_as {
 public:
  /// Of n objects that lie one after the other.
  template <class T>
  XACT_INLINE numbers_as(T* objects, std::size_t n) noexcept
      : data_(
            static_cast<H*>(static_cast<std::conditional_t<std::is_const_v<H>, const void, void>*>(objects))),
        size_(n) {
    static_assert(
        detail::lies_as_16_bits<T>,
        "xact: as views objects of 2 bytes and alignment 2 that are trivially copyable and of standard "
        "layout; these are not");
    static_assert(!detail::lies_as_16_bits<T> ||
                      detail::may_be_of_format<std::remove_const_t<T>, std::remove_const_t<H>>,
                  "xact: as views objects as what they are: these are of the other format of 16 bits");
  }

  /// How many numbers there are.
  XACT_INLINE std::size_t size() const noexcept { return size_; }

 private:
  friend array::other_array<numbers_as>;
  H* data_;
  std::size_t size_;
};

/// as<bfloat16>(numbers) and as<float16>(numbers) for the functions over arrays:
///
///     std::vector<std::uint16_t> x, y;  // patterns of bfloat16
///     xact::forward(xact::gelu, xact::as<xact::bfloat16>(x), xact::as<xact::bfloat16>(y));
///
/// The numbers are a contiguous range, or a pointer and a length, of a type of 2 bytes that is trivially
/// copyable and of standard layout. Which of the two formats they have is yours to say: a std::uint16_t does
/// not tell. Nothing is copied, and what is written there is seen by whoever reads it as its own type: the
/// functions over arrays copy 16 bits to and from memory, and never take the object for one of another type.
template <class H, class T, std::integral Length>
XACT_INLINE auto as(T* objects, Length n) noexcept {
  static_assert(bfloat16_or_float16<H>, "xact: as<H> needs xact::bfloat16 or xact::float16 for H");
  return numbers_as<std::conditional_t<std::is_const_v<T>, const H, H>>(objects, static_cast<std::size_t>(n));
}
/// The same of a contiguous range, which must not be gone when the view is used.
template <class H, class Range>
XACT_INLINE auto as(Range&& numbers) noexcept {
  constexpr bool is_array = std::ranges::contiguous_range<Range&> && std::ranges::sized_range<Range&>;
  static_assert(is_array, "xact: as takes a contiguous range, or a pointer and a length");
  static_assert(!is_array || std::ranges::borrowed_range<Range>,
                "xact: as views an array that would be gone by then: give it a name first");
  static_assert(bfloat16_or_float16<H>, "xact: as<H> needs xact::bfloat16 or xact::float16 for H");
  if constexpr (is_array) {
    const std::span all(numbers);
    using T = typename decltype(all)::element_type;
    return numbers_as<std::conditional_t<std::is_const_v<T>, const H, H>, decltype(all)::extent>(all.data(),
                                                                                                 all.size());
  }
}

}  // namespace xact

template <class H, std::size_t extent>
struct xact::array::other_array<xact::numbers_as<H, extent>> {
  using element = std::remove_const_t<H>;
  static constexpr bool is_mutable = !std::is_const_v<H>, is_view = true;
  static constexpr std::size_t size = extent;
  static constexpr int order = 0;

  XACT_INLINE static H* data(const numbers_as<H, extent>& a) noexcept { return a.data_; }
  XACT_INLINE static std::size_t size_of(const numbers_as<H, extent>& a) noexcept { return a.size_; }
};

#include "xact/base/macros_back.hpp"
