// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/base/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

// A function of a = |x| as eight polynomials, on intervals of one width but for the first, half as wide.

namespace xact::math {

/// Polynomials in t - n, for t = steps_per_unit a within 1/2 of n. From `last` on the function is constant.
template <std::size_t n>
struct step_table {
  float steps_per_unit, last;
  coefficient_table<float, n> c;
};

/// Where in a table a number belongs: t - n, and the polynomial of n.
template <class V, class Row>
struct step {
  V t_minus_n;
  Row polynomial;
};

/// The step of `a`, 0 <= a <= last.
template <class V, std::size_t n>
XACT_INLINE constexpr auto step_of(const step_table<n>& table, V a) {
  using o = ops<V>;
  V to_integer(0x1.8p23f), steps_per_unit(table.steps_per_unit);
  V m = o::fma(a, steps_per_unit, to_integer);
  auto row = table.c.rows(o::integer_index(m));
  return step<V, decltype(row)>{o::fms(a, steps_per_unit, m - to_integer), row};
}

/// The polynomial for 0 <= a <= last.
template <class V, std::size_t n>
XACT_INLINE constexpr V in_steps(const step_table<n>& table, V a) {
  auto [t_minus_n, polynomial] = step_of(table, a);
  return horner<0>(t_minus_n, polynomial);
}

}  // namespace xact::math
