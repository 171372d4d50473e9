#pragma once

#include <concepts>
#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/exact.hpp"
#include "xact/math/exp.hpp"
#include "xact/math/exp_quotient.hpp"
#include "xact/math/logistic.hpp"
#include "xact/math/mills.hpp"
#include "xact/math/normal_tail.hpp"
#include "xact/math/sixteen_bits.hpp"
#include "xact/math/step_table.hpp"
#include "xact/math/tail.hpp"
#include "xact/math/tiny.hpp"

namespace xact {

/// The two functions called GELU, by PyTorch's names.
enum class approximate {
  none,  ///< x Phi(x), with the normal distribution function Phi
  tanh   ///< x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3))
};

template <approximate = approximate::none, accuracy A = accuracy::accurate>
struct gelu_t;

/// Gaussian error linear unit: f(x) = x Phi(x); f'(x) = Phi(x) + x phi(x), Phi the normal distribution
/// function and phi its density.
///
/// Element by element; within `bounds` of the true value for every x, in the whole left tail and next to
/// the zero of f' at -0.7518 too. gelu(-0) = -0, gelu(-inf) = -0, gelu(inf) = inf, f'(-inf) = 0,
/// f'(inf) = 1; NaN gives NaN. Not monotonic: no derivative_from_output.
/// Method: f(x) = max(x, 0) - |x| exp(-x^2/2) Q(|x|), Q as in math/mills.hpp.
/// Hendrycks and Gimpel, "Gaussian error linear units", 2016.
template <>
struct gelu_t<approximate::none, accuracy::accurate>
    : activation_interface<gelu_t<approximate::none, accuracy::accurate>> {
  static constexpr std::string_view name = "gelu";
  using without_fma = gelu_t<approximate::none, accuracy::fast>;
  template <class T>
  static constexpr bool looks_up = sizeof(T) == 4 && XACT_HAS_FMA;
  template <class T>
  static constexpr bool slope_looks_up = looks_up<T>;
  template <class T>
  static constexpr int both_lockstep = sizeof(T) == 4 ? 2 : 4;  // also in double, where there is no FMA
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}};
  static constexpr bool above_half_of_x = true;  // f(x) = x / 2 + x (Phi(x) - 1/2), an even, positive term

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    V a = magnitude(x);
    return value(x, a, math::normal_exp(a));
  }

  template <std::same_as<simd::bfloat16_format> Format, class V>
  XACT_INLINE static constexpr V eval_16(V x) {
    return math::gelu_bfloat16(x);
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    V a = magnitude(x);
    return slope(x, a, math::normal_exp(a));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_and_slope(V x) {
    V a = magnitude(x);
    const auto e = math::normal_exp(a);
    return {value(x, a, e), slope(x, a, e)};
  }

 private:
  /// |x| up to where both tails are 0.
  template <class V>
  XACT_INLINE static constexpr V magnitude(V x) {
    using T = scalar_t<V>;
    constexpr T underflow = sizeof(T) == 4 ? 14.75 : 39.5;
    return ops<V>::min(V(underflow), ops<V>::abs(x));
  }

  /// max(x, 0) - a exp(-a^2 / 2) Q(a).
  template <class V>
  XACT_INLINE static constexpr V value(V x, V a, const math::exp_parts<V>& e) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T identity = sizeof(T) == 4 ? 13 : 38;
    V base = o::select_negative(x, V(T(0)), math::subnormal_product(a, V(math::scale_up<T>)));
    V y = math::scaled_down(math::subtract_product(base, math::subnormal_product(e.power, a),
                                                   math::product(e, math::mills_q(a))));
    return o::or_sign(o::select_less(V(identity), x, x, y), x);
  }

  /// exp(-a^2 / 2) K(a) for x < 0, 1 minus that for x >= 0.
  template <class V>
  XACT_INLINE static constexpr V slope(V x, V a, const math::exp_parts<V>& e) {
    using o = ops<V>;
    using T = scalar_t<V>;
    V base = o::select_negative(x, V(T(0)), V(math::scale_up<T>));
    return math::scaled_down(
        math::subtract_product(base, o::xor_sign(e.power, x), math::product(e, math::mills_k(a))));
  }
};

