// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/underflow_flags.hpp"

namespace xact {

/// Squared rectified linear unit: f(x) = max(0, x)^2; f'(x) = 2 max(0, x). PyTorch: relu(x).square().
///
/// It is rounded correctly (0.5 ULP), and its derivative is exact; where the square, or twice x, exceeds the
/// largest number, they are infinite, and raise overflow. squared_relu(-0) = +0, squared_relu(-inf) = +0,
/// squared_relu(inf) = inf, f'(inf) = inf; NaN gives NaN, in the derivative too. The derivative from the
/// output is 2 sqrt(y), rounded correctly; of y < 0, which is no output, NaN. So, Manke, Liu, Dai, Shazeer
/// and Le, "Primer: searching for efficient transformers for language modeling", NeurIPS 2021.
struct squared_relu_t : activation_interface<squared_relu_t> {
  static constexpr std::string_view name = "squared_relu";
  template <class T>
  static constexpr error_bounds bounds = {
      .forward = {0.5}, .derivative = {0}, .derivative_from_output = {0.5}};

  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    using T = scalar_t<V>;
    V positive = positive_part(x, sizeof(T) == 4 ? T(0x1.fffffep63) : T(0x1.fffffffffffffp511));
    return math::accurate::subnormal_product(positive, positive);
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative(V x) {
    V positive = positive_part(
        x, static_cast<scalar_t<V>>(sizeof(scalar_t<V>) == 4 ? 0x1.fffffep126 : 0x1.fffffffffffffp1022));
    return positive + positive;
  }

  template <class V>
  XACT_INLINE static constexpr V eval_derivative_from_output(V y) {
    V root = ops<V>::sqrt(y);
    return root + root;
  }

 private:
  /// max(0, x). A constant expression must not overflow: there, what is larger than `last` is infinite
  /// before.
  template <class V>
  XACT_INLINE static constexpr V positive_part(V x, scalar_t<V> last) {
    V positive = ops<V>::max(V(scalar_t<V>(0)), x);
    if (!simd::is_constant_evaluated()) return positive;
    return ops<V>::select_less(V(last), positive, V(static_cast<scalar_t<V>>(__builtin_huge_val())),
                               positive);
  }
};

inline constexpr squared_relu_t squared_relu{};
namespace fast {
using xact::squared_relu;  // it has no tiers
}
namespace exact {
using xact::squared_relu;  // rounded once
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
