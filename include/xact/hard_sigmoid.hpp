// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <cassert>
#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/hard_sigmoid.hpp"

namespace xact {

/// Hard sigmoid: f(x) = 0 where slope x + offset < 0, 1 where it is > 1, else slope x + offset; f'(x) = slope
/// where f(x), rounded, is neither 0 nor 1, else 0. PyTorch: hardsigmoid, which has the default, slope 1/6
/// and offset 1/2. ONNX: HardSigmoid, which has 0.2 and 0.5.
///
/// By default it is within 1 ULP of the formula with 1/6 itself, and not a number near it, so that it is 0 at
/// -3 and 1 at 3, and next to -3 as accurate as elsewhere. Other parameters are rounded to the type of x
/// first, for 16 bits to float; with them it is rounded correctly (0.5 ULP). Asserted: 2^-32 <= slope <= 2^32
/// and |offset| <= 2^16. hard_sigmoid(-inf) = 0, hard_sigmoid(inf) = 1; NaN gives NaN, in the derivative too.
/// Courbariaux, Bengio and David, "BinaryConnect: training deep neural networks with binary weights during
/// propagations", NeurIPS 2015; with 1/6: Howard et al., "Searching for MobileNetV3", ICCV 2019.
struct hard_sigmoid_t : activation_interface<hard_sigmoid_t>, math::accurate::hard_sigmoid {
  static constexpr std::string_view name = "hard_sigmoid";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {0}, .derivative_from_output = {0}};

  XACT_INLINE constexpr hard_sigmoid_t() noexcept {}  // not defaulted: CUDA
  /// 2^-32 <= with_slope <= 2^32 and |with_offset| <= 2^16, which is asserted.
  XACT_INLINE constexpr explicit hard_sigmoid_t(double with_slope, double with_offset) noexcept
      : math::accurate::hard_sigmoid(with_slope, with_offset) {
    assert(accepts(with_slope, with_offset) &&
           "xact: hard_sigmoid needs a slope of 2^-32 to 2^32 and an offset of -2^16 to 2^16");
  }
  friend constexpr bool operator==(const hard_sigmoid_t&, const hard_sigmoid_t&) = default;

  static constexpr auto samples() {
    return std::array{hard_sigmoid_t{}, hard_sigmoid_t{0.2, 0.5}, hard_sigmoid_t{1.25, 0.3},
                      hard_sigmoid_t{0.25, 0.4}};
  }
};

inline constexpr hard_sigmoid_t hard_sigmoid{};
namespace fast {
using xact::hard_sigmoid;  // it has no tiers
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
