// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <type_traits>

#include "xact/base/config.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::simd {

/// What kernels compute on under -ffast-math: a value whose every sum, product and quotient hides where it
/// came from, so that the compiler has nothing to reorder, to factor out or to cancel.
template <class V>
struct ordered {
  V value;

  ordered() = default;
  XACT_INLINE constexpr explicit ordered(const V& x) : value(x) {}
  XACT_INLINE constexpr explicit ordered(scalar_t<V> x) requires(!std::same_as<V, scalar_t<V>>) : value(x) {}

  XACT_INLINE static constexpr ordered result(const V& x) { return ordered(ops<V>::fence(x)); }

  XACT_INLINE friend constexpr ordered operator+(const ordered& x, const ordered& y) {
    return result(x.value + y.value);
  }
  XACT_INLINE friend constexpr ordered operator-(const ordered& x, const ordered& y) {
    return result(x.value - y.value);
  }
  XACT_INLINE friend constexpr ordered operator*(const ordered& x, const ordered& y) {
    return result(x.value * y.value);
  }
};

/// V where the compiler computes what is written; under -ffast-math ordered values.
template <class V>
using as_written = std::conditional_t<XACT_FAST_MATH, ordered<V>, V>;
template <class V>
XACT_INLINE constexpr V plain(const V& x) {
  return x;
}
template <class V>
XACT_INLINE constexpr V plain(const ordered<V>& x) {
  return x.value;
}

#if XACT_ASKS_FOR_REORDERING && defined(__GNUC__) && defined(__OPTIMIZE__) && !defined(__CUDACC__)
[[__gnu__::__error__(
    "xact: sums may be reordered here, and no macro says so: leave off -fassociative-math, "
    "#pragma GCC optimize(\"fast-math\") and the like, or compile with -DXACT_FAST_MATH=1; where it is "
    "optimize(\"O0\") that hides the answer, with -DXACT_FAST_MATH=0")]] void
sums_are_reordered() noexcept;

/// Stops the compilation where the compiler may reorder sums, although no macro says so: it then knows that
/// 1 + x - x is 1. Nothing is left of this where it does not.
XACT_INLINE constexpr void refuse_reordering() {
  if (is_constant_evaluated()) return;
  float x = 1;
  XACT_FENCE(x);
  if (__builtin_constant_p(1.0f + x - x)) sums_are_reordered();
}
#else
XACT_INLINE constexpr void refuse_reordering() {}
#endif

}  // namespace xact::simd

namespace xact {

template <class V>
struct ops<simd::ordered<V>> {
  using O = simd::ordered<V>;
  using plain = ops<V>;
  using scalar = typename plain::scalar;
  using format = typename plain::format;
  using index = typename plain::index;
  static constexpr std::size_t width = plain::width;

  /// c is hidden: of a b + a, Clang makes a (b + 1).
  XACT_INLINE static constexpr O fma(const O& a, const O& b, const O& c) {
    if constexpr (std::same_as<scalar, double> && !simd::has_fma<double>)
      return simd::split_fma(a, b, c);
    else
      return O::result(plain::fma(a.value, b.value, plain::fence(c.value)));
  }
  XACT_INLINE static constexpr O fms(const O& a, const O& b, const O& c) { return fma(a, b, negate(c)); }
  XACT_INLINE static constexpr O fnma(const O& a, const O& b, const O& c) { return fma(negate(a), b, c); }
  XACT_INLINE static constexpr O mul_add(const O& a, const O& b, const O& c) {
    return simd::has_fma<scalar> ? fma(a, b, c) : a * b + c;
  }
  XACT_INLINE static constexpr O mul_sub(const O& a, const O& b, const O& c) {
    return simd::has_fma<scalar> ? fms(a, b, c) : a * b - c;
  }
  XACT_INLINE static constexpr O nmul_add(const O& a, const O& b, const O& c) {
    return simd::has_fma<scalar> ? fnma(a, b, c) : c - a * b;
  }

  XACT_INLINE static constexpr O divide(const O& a, const O& b) {
    return O::result(plain::divide(a.value, b.value));
  }
  XACT_INLINE static constexpr O sqrt(const O& x) { return O::result(plain::sqrt(x.value)); }

  XACT_INLINE static constexpr O max(const O& bound, const O& x) {
    return O(plain::max(bound.value, x.value));
  }
  XACT_INLINE static constexpr O min(const O& bound, const O& x) {
    return O(plain::min(bound.value, x.value));
  }
  XACT_INLINE static constexpr O abs(const O& x) { return O(plain::abs(x.value)); }
  XACT_INLINE static constexpr O min_abs(const O& bound, const O& x) {
    return O(plain::min_abs(bound.value, x.value));
  }
  XACT_INLINE static constexpr O negative_abs(const O& x) { return O(plain::negative_abs(x.value)); }
  XACT_INLINE static constexpr O or_sign(const O& y, const O& x) {
    return O(plain::or_sign(y.value, x.value));
  }
  XACT_INLINE static constexpr O xor_sign(const O& y, const O& x) {
    return O(plain::xor_sign(y.value, x.value));
  }

  XACT_INLINE static constexpr O select_less(const O& a, const O& b, const O& then, const O& otherwise) {
    return O(plain::select_less(a.value, b.value, then.value, otherwise.value));
  }
  XACT_INLINE static constexpr O select_less_equal(const O& a, const O& b, const O& then,
                                                   const O& otherwise) {
    return O(plain::select_less_equal(a.value, b.value, then.value, otherwise.value));
  }
  XACT_INLINE static constexpr O select_negative(const O& x, const O& then, const O& otherwise) {
    return O(plain::select_negative(x.value, then.value, otherwise.value));
  }

  XACT_INLINE static constexpr O to_exponent(const O& m) { return O(plain::to_exponent(m.value)); }
  XACT_INLINE static constexpr O add_bits(const O& a, const O& b) {
    return O(plain::add_bits(a.value, b.value));
  }
  template <int n>
  XACT_INLINE static constexpr O add_exponent(const O& x) {
    return O(plain::template add_exponent<n>(x.value));
  }

  XACT_INLINE static constexpr O upper_half(const O& x) { return O(plain::upper_half(x.value)); }
  XACT_INLINE static constexpr O to_odd(const O& hi, const O& lo) {
    return O(plain::to_odd(hi.value, lo.value));
  }

  template <int bits_of_mantissa = 1>
  XACT_INLINE static constexpr index table_index(const O& x) {
    return plain::template table_index<bits_of_mantissa>(x.value);
  }
  XACT_INLINE static constexpr index integer_index(const O& m) { return plain::integer_index(m.value); }
  XACT_INLINE static constexpr O lookup(const simd::table8<scalar>& table, index i) {
    return O(plain::lookup(table, i));
  }

  XACT_INLINE static constexpr O fence(const O& x) { return O::result(x.value); }

 private:
  XACT_INLINE static constexpr O negate(const O& x) { return xor_sign(x, O(scalar(-0.0))); }
};

template <class V>
struct widening<simd::ordered<V>> {
  using type = simd::ordered<typename widening<V>::type>;
  XACT_INLINE static constexpr type widen(const simd::ordered<V>& x) {
    return type(widening<V>::widen(x.value));
  }
  XACT_INLINE static constexpr simd::ordered<V> narrow(const type& x) {
    return simd::ordered<V>(widening<V>::narrow(x.value));
  }
};

}  // namespace xact