/// GELU's tanh form: f(x) = x s, s = sigmoid(z), z = 2 sqrt(2 / pi) (x + 0.044715 x^3);
/// f'(x) = s (1 + x z' (1 - s)).
///
/// Element by element; within `bounds` of the true value for every x, in the whole left tail too; next to
/// the zero of f' at -0.7524 within its absolute bound. gelu_tanh(-0) = -0, gelu_tanh(-inf) = -0,
/// gelu_tanh(inf) = inf, f'(-inf) = 0, f'(inf) = 1; NaN gives NaN. Not monotonic: no derivative_from_output.
/// Method: the sigmoid's, with z in two parts.
template <>
struct gelu_t<approximate::tanh, accuracy::accurate>
    : activation_interface<gelu_t<approximate::tanh, accuracy::accurate>> {
  static constexpr std::string_view name = "gelu_tanh";
  using without_fma = gelu_t<approximate::tanh, accuracy::fast>;
  template <class T>
  static constexpr int eval_lockstep = sizeof(T) == 4 ? 6 : 4;
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1},
                                          .derivative = {1, sizeof(T) == 4 ? 0x1p-27 : 0x1p-56}};
  static constexpr bool above_half_of_x = true;  // f(x) = x / 2 + x (s - 1/2), an even, positive term

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr bool single = sizeof(T) == 4;
    constexpr T underflow = T(single ? -11 : -21.6), identity = T(single ? 5.2 : 7.2);
    V c = o::max(V(underflow), o::min(V(identity), x));
    const auto z = argument(c, math::product_plus_tiny(c, c));
    auto [y, correction] = math::logistic(z.hi, z.lo);
    V gated = math::scaled_down(o::fma(c, y, math::subnormal_product(c, y) * correction));
    return o::or_sign(o::select_less(V(identity), x, x, gated), x);
  }

  template <std::same_as<simd::bfloat16_format> Format, class V>
  XACT_INLINE static constexpr V eval_16(V x) {
    return math::gelu_tanh_bfloat16(x);
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    constexpr T underflow = static_cast<T>(sizeof(T) == 4 ? -11 : -21.6);
    V one(T(1));
    V c = o::max(V(underflow), o::negative_abs(x));
    V c2 = math::product_plus_tiny(c, c);
    const auto z = argument(c, c2), xz = argument_times_slope(c, c2);
    auto [power, y, s, g, g_lo, correction] = math::logistic_of_negative<math::result_scale<T>>(z.hi, z.lo);
    // f'(c) = s h, h = 1 + c z' (1 - s), to twice the precision: h has the zero
    V p = o::fence(xz.hi * g);
    V p_lo = o::fma(xz.hi, o::fnma(s, correction, g_lo), o::mul_add(xz.lo, g, o::fms(xz.hi, g, p)));
    const auto h = simd::two_sum(one, p);
    V d = o::fence(y * h.hi);
    V d_lo = o::mul_add(y, h.lo + p_lo, o::mul_add(d, correction, o::fms(y, h.hi, d)));
    V base = o::select_negative(x, V(T(0)), V(math::scale_up<T>));
    V scale = o::xor_sign(o::template add_exponent<o::format::exponent_bias>(power), x);
    return math::scaled_down(math::subtract_product(base, scale, {d, d_lo}));
  }

 private:
  /// z = c1 x + c3 x^3, c1 = 2 sqrt(2 / pi), c3 = 0.044715 c1, each in two parts; c1_hi is short enough for
  /// c1_hi - (c1_hi + c3 x^2) to be exact.
  template <class T>
  struct constants {
    static constexpr bool single = sizeof(T) == 4;
    static constexpr T c1_hi = static_cast<T>(single ? 0x1.988p+0 : 0x1.9884530p+0);
    static constexpr T c1_lo = static_cast<T>(single ? 0x1.14cf5p-14 : 0x1.ea1b284687e5ap-27);
    static constexpr T c3_hi = static_cast<T>(single ? 0x1.2444f2p-4 : 0x1.2444f2a4d8b4bp-4);
    static constexpr T c3_lo = static_cast<T>(single ? 0x1.49b16ap-29 : -0x1.6c843a29d1c7p-61);
    static constexpr T c9_hi = static_cast<T>(single ? 0x1.b6676cp-3 : 0x1.b6676bf7450f0p-3);
    static constexpr T c9_lo = static_cast<T>(single ? -0x1.175e2p-32 : 0x1.bba7351828aabp-57);
  };
  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> argument(V x, V x2) {
    return odd_cubic(x, x2, constants<scalar_t<V>>::c3_hi, constants<scalar_t<V>>::c3_lo);
  }
  /// x z' = c1 x + 3 c3 x^3.
  template <class V>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> argument_times_slope(V x, V x2) {
    return odd_cubic(x, x2, constants<scalar_t<V>>::c9_hi, constants<scalar_t<V>>::c9_lo);
  }
  template <class V, class T = scalar_t<V>>
  XACT_INLINE static constexpr simd::unevaluated_sum<V> odd_cubic(V x, V x2, T c_hi, T c_lo) {
    using o = ops<V>;
    using k = constants<T>;
    V x2_lo = o::fms(x, x, x2);
    V w = o::fma(V(c_hi), x2, V(k::c1_hi));
    V w_lo = o::fma(V(c_hi), x2, V(k::c1_hi) - w) +
             o::mul_add(V(c_hi), x2_lo, o::mul_add(V(c_lo), x2, V(k::c1_lo)));
    V z = math::product_plus_tiny(x, w);
    return {z, o::mul_add(x, w_lo, o::fms(x, w, z))};
  }
};

