// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/mish.hpp"
#include "xact/math/fast/mish.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct mish_t : missing_tier<A> {};

/// Mish: f(x) = x tanh(log(1 + e^x)) = x n / (n + 2), n = e^x (e^x + 2); f'(x) = n / (n + 2) + 4 x e^x (e^x +
/// 1) / (n + 2)^2. PyTorch: mish.
///
/// Works element by element, within `bounds` of the true value for every x, in the whole left tail too; close
/// to the zero of f' at -1.1924, where f has its minimum of -0.30884, within its absolute bound. mish(-0) =
/// -0, mish(-inf) = -0, mish(inf) = inf, f'(-inf) = 0, f'(inf) = 1; NaN gives NaN. It is not monotonic, so
/// that it has no derivative_from_output. Misra, "Mish: a self regularized non-monotonic activation
/// function", BMVC 2020.
template <>
struct mish_t<accuracy::accurate> : activation_interface<mish_t<>>, math::accurate::mish {
  static constexpr std::string_view name = "mish";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1},
                                          .derivative = {1, sizeof(T) == 4 ? 0x1p-27 : 0x1p-56}};
};

/// Mish within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15).
template <>
struct mish_t<accuracy::fast> : activation_interface<mish_t<accuracy::fast>>, math::fast::mish {
  static constexpr std::string_view name = "fast::mish";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>};
};

inline constexpr mish_t<> mish{};
namespace fast {
inline constexpr mish_t<accuracy::fast> mish{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
