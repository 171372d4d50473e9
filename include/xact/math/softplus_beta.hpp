// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cassert>
#include <type_traits>

#include "xact/base/config.hpp"
#include "xact/base/parameter.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"

namespace xact::math {

/// The parameter of softplus, log(1 + exp(beta x)) / beta, for its kernels. It is rounded to the type of x
/// first. Within its limits, which are far from all use, no product with it or with its inverse overflows,
/// and none is subnormal that would not be so by itself.
struct softplus_beta {
  double beta = 1;

  XACT_INLINE constexpr softplus_beta() noexcept {}  // not defaulted: CUDA
  XACT_INLINE constexpr explicit softplus_beta(double value) noexcept : beta(value) {
    assert(accepts(value) && "xact: softplus needs 1e-9 <= beta <= 1e9");
  }
  static constexpr std::array parameters{parameter<softplus_beta>{"beta", &softplus_beta::beta}};
  XACT_INLINE static constexpr bool accepts(double value) { return 1e-9 <= value && value <= 1e9; }
  friend constexpr bool operator==(const softplus_beta&, const softplus_beta&) = default;

  XACT_INLINE constexpr void round_parameters_to_float() { beta = simd::rounded_to_float(beta); }

 protected:
  /// beta and 1 / beta = inverse (1 + correction), for numbers of type T.
  template <class T>
  struct factors {
    T beta, inverse, correction;
  };
  template <class T>
  XACT_INLINE constexpr factors<T> scale_for() const {
    using number = std::conditional_t<XACT_FAST_MATH, simd::ordered<T>, T>;
    using o = ops<number>;
    number one(T(1)), b(static_cast<T>(beta)), inverse = o::divide(one, b),
                                               correction = o::fnma(inverse, b, one);
    if constexpr (XACT_FAST_MATH)
      return {b.value, inverse.value, correction.value};
    else
      return {b, inverse, correction};
  }
};

}  // namespace xact::math