/// GELU, correctly rounded, for float. Method: in double, f(x) = max(x, 0) - |x| Phi(-|x|), and for f'(x)
/// likewise Phi(-|x|) - |x| phi(x), as in math/exact.hpp.
template <>
struct gelu_t<approximate::none, accuracy::exact>
    : computed_in_double<gelu_t<approximate::none, accuracy::exact>> {
  static constexpr std::string_view name = "exact::gelu";

  /// Of |x|, up to where both tails are 0.
  template <class W>
  XACT_INLINE static constexpr math::exact_normal_tail<W> parts_at(W x) {
    using o = ops<W>;
    // For tiny x, half of x may lie halfway between two subnormal floats: f(x) is above that, and so is what
    // Phi(-2^-40) < 1/2 makes of it.
    return math::exact_normal(o::max(W(0x1p-40), o::min(W(14.75), o::abs(x))));
  }

  template <class W>
  XACT_INLINE static constexpr W value(W x, const math::exact_normal_tail<W>& p) {
    using o = ops<W>;
    W a = o::min(W(14.75), o::abs(x));
    return o::max(W(0.0), x) - o::divide(a * p.e * p.f(), p.d * p.sum);
  }

  template <class W>
  XACT_INLINE static constexpr W slope_of(W x, const math::exact_normal_tail<W>& p) {
    using o = ops<W>;
    return math::exact_gelu_slope(x, o::divide(p.e * p.m(), p.d));
  }
};

