// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/softsign.hpp"

namespace xact {

/// Softsign: f(x) = x / (1 + |x|); f'(x) = 1 / (1 + |x|)^2, which is (1 - |y|)^2 with y = f(x). PyTorch:
/// softsign.
///
/// It is within 1 ULP of the true value for every x, and so are its derivatives, subnormal ones included.
/// softsign(-0) = -0, softsign(-inf) = -1, softsign(inf) = 1; NaN gives NaN. f(-x) = -f(x) and f'(-x) = f'(x)
/// to the last bit. Bergstra, Desjardins, Lamblin and Bengio, "Quadratic polynomials learn better image
/// features", 2009.
struct softsign_t : activation_interface<softsign_t>, math::accurate::softsign {
  static constexpr std::string_view name = "softsign";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}, .derivative_from_output = {1}};
};

inline constexpr softsign_t softsign{};
namespace fast {
using xact::softsign;  // it has no tiers
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
