// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/core/approximate.hpp"
#include "xact/gelu_tanh.hpp"
#include "xact/math/accurate/gelu.hpp"
#include "xact/math/exact/gelu.hpp"
#include "xact/math/fast/gelu.hpp"

namespace xact {

/// GELU by its tier alone, as the registry lists it.
namespace of_tier {
template <accuracy A>
using gelu_t = xact::gelu_t<approximate::none, A>;
}  // namespace of_tier

/// Gaussian error linear unit: f(x) = x Phi(x); f'(x) = Phi(x) + x phi(x), Phi the normal distribution
/// function and phi its density. PyTorch: gelu. The type is gelu_t<>, declared in core/approximate.hpp.
///
/// Works element by element, within `bounds` of the true value for every x, in the whole left tail and close
/// to the zero of f' at -0.7518 too. gelu(-0) = -0, gelu(-inf) = -0, gelu(inf) = inf, f'(-inf) = 0, f'(inf) =
/// 1; NaN gives NaN. It is not monotonic, so that it has no derivative_from_output. Hendrycks and Gimpel,
/// "Gaussian error linear units", 2016.
template <>
struct gelu_t<approximate::none, accuracy::accurate> : activation_interface<gelu_t<>>, math::accurate::gelu {
  static constexpr std::string_view name = "gelu";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}};
};

/// GELU within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15).
template <>
struct gelu_t<approximate::none, accuracy::fast>
    : activation_interface<gelu_t<approximate::none, accuracy::fast>>, math::fast::gelu {
  static constexpr std::string_view name = "fast::gelu";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>};
};

/// GELU, correctly rounded, for float.
template <>
struct gelu_t<approximate::none, accuracy::exact>
    : exact_activation<gelu_t<approximate::none, accuracy::exact>, math::exact::gelu> {
  static constexpr std::string_view name = "exact::gelu";
};

inline constexpr gelu_t<> gelu{};
namespace exact {
inline constexpr gelu_t<approximate::none, accuracy::exact> gelu{};
}
namespace fast {
inline constexpr gelu_t<approximate::none, accuracy::fast> gelu{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
