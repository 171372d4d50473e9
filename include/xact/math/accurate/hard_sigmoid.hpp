// SPDX-License-Identifier: MIT

#pragma once

#include <array>

#include "xact/base/config.hpp"
#include "xact/base/parameter.hpp"
#include "xact/math/accurate/sixth.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact::math::accurate {

/// Hard sigmoid's parameters, and what is computed of them.
struct hard_sigmoid_line {
  double slope = 1.0 / 6, offset = 0.5;

  XACT_INLINE constexpr hard_sigmoid_line() noexcept {}  // not defaulted: CUDA
  XACT_INLINE constexpr hard_sigmoid_line(double a, double b) : slope(a), offset(b) {}
  static constexpr std::array parameters{parameter<hard_sigmoid_line>{"slope", &hard_sigmoid_line::slope},
                                         parameter<hard_sigmoid_line>{"offset", &hard_sigmoid_line::offset}};
  XACT_INLINE static constexpr bool accepts(double a, double b) {
    return 0x1p-32 <= a && a <= 0x1p32 && -0x1p16 <= b && b <= 0x1p16;
  }
  friend constexpr bool operator==(const hard_sigmoid_line&, const hard_sigmoid_line&) = default;

  /// They are the default: 1/6 is meant, and not this double.
  XACT_INLINE constexpr bool is_sixth() const { return slope == 1.0 / 6 && offset == 0.5; }

  XACT_INLINE constexpr void round_parameters_to_float() {
    if (is_sixth()) return;
    slope = simd::rounded_to_float(slope);
    offset = simd::rounded_to_float(offset);
  }

  /// slope x + offset for parameters that are not the default, rounded once. Beyond 2^64 it is as far from 0
  /// and 1 as there, and would overflow.
  template <class V>
  XACT_INLINE constexpr V line(V x) const {
    using o = ops<V>;
    using T = scalar_t<V>;
    x = o::max(V(T(-0x1p64)), o::min(V(T(0x1p64)), x));
    return o::fma(x, V(static_cast<T>(slope)), V(static_cast<T>(offset)));
  }

  /// The slope where low < u < high, else 0; NaN where x is NaN.
  template <class V>
  XACT_INLINE constexpr V slope_between(scalar_t<V> low, V u, scalar_t<V> high, V x) const {
    using o = ops<V>;
    V zero(scalar_t<V>(0)), inside(static_cast<scalar_t<V>>(slope));
    V y = o::select_less(V(low), u, o::select_less(u, V(high), inside, zero), zero);
    return o::select_less_equal(x, x, y, x);
  }

  template <class V>
  XACT_INLINE static constexpr V limited(scalar_t<V> low, V x, scalar_t<V> high) {
    return ops<V>::max(V(low), ops<V>::min(V(high), x));
  }
};

/// On doubles, for floats on targets without FMA.
struct hard_sigmoid_in_double : hard_sigmoid_line {
  using hard_sigmoid_line::hard_sigmoid_line;

  template <class W>
  XACT_INLINE constexpr W eval(W x) const {
    if (is_sixth()) return (limited(-3.0, x, 3.0) + W(3.0)) * W(slope);
    return limited(0.0, plain_line(x), 1.0);
  }
  template <class W>
  XACT_INLINE constexpr W eval_derivative(W x) const {
    if (is_sixth()) return slope_between(-3.0, x, 3.0, x);
    return slope_between(0.0, plain_line(x), 1 - 0x1p-25, x);  // the rest is 1 as a float
  }

 private:
  template <class W>
  XACT_INLINE constexpr W plain_line(W x) const {
    return x * W(slope) + W(offset);
  }
};

/// Hard sigmoid. The condition is the same for all elements of an array.
struct hard_sigmoid : hard_sigmoid_line {
  using double_kernels = hard_sigmoid_in_double;
  using hard_sigmoid_line::hard_sigmoid_line;
  template <class T>
  static constexpr simd::unrolling unroll = {.derivative = {2, 4}};

  XACT_INLINE constexpr double_kernels in_double() const {
    double_kernels kernels(slope, offset);
    kernels.round_parameters_to_float();
    return kernels;
  }

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    using T = scalar_t<V>;
    if (is_sixth()) return shifted_sixth(limited(T(-3), x, T(3)));
    return limited(T(0), line(x), T(1));
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    using T = scalar_t<V>;
    if (is_sixth()) return slope_between(T(-3), x, T(3), x);
    return slope_between(T(0), line(x), T(1), x);
  }

  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(V y) const {
    using T = scalar_t<V>;
    return slope_between(T(0), y, T(1), y);
  }
};

}  // namespace xact::math::accurate
