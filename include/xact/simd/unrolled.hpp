// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "xact/base/config.hpp"
#include "xact/simd/ops.hpp"

namespace xact::simd {

/// How many registers of an array go through a kernel side by side: a knob of speed, on which no result
/// depends. A functor that gives no `unroll` takes these, which were measured on Zen 4 and Zen 5 with GCC 12
/// to 16 and Clang 14 to 21: four hide the latency of most kernels. Two are right where tables take most of
/// 16 registers (AVX2), or two sets of tables most of 32; more, where a short kernel leaves registers free.
struct unrolling {
  struct registers {
    int up_to_256_bits, of_512_bits;
  };
  registers forward{4, 4};
  registers derivative{4, 4};  ///< backward's, too
  registers both{4, 4};        ///< forward_and_derivative's
  registers from_output{4, 4};
  registers narrow{2, 4};  ///< of a kernel for inputs of 16 bits
};

/// How many registers of a function object F go side by side: F::unroll says so, or simd::unrolling.
template <class F, class T>
inline constexpr unrolling unroll_of{};
template <class F, class T>
  requires requires { F::template unroll<T>; }
inline constexpr unrolling unroll_of<F, T> = F::template unroll<T>;

/// Of each the fewer, for a function object that calls both.
XACT_INLINE constexpr unrolling fewer(const unrolling& a, const unrolling& b) {
  const auto of = [&](unrolling::registers unrolling::*quantity) {
    const auto x = a.*quantity, y = b.*quantity;
    return unrolling::registers{x.up_to_256_bits < y.up_to_256_bits ? x.up_to_256_bits : y.up_to_256_bits,
                                x.of_512_bits < y.of_512_bits ? x.of_512_bits : y.of_512_bits};
  };
  return {of(&unrolling::forward), of(&unrolling::derivative), of(&unrolling::both),
          of(&unrolling::from_output), of(&unrolling::narrow)};
}

/// Two values that go through a kernel side by side, operation by operation; either may be two in turn. A
/// kernel is one long chain of dependent operations, and a core does not look far enough ahead to overlap
/// two of them by itself: side by side they run 8 to 30 % faster, one after the other they do not.
///
/// Locals of a kernel are not const: GCC 12 keeps a const aggregate in memory once it is copied whole, as it
/// is when it is returned in a structure or passed on by value, and the kernel takes half as long again.
template <class V, class Rest = V>
struct unrolled {
  V a;
  Rest b;

  unrolled() = default;
  XACT_INLINE constexpr unrolled(const V& first, const Rest& second) : a(first), b(second) {}
  XACT_INLINE constexpr unrolled(scalar_t<V> x) : a(x), b(x) {}  // implicit, as a batch's

  XACT_INLINE friend constexpr unrolled operator+(const unrolled& x, const unrolled& y) {
    return {x.a + y.a, x.b + y.b};
  }
  XACT_INLINE friend constexpr unrolled operator-(const unrolled& x, const unrolled& y) {
    return {x.a - y.a, x.b - y.b};
  }
  XACT_INLINE friend constexpr unrolled operator*(const unrolled& x, const unrolled& y) {
    return {x.a * y.a, x.b * y.b};
  }

  // What a batch has, too, for transform's functions: no kernel uses them.
  XACT_INLINE friend constexpr unrolled operator/(const unrolled& x, const unrolled& y) {
    return {x.a / y.a, x.b / y.b};
  }
  XACT_INLINE friend constexpr unrolled operator-(const unrolled& x) { return {-x.a, -x.b}; }
  XACT_INLINE constexpr unrolled& operator+=(const unrolled& y) { return *this = *this + y; }
  XACT_INLINE constexpr unrolled& operator-=(const unrolled& y) { return *this = *this - y; }
  XACT_INLINE constexpr unrolled& operator*=(const unrolled& y) { return *this = *this * y; }
  XACT_INLINE constexpr unrolled& operator/=(const unrolled& y) { return *this = *this / y; }
};

}  // namespace xact::simd

namespace xact {

template <class V, class Rest>
struct ops<simd::unrolled<V, Rest>> {
  using L = simd::unrolled<V, Rest>;
  using one = ops<V>;
  using rest = ops<Rest>;
  using scalar = typename one::scalar;
  using format = typename one::format;
  struct index {
    typename one::index a;
    typename rest::index b;
  };
  static constexpr std::size_t width = one::width + rest::width;

  XACT_INLINE static L fma(const L& x, const L& y, const L& z) {
    return {one::fma(x.a, y.a, z.a), rest::fma(x.b, y.b, z.b)};
  }
  XACT_INLINE static L fms(const L& x, const L& y, const L& z) {
    return {one::fms(x.a, y.a, z.a), rest::fms(x.b, y.b, z.b)};
  }
  XACT_INLINE static L fnma(const L& x, const L& y, const L& z) {
    return {one::fnma(x.a, y.a, z.a), rest::fnma(x.b, y.b, z.b)};
  }
  XACT_INLINE static L mul_add(const L& x, const L& y, const L& z) {
    return {one::mul_add(x.a, y.a, z.a), rest::mul_add(x.b, y.b, z.b)};
  }
  XACT_INLINE static L mul_sub(const L& x, const L& y, const L& z) {
    return {one::mul_sub(x.a, y.a, z.a), rest::mul_sub(x.b, y.b, z.b)};
  }
  XACT_INLINE static L nmul_add(const L& x, const L& y, const L& z) {
    return {one::nmul_add(x.a, y.a, z.a), rest::nmul_add(x.b, y.b, z.b)};
  }