/// GELU's tanh form, correctly rounded, for float. Method: in double, s = sigmoid(-z(|x|)) = E / (D + E);
/// f(x) = max(x, 0) - |x| s; with h = 1 - |x| z' (1 - s), f'(x) = s h for x < 0, 1 - s h for x >= 0.
template <>
struct gelu_t<approximate::tanh, accuracy::exact>
    : computed_in_double<gelu_t<approximate::tanh, accuracy::exact>> {
  static constexpr std::string_view name = "exact::gelu_tanh";

  /// c = -|x|, as far as it matters; with z = c1 c + c3 c^3, e^z = e / d.
  template <class W>
  struct parts {
    W c, e, d;
  };
  template <class W>
  XACT_INLINE static constexpr parts<W> parts_at(W x) {
    using o = ops<W>;
    constexpr double c1 = 0x1.9884533d43651p+0, c1_lo = -0x1.cbc0d30ebfd15p-54, c3 = 0x1.2p-4,
                     c3_lo = 0x1.113ca9362d2bdp-10;
    W c = o::max(W(-11.0), o::min(W(-0x1p-40), o::negative_abs(x)));  // -2^-40: see gelu
    // z / c in 28 bits and the rest, so that the products that are not small are exact.
    W square = c * c, cubic = o::fence(square * W(c3)), rest = o::mul_add(square, W(c3_lo), W(c1_lo));
    W to_28_bits(0x1.8p27);
    W w = (((cubic + W(c1)) + rest) + to_28_bits) - to_28_bits;
    auto exp = math::exact_exp(o::fence(c * w), c * (((cubic - w) + W(c1)) + rest));
    return {c, exp.numerator(), exp.denominator()};
  }

  template <class W>
  XACT_INLINE static constexpr W value(W x, const parts<W>& p) {
    using o = ops<W>;
    W a = o::min(W(11.0), o::abs(x));
    return o::nmul_add(a, o::divide(p.e, p.d + p.e), o::max(W(0.0), x));
  }

  template <class W>
  XACT_INLINE static constexpr W slope_of(W x, const parts<W>& p) {
    using o = ops<W>;
    W s = o::divide(p.e, p.d + p.e);
    return math::exact_gelu_slope(x, o::fence(s * math::exact_gelu_tanh_factor(p.c, s)));
  }
};

/// GELU within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15).
/// Method: f(x) = max(x, 0) - |x| Phi(-|x|), the tail as in math/step_table.hpp (float with FMA), or
/// math/normal_tail.hpp.
template <>
struct gelu_t<approximate::none, accuracy::fast>
    : activation_interface<gelu_t<approximate::none, accuracy::fast>> {
  static constexpr std::string_view name = "fast::gelu";
  template <class T>
  static constexpr bool looks_up = math::has_step_tables<T>;
  template <class T>
  static constexpr bool slope_looks_up = looks_up<T>;
  template <class T>
  static constexpr int eval_lockstep = looks_up<T> ? 5 : 4;
  template <class T>
  static constexpr int slope_lockstep = looks_up<T> ? 6 : 4;
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    if constexpr (looks_up<scalar_t<V>>)
      return math::gelu_in_steps(math::gelu_steps, x);
    else
      return o::max(V(scalar_t<V>(-0.0)), x) - math::gelu_tail(o::abs(x));
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    using o = ops<V>;
    if constexpr (slope_looks_up<scalar_t<V>>) {
      return math::gelu_slope_in_steps(math::gelu_slope_steps, x);
    } else {
      V tail = math::gelu_slope_tail(o::abs(x));
      return o::select_negative(x, tail, V(scalar_t<V>(1)) - tail);
    }
  }
};

