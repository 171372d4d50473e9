// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/core/approximate.hpp"
#include "xact/math/accurate/gelu_tanh.hpp"
#include "xact/math/exact/gelu_tanh.hpp"
#include "xact/math/fast/gelu_tanh.hpp"

namespace xact {

/// GELU's tanh form, in a tier.
template <accuracy A = accuracy::accurate>
using gelu_tanh_t = gelu_t<approximate::tanh, A>;

/// GELU's tanh form: f(x) = x s, s = sigmoid(z), z = 2 sqrt(2 / pi) (x + 0.044715 x^3);
/// f'(x) = s (1 + x z' (1 - s)). PyTorch: gelu with approximate='tanh'.
///
/// Works element by element, within `bounds` of the true value for every x, in the whole left tail too; close
/// to the zero of f' at -0.7524 within its absolute bound. gelu_tanh(-0) = -0, gelu_tanh(-inf) = -0,
/// gelu_tanh(inf) = inf, f'(-inf) = 0, f'(inf) = 1; NaN gives NaN. It is not monotonic, so that it has no
/// derivative_from_output.
template <>
struct gelu_t<approximate::tanh, accuracy::accurate> : activation_interface<gelu_tanh_t<>>,
                                                       math::accurate::gelu_tanh {
  static constexpr std::string_view name = "gelu_tanh";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1},
                                          .derivative = {1, sizeof(T) == 4 ? 0x1p-27 : 0x1p-56}};
};

/// GELU's tanh form within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15).
template <>
struct gelu_t<approximate::tanh, accuracy::fast> : activation_interface<gelu_tanh_t<accuracy::fast>>,
                                                   math::fast::gelu_tanh {
  static constexpr std::string_view name = "fast::gelu_tanh";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>};
};

/// GELU's tanh form, correctly rounded, for float.
template <>
struct gelu_t<approximate::tanh, accuracy::exact>
    : exact_activation<gelu_tanh_t<accuracy::exact>, math::exact::gelu_tanh> {
  static constexpr std::string_view name = "exact::gelu_tanh";
};

inline constexpr gelu_tanh_t<> gelu_tanh{};
namespace exact {
inline constexpr gelu_tanh_t<accuracy::exact> gelu_tanh{};
}
namespace fast {
inline constexpr gelu_tanh_t<accuracy::fast> gelu_tanh{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
