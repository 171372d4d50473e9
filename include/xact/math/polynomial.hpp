// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/base/config.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

/// The coefficients c0, c1, ... of one polynomial.
template <class T, std::size_t n>
struct coefficients {
  T c[n];
  static constexpr std::size_t size = n;

  template <std::size_t i, class V>
  XACT_INLINE constexpr V at() const {
    return V(c[i]);
  }
};

/// Eight polynomials, a column a coefficient; each element has its own row.
template <class T, std::size_t n>
struct coefficient_table {
  simd::table8<T> columns[n];

  template <class Index>
  struct row {
    const coefficient_table& table;
    Index index;
    static constexpr std::size_t size = n;

    template <std::size_t i, class V>
    XACT_INLINE constexpr V at() const {
      return ops<V>::lookup(table.columns[i], index);
    }
  };
  template <class Index>
  XACT_INLINE constexpr row<Index> rows(Index index) const {
    return {*this, index};
  }
};

// Each coefficient is looked up just before it is needed, which as a nested argument it would not be: all at
// once, they overflow the registers.

/// c[first] + c[first + 1] x + ..., by Horner's rule: the fewest operations.
template <std::size_t first, class V, class Coefficients>
XACT_INLINE constexpr V horner(V x, const Coefficients& c) {
  if constexpr (first + 1 == Coefficients::size) {
    return c.template at<first, V>();
  } else {
    V rest = horner<first + 1>(x, c);
    return ops<V>::mul_add(rest, x, c.template at<first, V>());
  }
}

/// The same by Horner's rule in x^2 on pairs: one product more, and half the latency.
template <std::size_t first, class V, class Coefficients>
XACT_INLINE constexpr V polynomial(V x, V x2, const Coefficients& c) {
  if constexpr (first + 2 < Coefficients::size) {
    V rest = polynomial<first + 2>(x, x2, c);
    V pair = ops<V>::mul_add(c.template at<first + 1, V>(), x, c.template at<first, V>());
    return ops<V>::mul_add(rest, x2, pair);
  } else {
    return horner<first>(x, c);
  }
}

/// c[first] + c[first + 1] x + ... + x^n, likewise: an addition instead of the first multiplication.
template <std::size_t first, class V, class Coefficients>
XACT_INLINE constexpr V monic(V x, const Coefficients& c) {
  if constexpr (first + 1 == Coefficients::size)
    return x + c.template at<first, V>();
  else
    return ops<V>::mul_add(monic<first + 1>(x, c), x, c.template at<first, V>());
}

}  // namespace xact::math
