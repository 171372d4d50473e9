// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/base/config.hpp"
#include "xact/math/octave_table.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/ops.hpp"

// Kernels for inputs of 16 bits alone, which give floats that round to the right number of 16 bits, for each
// of the 65,536. Coefficients from tests/sollya/sixteen_bits.py, by linear programs: a polynomial need not be
// close to the function, but within the interval that rounds to the right number, at the few inputs that it
// serves. That leaves room for the rounding of all operations too, with FMA and without. Lim and Nagarakatte,
// "High performance correctly rounded math libraries for 32-bit floating point representations", PLDI 2021.

namespace xact::math::narrow {

namespace detail {

// 2^f, |f| <= 1/2.
XACT_TABLE coefficients<float, 4> exp2_bfloat16{0x1.fffb84p-1f, 0x1.62d8dcp-1f, 0x1.ef70cap-3f,
                                                0x1.c78bf4p-5f};

}  // namespace detail

/// The function with the sign of x that the table has for x >= 0.
template <class V, std::size_t n>
XACT_INLINE constexpr V odd(V x, const octave_table<n>& table) {
  using o = ops<V>;
  return o::or_sign(evaluate(table, o::min(V(table.last), o::abs(x))), x);
}

/// a 2^(t + 24), -150 < t <= 0.
template <class V>
XACT_INLINE constexpr V exp2_up_24(V a, V t) {
  constexpr float to_integer = 0x1.8p23f;
  V biased(to_integer + 24 + ops<V>::format::exponent_bias);
  V m = t + biased;
  return horner<0>(t - (m - biased), detail::exp2_bfloat16) * (a * ops<V>::to_exponent(m));
}

}  // namespace xact::math::narrow