  XACT_INLINE static L divide(const L& x, const L& y) {
    return {one::divide(x.a, y.a), rest::divide(x.b, y.b)};
  }
  XACT_INLINE static L sqrt(const L& x) { return {one::sqrt(x.a), rest::sqrt(x.b)}; }

  XACT_INLINE static L max(const L& bound, const L& x) {
    return {one::max(bound.a, x.a), rest::max(bound.b, x.b)};
  }
  XACT_INLINE static L min(const L& bound, const L& x) {
    return {one::min(bound.a, x.a), rest::min(bound.b, x.b)};
  }
  XACT_INLINE static L abs(const L& x) { return {one::abs(x.a), rest::abs(x.b)}; }
  XACT_INLINE static L min_abs(const L& bound, const L& x) {
    return {one::min_abs(bound.a, x.a), rest::min_abs(bound.b, x.b)};
  }
  XACT_INLINE static L negative_abs(const L& x) { return {one::negative_abs(x.a), rest::negative_abs(x.b)}; }
  XACT_INLINE static L or_sign(const L& y, const L& x) {
    return {one::or_sign(y.a, x.a), rest::or_sign(y.b, x.b)};
  }
  XACT_INLINE static L xor_sign(const L& y, const L& x) {
    return {one::xor_sign(y.a, x.a), rest::xor_sign(y.b, x.b)};
  }

  XACT_INLINE static L select_less(const L& x, const L& y, const L& then, const L& otherwise) {
    return {one::select_less(x.a, y.a, then.a, otherwise.a),
            rest::select_less(x.b, y.b, then.b, otherwise.b)};
  }
  XACT_INLINE static L select_less_equal(const L& x, const L& y, const L& then, const L& otherwise) {
    return {one::select_less_equal(x.a, y.a, then.a, otherwise.a),
            rest::select_less_equal(x.b, y.b, then.b, otherwise.b)};
  }
  XACT_INLINE static L select_negative(const L& x, const L& then, const L& otherwise) {
    return {one::select_negative(x.a, then.a, otherwise.a), rest::select_negative(x.b, then.b, otherwise.b)};
  }

  XACT_INLINE static L to_exponent(const L& m) { return {one::to_exponent(m.a), rest::to_exponent(m.b)}; }
  XACT_INLINE static L add_bits(const L& x, const L& y) {
    return {one::add_bits(x.a, y.a), rest::add_bits(x.b, y.b)};
  }
  template <int n>
  XACT_INLINE static L add_exponent(const L& x) {
    return {one::template add_exponent<n>(x.a), rest::template add_exponent<n>(x.b)};
  }

  XACT_INLINE static L upper_half(const L& x) { return {one::upper_half(x.a), rest::upper_half(x.b)}; }
  XACT_INLINE static L to_odd(const L& hi, const L& lo) {
    return {one::to_odd(hi.a, lo.a), rest::to_odd(hi.b, lo.b)};
  }

  template <int bits_of_mantissa = 1>
  XACT_INLINE static index table_index(const L& x) {
    return {one::template table_index<bits_of_mantissa>(x.a),
            rest::template table_index<bits_of_mantissa>(x.b)};
  }
  XACT_INLINE static index integer_index(const L& m) {
    return {one::integer_index(m.a), rest::integer_index(m.b)};
  }
  XACT_INLINE static L lookup(const simd::table8<scalar>& table, index i) {
    return {one::lookup(table, i.a), rest::lookup(table, i.b)};
  }

  XACT_INLINE static L fence(const L& x) { return {one::fence(x.a), rest::fence(x.b)}; }

  XACT_INLINE static L load(const scalar* from) { return {one::load(from), rest::load(from + one::width)}; }
  XACT_INLINE static void store(scalar* to, const L& x) {
    one::store(to, x.a);
    rest::store(to + one::width, x.b);
  }

  template <class Format>
  XACT_INLINE static L load_as(const std::uint16_t* from) {
    return {one::template load_as<Format>(from), rest::template load_as<Format>(from + one::width)};
  }
  template <class Format>
  XACT_INLINE static void store_as(std::uint16_t* to, const L& x) {
    one::template store_two_as<Format>(to, x.a, x.b);
  }
  template <class Format>
  XACT_INLINE static bool any_halfway(const L& x) {
    return one::template any_halfway<Format>(x.a) || rest::template any_halfway<Format>(x.b);
  }
};

template <class V, class Rest>
struct widening<simd::unrolled<V, Rest>> {
  using one = widening<V>;
  using rest = widening<Rest>;
  using L = simd::unrolled<V, Rest>;
  using type = simd::unrolled<typename one::type, typename rest::type>;
  XACT_INLINE static type widen(const L& x) { return {one::widen(x.a), rest::widen(x.b)}; }
  XACT_INLINE static L narrow(const type& x) { return {one::narrow(x.a), rest::narrow(x.b)}; }
};

}  // namespace xact
