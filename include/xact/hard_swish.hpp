// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/hard_swish.hpp"

namespace xact {

/// Hard swish: f(x) = 0 for x <= -3, x for x >= 3, x (x + 3) / 6 between them; f'(x) = 0 for x <= -3, 1 for
/// x >= 3, (2 x + 3) / 6 between them. PyTorch: hardswish.
///
/// It is within 1 ULP of the true value for every x, and so is its derivative, next to the zeros of both as
/// well: f(-3 + d) is -d / 2 + d^2 / 6 to the last bit but one. f(x) has the sign of x, and |f(x)| <= |x|:
/// hard_swish(-0) = -0, hard_swish(x) = -0 for x <= -3, hard_swish(inf) = inf; NaN gives NaN. It is not
/// monotonic, so that it has no derivative_from_output. Howard et al., "Searching for MobileNetV3", ICCV
/// 2019.
struct hard_swish_t : activation_interface<hard_swish_t>, math::accurate::hard_swish {
  static constexpr std::string_view name = "hard_swish";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}};
};

inline constexpr hard_swish_t hard_swish{};
namespace fast {
using xact::hard_swish;  // it has no tiers
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
