// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/tanhshrink.hpp"
#include "xact/math/fast/tanhshrink.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct tanhshrink_t : missing_tier<A> {};

/// Tanh shrinkage: f(x) = x - tanh(x); f'(x) = tanh(x)^2. PyTorch: nn.Tanhshrink, functional.tanhshrink.
///
/// Works element by element, within `bounds` of the true value for every x, also next to 0, where it is x^3 /
/// 3 and the formula cancels. tanhshrink(-0) = -0, tanhshrink(-inf) = -inf, tanhshrink(inf) = inf, f'(-inf) =
/// f'(inf) = 1; NaN gives NaN. It has no derivative_from_output: y tells x only by solving for it.
template <>
struct tanhshrink_t<accuracy::accurate> : activation_interface<tanhshrink_t<>>, math::accurate::tanhshrink {
  static constexpr std::string_view name = "tanhshrink";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}};
};

/// Tanh shrinkage within 5e-7 or 8 ULP, its derivative within 5e-7 (double: 1e-15).
template <>
struct tanhshrink_t<accuracy::fast> : activation_interface<tanhshrink_t<accuracy::fast>>,
                                      math::fast::tanhshrink {
  static constexpr std::string_view name = "fast::tanhshrink";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {sizeof(T) == 4 ? 8.0 : 4.0, fast_bound<T>.absolute},
                                          .derivative = fast_bound<T>};
};

inline constexpr tanhshrink_t<> tanhshrink{};
namespace fast {
inline constexpr tanhshrink_t<accuracy::fast> tanhshrink{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
