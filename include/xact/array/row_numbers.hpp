// SPDX-License-Identifier: MIT

#pragma once

#include <limits>

#include "xact/base/config.hpp"
#include "xact/math/accurate/exp_below.hpp"
#include "xact/math/overflow.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"

// The numbers that a row has one of, in two parts of double. Comparisons with what may be NaN or infinite
// look at bits, since -ffast-math knows neither.

namespace xact::array {

using two_parts = simd::unevaluated_sum<double>;

template <class T>
XACT_INLINE bool is(T x, T special) noexcept {
  return ops<T>::to_bits(x) == ops<T>::to_bits(special);
}
template <class T>
inline constexpr T infinity = std::numeric_limits<T>::infinity();

/// 2^below_scale, as which exp(0) comes, and its reciprocal.
template <class T>
inline constexpr double scaled_one = math::power_of_2<double>(math::accurate::below_scale<T>);
template <class T>
inline constexpr double to_unscaled = math::power_of_2<double>(-math::accurate::below_scale<T>);

/// a / sum in two parts, of which floats need one; or 0 of the sum of nothing.
template <class T, class W = simd::as_written<double>>
XACT_INLINE two_parts quotient(double a, const two_parts& sum) noexcept {
  using o = ops<W>;
  if (is(sum.hi, 0.0)) return {0, 0};
  W q = o::divide(W(a), W(sum.hi));
  const bool is_finite = (ops<double>::to_bits(simd::plain(q)) << 1) >> 53 != 0x7ff;
  if (single_precision<T> || !is_finite) return {simd::plain(q), 0};
  W rest = o::nmul_add(q, W(sum.lo), o::fnma(q, W(sum.hi), W(a)));
  return {simd::plain(q), simd::plain(o::divide(rest, W(sum.hi)))};
}
XACT_INLINE two_parts negative(const two_parts& x) noexcept {
  return {ops<double>::xor_sign(x.hi, -0.0), ops<double>::xor_sign(x.lo, -0.0)};
}
template <class T>
XACT_INLINE T rounded(const two_parts& x) noexcept {
  using W = simd::as_written<double>;
  return static_cast<T>(simd::plain(W(x.hi) + W(x.lo)));
}
/// a b, of a number and one in two parts.
template <class W = simd::as_written<double>>
XACT_INLINE two_parts product(double a, const two_parts& b) noexcept {
  using o = ops<W>;
  W hi = o::fence(W(a) * W(b.hi));
  return {simd::plain(hi), simd::plain(o::mul_add(W(a), W(b.lo), o::fms(W(a), W(b.hi), hi)))};
}

/// -infinity.
template <class T>
inline constexpr T minus_infinity = -std::numeric_limits<T>::infinity();

/// What an element is multiplied by, in two parts.
using factor = simd::unevaluated_sum<double>;

}  // namespace xact::array
