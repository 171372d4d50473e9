// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/silu.hpp"
#include "xact/math/fast/gate.hpp"
#include "xact/simd/unrolled.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct silu_t : missing_tier<A> {};

/// Sigmoid linear unit, also called swish: f(x) = x s, s = sigmoid(x); f'(x) = s (1 + x (1 - s)). PyTorch:
/// silu.
///
/// Works element by element, within `bounds` of the true value for every x; close to the zero of f' at -1.278
/// within its absolute bound. silu(-0) = -0, silu(-inf) = -0, silu(inf) = inf, f'(-inf) = 0, f'(inf) = 1; NaN
/// gives NaN. It is not monotonic, so that it has no derivative_from_output.
/// Hendrycks and Gimpel, "Gaussian error linear units", 2016.
template <>
struct silu_t<accuracy::accurate> : activation_interface<silu_t<>>, math::accurate::silu {
  static constexpr std::string_view name = "silu";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1},
                                          .derivative = {1, sizeof(T) == 4 ? 0x1p-27 : 0x1p-56}};
};

/// SiLU within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15).
template <>
struct silu_t<accuracy::fast> : activation_interface<silu_t<accuracy::fast>>,
                                math::fast::gate<math::fast::identity> {
  static constexpr std::string_view name = "fast::silu";
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = {4, 5}};
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>};
};

inline constexpr silu_t<> silu{};
namespace fast {
inline constexpr silu_t<accuracy::fast> silu{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
