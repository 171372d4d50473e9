// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/base/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

// A function of a >= 0 as eight polynomials, on intervals that widen with a.

namespace xact::math {

/// Polynomials in a, in the intervals of table_index(scale a + offset), for a up to `last`. `bits` of the
/// mantissa tell the intervals of one octave from each other.
template <std::size_t n, int bits = 1>
struct octave_table {
  float scale, offset, last;
  coefficient_table<float, n> c;
};

/// The polynomial of the interval that holds `a`; if `limited`, beyond the eighth interval that of the
/// eighth, where `offset` is 1.
template <class V, std::size_t n, int bits>
XACT_INLINE constexpr V evaluate(const octave_table<n, bits>& table, V a, bool limited = false) {
  using o = ops<V>;
  V where = o::mul_add(a, V(table.scale), V(table.offset));
  if (limited) where = o::min(V(15.5f), where);
  return horner<0>(a, table.c.rows(o::template table_index<bits>(where)));
}

}  // namespace xact::math
