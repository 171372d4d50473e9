// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "xact/base/config.hpp"
#include "xact/math/accurate/log1p_exp.hpp"
#include "xact/math/fast/exp.hpp"
#include "xact/math/overflow.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"

namespace xact::math::accurate {

/// log(2^n (1 + f + f_lo)) in two parts, 1 + f between sqrt(1/2) and sqrt(2), n an integer: n ln2 + 2
/// atanh(u), u = f / (2 + f), which for n = 0 keeps its accuracy however small f is.
template <double_precision V>
XACT_INLINE constexpr simd::unevaluated_sum<V> log_of_parts(V n, V f, V f_lo) {
  using o = ops<V>;
  using ln2 = fast::detail::ln2<double>;
  V two(2.0);
  auto g = simd::fast_two_sum(f, f_lo);
  V d = two + g.hi, d_lo = ((two - d) + g.hi) + g.lo;
  V reciprocal = o::divide(V(1.0), d);
  V u = g.hi * reciprocal;
  V u_lo = (o::fnma(u, d, g.hi) + o::nmul_add(u, d_lo, g.lo)) * reciprocal;
  V u2 = u * u;
  V rest = o::mul_add(u * u2, polynomial<0>(u2, u2 * u2, detail::atanh_rest_double), u_lo);
  V n_ln2 = o::fence(n * V(ln2::hi));  // exact
  auto sum = simd::two_sum(n_ln2, u + u);
  return simd::fast_two_sum(sum.hi, sum.lo + o::mul_add(n, V(ln2::lo), rest + rest));
}

/// log(s) of a sum s = hi + lo >= 1 of doubles, in two parts.
template <class V = simd::as_written<double>>
XACT_INLINE constexpr simd::unevaluated_sum<double> log_of_sum(const simd::unevaluated_sum<double>& s) {
  using o = ops<double>;
  constexpr std::uint64_t one = 0x3ff0000000000000, sqrt_half = 0x3fe6a09e667f3bcd;
  const std::uint64_t bits = o::to_bits(s.hi);
  if (bits >> 52 == 0x7ff) return {s.hi, 0};  // infinite or NaN
  const auto n = static_cast<int>((bits + (one - sqrt_half)) >> 52) - o::format::exponent_bias;
  const double scale = power_of_2<double>(-n);
  const auto log = log_of_parts(V(static_cast<double>(n)), V(s.hi * scale) - V(1.0), V(s.lo * scale));
  return {simd::plain(log.hi), simd::plain(log.lo)};
}

}  // namespace xact::math::accurate
