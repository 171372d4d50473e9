// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include "xact/array/loop.hpp"
#include "xact/base/config.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/unrolled.hpp"

// Sums and maxima over a row, in one order whatever the width of a register: element i goes to partial sum
// i mod 16, and of the partial sums that are left the second half is added to the first, until one is left.
// So the loops take 16 elements at a time, in one register or several, and what is missing at the end counts
// as -infinity or 0.

namespace xact::array {

/// 16 numbers in registers V.
template <class V>
using sixteen = typename side_by_side<V, 16 / static_cast<int>(ops<V>::width)>::type;

/// How many of these a loop over a row takes at a time: on Zen 4, two of floats in wide registers are best.
template <class V>
constexpr int sixteens_side_by_side = single_precision<V>&& ops<V>::width >= 8 ? 2 : 1;
template <class V>
using many_sixteens = typename side_by_side<sixteen<V>, sixteens_side_by_side<V>>::type;

// ---- the first `count` elements of up to 16

/// All that a value holds.
struct all_of_it {};
/// The first of what a value holds; the other elements are `missing`.
struct first_of_it {
  std::size_t count;

  template <class V>
  XACT_INLINE first_of_it after() const noexcept {
    return {count > ops<V>::width ? count - ops<V>::width : 0};
  }
};

/// 0, 1, 2, ...: which element of a register is which.
template <class T>
struct alignas(64) counting {
  T numbers[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
};
template <class T>
inline constexpr counting<T> count_up{};

template <class L, class T>
XACT_INLINE L load(const T* from, all_of_it, T) noexcept {
  return ops<L>::load(from);
}
template <class L>
struct partial;
template <class L, class T>
XACT_INLINE L load(const T* from, first_of_it part, T missing) noexcept {
  return partial<L>::load(from, part, missing);
}
template <class L, class T>
XACT_INLINE void store(T* to, all_of_it, const L& x) noexcept {
  ops<L>::store(to, x);
}
template <class L, class T>
XACT_INLINE void store(T* to, first_of_it part, const L& x) noexcept {
  partial<L>::store(to, part, x);
}

template <class V>
struct partial {
  using o = ops<V>;
  using T = scalar_t<V>;

  XACT_INLINE static V load(const T* from, first_of_it part, T missing) noexcept {
    if (part.count >= o::width) return o::load(from);
    if (part.count == 0) return V(missing);
    if constexpr (o::width > 1)
      return o::select_less(o::load(count_up<T>.numbers), V(static_cast<T>(part.count)),
                            o::load_some(from, part.count), V(missing));
    return V(missing);
  }
  XACT_INLINE static void store(T* to, first_of_it part, V x) noexcept {
    if (part.count >= o::width)
      o::store(to, x);
    else if constexpr (o::width > 1)
      if (part.count != 0) o::store_some(to, part.count, x);
  }
};
template <class V, class Rest>
struct partial<simd::unrolled<V, Rest>> {
  using T = scalar_t<V>;
  XACT_INLINE static simd::unrolled<V, Rest> load(const T* from, first_of_it part, T missing) noexcept {
    return {partial<V>::load(from, part, missing),
            partial<Rest>::load(from + ops<V>::width, part.after<V>(), missing)};
  }
  XACT_INLINE static void store(T* to, first_of_it part, const simd::unrolled<V, Rest>& x) noexcept {
    partial<V>::store(to, part, x.a);
    partial<Rest>::store(to + ops<V>::width, part.after<V>(), x.b);
  }
};

/// Has `pass` see n elements: pass.at<L>(i, part) those from i on, as a value L, or a part of it.
template <class V, class Pass>
XACT_INLINE void for_each_sixteen(std::size_t n, Pass& pass) noexcept {
  std::size_t i = 0;
  if constexpr (sixteens_side_by_side < V >> 1)
    for (; i + ops<many_sixteens<V>>::width <= n; i += ops<many_sixteens<V>>::width)
      pass.template at<many_sixteens<V>>(i, all_of_it());
  for (; i + 16 <= n; i += 16) pass.template at<sixteen<V>>(i, all_of_it());
  if (i < n) pass.template at<sixteen<V>>(i, first_of_it{n - i});
}

// ---- reductions

/// The largest of the numbers in x.
template <class V>
XACT_INLINE scalar_t<V> largest(const V& x) noexcept {
  return ops<V>::largest(x);
}
template <class V>
XACT_INLINE scalar_t<V> largest(const simd::unrolled<V, V>& x) noexcept {
  return largest(ops<V>::max(x.a, x.b));
}

/// hi + lo, of which hi is rounded: two such sums as one.
template <class V>
XACT_INLINE simd::unevaluated_sum<V> add_up(const simd::unevaluated_sum<V>& a,
                                            const simd::unevaluated_sum<V>& b) noexcept {
  using W = simd::as_written<V>;
  const auto sum = simd::two_sum(W(a.hi), W(b.hi));
  return {simd::plain(sum.hi), simd::plain((W(a.lo) + W(b.lo)) + sum.lo)};
}
/// The sum of all elements.
template <class V>
XACT_INLINE simd::unevaluated_sum<scalar_t<V>> total(const simd::unevaluated_sum<V>& sums) noexcept {
  using T = scalar_t<V>;
  T hi[ops<V>::width], lo[ops<V>::width];
  ops<V>::store(hi, sums.hi);
  ops<V>::store(lo, sums.lo);
  for (std::size_t n = ops<V>::width / 2; n > 0; n /= 2)
    for (std::size_t i = 0; i < n; ++i) {
      const auto sum = add_up(simd::unevaluated_sum<T>{hi[i], lo[i]}, {hi[i + n], lo[i + n]});
      hi[i] = sum.hi;
      lo[i] = sum.lo;
    }
  return {hi[0], lo[0]};
}
template <class V>
XACT_INLINE auto total(const simd::unevaluated_sum<simd::unrolled<V, V>>& sums) noexcept {
  return total(add_up<V>({sums.hi.a, sums.lo.a}, {sums.hi.b, sums.lo.b}));
}

/// The sum of 16 partial sums in double.
template <class D>
XACT_INLINE double total(const D& sums) noexcept {
  return ops<D>::total(sums);
}
template <class D>
XACT_INLINE double total(const simd::unrolled<D, D>& sums) noexcept {
  return total(simd::plain(simd::as_written<D>(sums.a) + simd::as_written<D>(sums.b)));
}

}  // namespace xact::array
