// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>

#include "xact/base/config.hpp"
#include "xact/math/narrow/octave_table.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/math/step_table.hpp"
#include "xact/simd/float16_format.hpp"
#include "xact/simd/ops.hpp"

// A gate: x times a function that rises from 0 to 1, and has the left tail T. Coefficients are found as in
// math/narrow/octave_table.hpp.

namespace xact::math::narrow {

/// max(x, 0) - |x| T(|x|), from the table of log2 T: what a gate is, x times a function that rises from 0
/// to 1.
template <class V>
XACT_INLINE constexpr V gate_bfloat16(V x, const octave_table<4>& log2_of_tail) {
  using o = ops<V>;
  V a = o::min(V(log2_of_tail.last), o::abs(x));
  V tail = exp2_up_24(a, evaluate(log2_of_tail, a));
  return o::nmul_add(tail, V(0x1p-24f), o::max(V(-0.0f), x));
}

/// max(x, 0) - a T(a), a = |x|. The table has T(a) as a base, 1/2 close to 0 and 0 elsewhere, and a
/// polynomial.
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

/// As floats that round to the number of 16 bits that the true value rounds to.
template <class Format, class V>
XACT_INLINE constexpr V gate(V x, const octave_table<4>& log2_of_tail, const step_table<8>& tail) {
  if constexpr (std::same_as<Format, simd::bfloat16_format>)
    return gate_bfloat16(x, log2_of_tail);
  else
    return gate_float16(x, tail);
}

}  // namespace xact::math::narrow
