// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/base/config.hpp"
#include "xact/math/step_table.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::fast {

// GELU and its tanh form in the fast tier where a register can be looked up in (float with FMA): a function
// of a = |x| as eight polynomials, on intervals of one width but for the first, half as wide. For f(x) it is
// the tail -f(-a); for f'(x), which is 1/2 more than an odd function, that function.

template <class T>
inline constexpr bool has_step_tables = sizeof(T) == 4 && simd::has_fma<T>;

/// f(x) = max(x, 0) - tail(|x|). It is the max that keeps NaN.
template <class V, std::size_t n>
XACT_INLINE constexpr V gelu_in_steps(const step_table<n>& tail, V x) {
  using o = ops<V>;
  return o::max(V(-0.0f), x) - in_steps(tail, o::min_abs(V(tail.last), x));
}

/// f'(x) = 1/2 + odd(x). Here |x| has to keep NaN, which min_abs would lose.
template <class V, std::size_t n>
XACT_INLINE constexpr V gelu_derivative_in_steps(const step_table<n>& odd, V x) {
  using o = ops<V>;
  return V(0.5f) + o::or_sign(in_steps(odd, o::min(V(odd.last), o::abs(x))), x);
}

/// How many registers go side by side: the tables fill most of AVX2's, and both sets most of AVX-512's.
inline constexpr simd::unrolling unroll_step_tables = {
    .forward = {2, 5}, .derivative = {2, 6}, .both = {2, 2}};

}  // namespace xact::math::fast
