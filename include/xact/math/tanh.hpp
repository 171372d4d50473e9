#pragma once

#include "xact/core/config.hpp"
#include "xact/math/exp.hpp"
#include "xact/math/exp_quotient.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/math/tiny.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math {

namespace detail {

// tanh(centre + d) = value + d (slope + d P(d)), two intervals an octave of a + 1, in the order of
// table_index(a + 1): edges 1 2 3 5 7 9.125, 15 (unused), 0 .5 1. Centres where tanh is nearly a float need
// no low part. From tests/sollya/tanh.sollya, to 2^-28.
XACT_TABLE simd::table8<float> tanh_centre{0x1.7f1cp0f, 0x1.3f74p1f, 0x1.ffc8p1f, 0x1.7f69p2f,
                                           0x1.fe28p2f, 0x1.2p3f,    0.f,         0x1.82ep-1f};
XACT_TABLE simd::table8<float> tanh_value{
    0x1.cf1ceep-1f, 0x1.f9168ep-1f, 0x1.ffa7cap-1f, 0x1.fffe5cp-1f, 0x1.fffff8p-1f, 0x1p0f, 0.f,
    0x1.46e7c4p-1f};
XACT_TABLE simd::table8<float> tanh_slope{0x1.746cacp-3f,  0x1.b7602p-6f, 0x1.60b7bap-10f, 0x1.a3fc82p-16f,
                                          0x1.fffc72p-22f, 0.f,           0x1p0f,          0x1.2f4674p-1f};
XACT_TABLE coefficient_table<float, 7> tanh_rest = {
    {{-0x1.50dd3ap-3f, -0x1.b171aap-6f, -0x1.607bc8p-10f, -0x1.a3fbe4p-16f, -0x1.0004f6p-21f, 0.f,
      0x1.8f2138p-24f, -0x1.83464p-2f},
     {0x1.691fd6p-4f, 0x1.192168p-6f, 0x1.d58bfp-11f, 0x1.1821ap-16f, 0x1.5586bp-22f, 0.f, -0x1.5556cp-2f,
      0x1.68ad28p-5f},
     {-0x1.985658p-6f, -0x1.09b5ecp-7f, -0x1.d434a2p-12f, -0x1.181182p-17f, -0x1.54e9ep-23f, 0.f,
      0x1.c2222cp-14f, 0x1.912bc2p-4f},
     {-0x1.73dd08p-9f, 0x1.795ee6p-9f, 0x1.719cc2p-13f, 0x1.bbb616p-19f, 0x1.0e68fcp-24f, 0.f, 0x1.0ef622p-3f,
      -0x1.0623e8p-4f},
     {0x1.db2d2ap-8f, -0x1.7b5134p-11f, -0x1.e8be56p-15f, -0x1.288b7p-20f, -0x1.711994p-26f, 0.f,
      0x1.62d58cp-8f, 0x1.3c28d2p-13f},
     {-0x1.f823e4p-9f, 0x1.f5e806p-15f, 0x1.30c762p-16f, 0x1.819dap-22f, 0x1.d6e37cp-28f, 0.f,
      -0x1.203046p-4f, 0x1.501c3ep-6f},
     {0x1.91557p-11f, 0x1.8de64cp-15f, -0x1.1bc3fap-18f, -0x1.79c588p-24f, -0x1.8ddf0ep-30f, 0.f,
      0x1.c64026p-6f, -0x1.a172fap-7f}}};
inline constexpr float tanh_rest_at_0 = tanh_rest.columns[0].entries[6];

// From tests/sollya/tanh_rational.sollya, to 2^-22.7; the first coefficient of q is 1. The quotient rounds to
// 1 at the clamp, and exceeds it nowhere below.
XACT_TABLE coefficients<float, 4> tanh_p{0x1.f0616ap21f, 0x1.00a454p19f, 0x1.76ff22p13f, 0x1.73c682p5f};
XACT_TABLE coefficients<float, 4> tanh_q{0x1.f0617p21f, 0x1.cb3d7ep20f, 0x1.7a4a5cp16f, 0x1.e54182p9f};
inline constexpr float tanh_rational_is_1 = XACT_HAS_FMA ? 0x1.f7c3c6p2f : 0x1.f8fef8p2f;

}  // namespace detail

/// tanh(a), 0 <= a: piecewise polynomials, no exponential and no division.
template <single_precision V>
XACT_INLINE constexpr V tanh_of_positive(V a) {
  using o = ops<V>;
  a = o::min(V(9.1f), a);  // tanh(9.1) rounds to 1
  const auto i = o::table_index(a + V(1.0f));
  V d = a - o::lookup(detail::tanh_centre, i);
  V d2 = product_plus_tiny(d, d);
  V rest = product_without_tiny(d2, polynomial<0>(d, d2, detail::tanh_rest.rows(i)), detail::tanh_rest_at_0);
  return o::lookup(detail::tanh_value, i) + o::fma(d, o::lookup(detail::tanh_slope, i), rest);
}

/// tanh(a), 0 <= a: (1 - e) / (1 + e) with e = exp(-2a) = 2^n (1 + q), and one Newton step.
template <double_precision V>
XACT_INLINE constexpr V tanh_of_positive(V a) {
  using o = ops<V>;
  constexpr int bias = o::format::exponent_bias;
  V one(1.0);
  a = o::min(V(22.0), a);                                                  // tanh(22) rounds to 1
  auto [s, r, tail] = exp_split<bias>(a * V(-2.0), V(-tiny<double> / 2));  // tail: r^2 / 2, without tiny
  V q = r + tail, q_lo = (r - q) + tail;
  V sq = s * q;  // exact
  V sq_or_0 =
      XACT_HAS_FMA ? o::select_less(a, V(tiny<double>), V(0.0), sq) : sq;  // does not underflow in sq y
  V one_s = one - s, numerator = one_s - sq;
  V numerator_lo = o::nmul_add(s, q_lo, ((one_s - numerator) - sq) + ((one - one_s) - s));
  V reciprocal = o::divide(one, (one + s) + sq);
  V y = o::fence(numerator * reciprocal);
  V residual = o::fnma(sq_or_0, y, o::fnma(s, y, numerator - y)) + numerator_lo;
  return o::fma(residual, reciprocal, y);
}

/// tanh(x) = x p(x^2) / q(x^2), for the fast tier: the fewest operations.
template <single_precision V>
XACT_INLINE constexpr V tanh_rational(V x) {
  using o = ops<V>;
  constexpr float last = detail::tanh_rational_is_1;
  x = o::max(V(-last), o::min(V(last), x));
  V x2 = normal_square(x);
  return o::divide(x * horner<0>(x2, detail::tanh_p), monic<0>(x2, detail::tanh_q));
}

/// tanh(|x|) = n / d and 1 - tanh(|x|) = e / d.
template <class V>
struct tanh_parts {
  V n, e, d;

  /// tanh(|x|).
  XACT_INLINE constexpr V value() const { return ops<V>::divide(n, d); }
  /// 1 - tanh(x)^2 = u (2 - u), u = e / d.
  XACT_INLINE constexpr V slope() const {
    V u = ops<V>::divide(e, d);
    return ops<V>::nmul_add(u, u, u + u);
  }
};

/// From e^-2|x| = power (p + f) / (p - f), sum = p + f. Next to 0, n is -2f, with all its bits.
template <class V>
XACT_INLINE constexpr tanh_parts<V> tanh_of_exp(V power, V sum, V f) {
  V n = ops<V>::mul_sub(V(scalar_t<V>(1)) - power, sum, f + f);
  V e = power * (sum + sum);
  return {n, e, n + e};
}

}  // namespace xact::math