/// GELU's tanh form within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15).
/// Method: the tails as in math/step_table.hpp (float with FMA). Otherwise, with e^-z = E / D,
/// f(x) = x D / (D + E), and with s = sigmoid(-|z|), f'(x) = s (1 - (1 - s) x z') for x < 0; for -x, E and D
/// change places but for a power of two, and f(x) has the same bits from either, given FMA.
template <>
struct gelu_t<approximate::tanh, accuracy::fast>
    : activation_interface<gelu_t<approximate::tanh, accuracy::fast>> {
  static constexpr std::string_view name = "fast::gelu_tanh";
  template <class T>
  static constexpr bool looks_up = math::has_step_tables<T>;
  template <class T>
  static constexpr bool slope_looks_up = looks_up<T>;
  template <class T>
  static constexpr int eval_lockstep = 5;
  template <class T>
  static constexpr int slope_lockstep = looks_up<T> ? 6 : 5;
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using o = ops<V>;
    using T = scalar_t<V>;
    if constexpr (looks_up<T>) {
      return math::gelu_in_steps(math::gelu_tanh_steps, x);
    } else {
      constexpr T zero = T(sizeof(T) == 4 ? 10.03 : 21.15);
      x = o::max(V(-infinite<T>), x);
      V c = o::min(V(zero), x);
      auto [e, d] = math::exp2_quotient<0>(c, exponent(math::normal_square(c)));
      return x * o::divide(d, d + e);
    }
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    if constexpr (slope_looks_up<scalar_t<V>>)
      return math::gelu_slope_in_steps(math::gelu_tanh_slope_steps, x);
    else
      return slope(x, tail(x));
  }

  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_and_slope(V x) {
    using o = ops<V>;
    if constexpr (!XACT_HAS_FMA || looks_up<scalar_t<V>>) {
      return {eval(x), slope(x)};
    } else {
      auto t = tail(x);
      V gate = o::divide(o::select_negative(x, t.e, t.d), t.sum);
      return {o::max(V(-infinite<scalar_t<V>>), x) * gate, slope(x, t)};
    }
  }

 private:
  /// z = c1 x + c3 x^3.
  static constexpr double c1 = 1.59576912160573071176, c3 = 0.044715 * c1;
  /// Where e^z is infinite for exp2_quotient, and 2 e^-z is 0.
  template <class T>
  static constexpr T infinite = T(sizeof(T) == 4 ? 10.07 : 21.16);

  /// -z / (2 x ln2).
  template <class V>
  XACT_INLINE static constexpr V exponent(V x2) {
    using T = scalar_t<V>;
    constexpr double half_log2_e = 0.72134752044448170367996;
    return ops<V>::mul_add(V(T(-c3 * half_log2_e)), x2, V(T(-c1 * half_log2_e)));
  }

  /// e^-z(a) = e / d, both doubled, a = |x| up to infinite, so that it is 0 just where eval has e^z for
  /// infinite.
  template <class V>
  struct tail_parts {
    V a, a2, e, d, sum;
  };
  template <class V>
  XACT_INLINE static constexpr tail_parts<V> tail(V x) {
    using o = ops<V>;
    V a = o::min(V(infinite<scalar_t<V>>), o::abs(x));
    V a2 = math::normal_square(a);
    auto [e, d] = math::exp2_quotient<1>(a, exponent(a2));
    d = d + d;
    return {a, a2, e, d, d + e};
  }

  template <class V>
  XACT_INLINE static constexpr V slope(V x, const tail_parts<V>& t) {
    using o = ops<V>;
    using T = scalar_t<V>;
    V one(T(1)), s = o::divide(t.e, t.sum);
    V xz = t.a * o::mul_add(V(T(3 * c3)), t.a2, V(T(c1)));
    V left = o::fence(s * o::nmul_add(one - s, xz, one));  // -0 where s is 0
    return o::select_negative(x, left, one - left);
  }
};

inline constexpr gelu_t<approximate::none> gelu{};
inline constexpr gelu_t<approximate::tanh> gelu_tanh{};
namespace exact {
inline constexpr gelu_t<approximate::none, accuracy::exact> gelu{};
inline constexpr gelu_t<approximate::tanh, accuracy::exact> gelu_tanh{};
}  // namespace exact
namespace fast {
inline constexpr gelu_t<approximate::none, accuracy::fast> gelu{};
inline constexpr gelu_t<approximate::tanh, accuracy::fast> gelu_tanh{};
}  // namespace fast

}  // namespace xact
