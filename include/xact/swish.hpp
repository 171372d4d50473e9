// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/swish.hpp"
#include "xact/math/fast/swish.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct swish_t : missing_tier<A> {};

/// Swish: f(x) = x s, s = sigmoid(beta x); f'(x) = s (1 + beta x (1 - s)). With beta = 1 it is silu,
/// with 1.702 quick_gelu, which approximates GELU. beta is rounded to the type of x first, for 16 bits to
/// float. It is 0 or, in absolute value, from 2^-40 to 2^100 (asserted); it may be negative.
///
/// Works element by element, within `bounds` of the true value for every x; close to the zero of f' at
/// -1.278 / beta within its absolute bound. swish(-0) = -0; f(inf) = inf, f(-inf) = -0, f'(inf) = 1 and
/// f'(-inf) = 0 for beta > 0, f(inf) = 0, f(-inf) = -inf, f'(inf) = 0 and f'(-inf) = 1 for beta < 0, and x /
/// 2 for beta = 0; NaN gives NaN. It is not monotonic, so that it has no derivative_from_output.
/// Ramachandran, Zoph and Le, "Searching for activation functions", 2017.
template <>
struct swish_t<accuracy::accurate> : activation_interface<swish_t<>>, math::accurate::swish {
  static constexpr std::string_view name = "swish";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1},
                                          .derivative = {1, sizeof(T) == 4 ? 0x1p-27 : 0x1p-56}};

  using math::accurate::swish::swish;
  friend constexpr bool operator==(const swish_t&, const swish_t&) = default;

  static constexpr auto samples() {
    return std::array{swish_t{1}, swish_t{1.702}, swish_t{0.5}, swish_t{0}, swish_t{-1}};
  }
};

/// Swish within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15); for 0 < |beta| < 1/4 the
/// value within 3e-6 max(1, |f(x)|) (double: 5e-15).
template <>
struct swish_t<accuracy::fast> : activation_interface<swish_t<accuracy::fast>>, math::fast::swish {
  static constexpr std::string_view name = "fast::swish";
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {4, 5}};
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>};

  using math::fast::swish::swish;
  friend constexpr bool operator==(const swish_t&, const swish_t&) = default;

  static constexpr auto samples() {
    return std::array{swish_t{1}, swish_t{1.702}, swish_t{0.5}, swish_t{0}, swish_t{-1}};
  }
};

inline constexpr swish_t<> swish{}, quick_gelu{1.702};
namespace fast {
inline constexpr swish_t<accuracy::fast> swish{}, quick_gelu{1.702};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
