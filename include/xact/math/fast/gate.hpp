// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/math/fast/exp_quotient.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::fast {

// The fast tier's functions of s = 1 / (1 + e^-z), where z = z(x) is odd and rises: sigmoid itself, and
// gates, y = x s. With e^-z = E / D, s = D / (D + E). For -x, E and D change places but for a power of two,
// so that s and 1 - s have the same bits from either; not without FMA, where the rounded exponent may lie
// halfway between two n. An Argument says what z is, by its members, where x2 is x^2:
//
//     exponent(x2)               -z / (2 x ln2)
//     times_derivative(x, x2)    x z'
//     infinite<T>()              from here on e^z is infinite for exp2_quotient, and 2 e^-z is 0
//     saturated<T>()             from here on s is 1

/// z = x.
struct identity {
  template <class T>
  XACT_INLINE static constexpr T infinite() {
    return T(sizeof(T) == 4 ? 88.8 : 709.8);
  }
  template <class T>
  XACT_INLINE static constexpr T saturated() {
    return T(sizeof(T) == 4 ? 88 : 709);
  }

  template <class V>
  XACT_INLINE static constexpr V exponent(V) {
    return V(-half_log2_e<scalar_t<V>>);
  }
  template <class V>
  XACT_INLINE static constexpr V times_derivative(V x, V) {
    return x;
  }
};

/// s, from an Argument.
template <class Argument>
struct logistic_of : Argument {
  XACT_INLINE constexpr logistic_of() noexcept {}  // not defaulted: CUDA
  XACT_INLINE constexpr explicit logistic_of(const Argument& argument) : Argument(argument) {}

  /// e^-z(a) = e / d, for a = |x| up to infinite; both are doubled, so that e^-z is 0 just where rising()
  /// takes e^z for infinite.
  template <class V>
  struct tail {
    V a, a2, e, d, sum;

    /// 1 - s(|z|).
    XACT_INLINE constexpr V value() const { return ops<V>::divide(e, sum); }
    /// s(z), for the x that the tail is of.
    XACT_INLINE constexpr V rising(V x) const {
      using o = ops<V>;
      return o::divide(o::select_negative(x, e, d), sum);
    }
  };
  template <class V>
  XACT_INLINE constexpr tail<V> tail_of(V x) const {
    using o = ops<V>;
    V a = o::min(V(Argument::template infinite<scalar_t<V>>()), o::abs(x));
    V a2 = normal_square(a);
    auto [e, d] = exp2_quotient<1>(a, Argument::exponent(a2));
    d = d + d;
    return {a, a2, e, d, d + e};
  }

  /// s(z), x >= -infinite.
  template <class V>
  XACT_INLINE constexpr V rising(V x) const {
    using o = ops<V>;
    V c = o::min(V(Argument::template saturated<scalar_t<V>>()), x);
    auto [e, d] = exp2_quotient<0>(c, Argument::exponent(normal_square(c)));
    return o::divide(d, d + e);
  }
};

/// y = x s, y' = s (1 + x z' (1 - s)), and both.
template <class Argument>
struct gate : logistic_of<Argument> {
  using logistic = logistic_of<Argument>;
  using logistic::logistic;

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    x = ops<V>::max(lowest<V>(), x);
    return x * logistic::rising(x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    return eval_derivative(x, logistic::tail_of(x));
  }

  template <class V>
  XACT_INLINE constexpr value_and_derivative<V> eval_both(V x) const {
    if constexpr (!simd::has_fma<scalar_t<V>>) return {eval(x), eval_derivative(x)};
    auto of_x = logistic::tail_of(x);
    V s = of_x.rising(x);
    return {ops<V>::max(lowest<V>(), x) * s, eval_derivative(x, of_x)};
  }

 private:
  template <class V>
  XACT_INLINE constexpr V lowest() const {
    return V(-Argument::template infinite<scalar_t<V>>());
  }
  /// y'(-|x|), or 1 minus that.
  template <class V, class Tail>
  XACT_INLINE constexpr V eval_derivative(V x, const Tail& of_x) const {
    using o = ops<V>;
    V one(scalar_t<V>(1)), s = of_x.value();
    V xz = Argument::times_derivative(of_x.a, of_x.a2);
    V left = o::fence(s * o::nmul_add(one - s, xz, one));  // -0 where s is 0
    return o::select_negative(x, left, one - left);
  }
};

}  // namespace xact::math::fast
