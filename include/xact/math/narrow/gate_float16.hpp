// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/math/step_table.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::narrow {

/// max(x, 0) - a T(a), a = |x|, as floats that round to the float16 that the true value rounds to; with FMA.
/// A gate is x times a function that rises from 0 to 1, of which T is the left tail. The table has T(a) as a
/// base, 1/2 close to 0 and 0 elsewhere, and a polynomial; they are found as in math/narrow/octave_table.hpp.
///
/// Where x is subnormal in float16, x / 2 may lie halfway between two numbers. The true value lies above it,
/// and so does this one, by half of what `a` is less in the product.
template <class V>
XACT_INLINE constexpr V gate_float16(V x, const step_table<8>& tail) {
  using o = ops<V>;
  V a = o::min(V(tail.last), o::abs(x));
  auto [t_minus_n, row] = step_of(tail, a);
  V base = o::fnma(a - V(0x1p-37f), row.template at<0, V>(), o::max(V(-0.0f), x));
  return o::or_sign(o::fnma(a, horner<1>(t_minus_n, row), base), x);
}

}  // namespace xact::math::narrow
