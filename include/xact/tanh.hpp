// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/tanh.hpp"
#include "xact/math/exact/tanh.hpp"
#include "xact/math/fast/tanh.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct tanh_t;

/// Hyperbolic tangent: f(x) = tanh(x); f'(x) = 1 - f(x)^2. PyTorch: tanh.
///
/// Works element by element, within `bounds` of the true value for every x, subnormal results included, and
/// in [-1, 1]. tanh(-0) = -0, tanh(+-inf) = +-1, the derivatives there are 0; NaN gives NaN.
template <>
struct tanh_t<accuracy::accurate> : activation_interface<tanh_t<>>, math::accurate::tanh {
  static constexpr std::string_view name = "tanh";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}, .derivative_from_output = {0.5}};
};

/// tanh within 8 ULP (double: 4), and the derivative within 5e-7 (double: 1e-15), for |x| <= 8 also within
/// 1e-5 of itself. For 16 bits on targets with FMA, f(x) is the accurate tier's.
template <>
struct tanh_t<accuracy::fast> : activation_interface<tanh_t<accuracy::fast>>, math::fast::tanh {
  static constexpr std::string_view name = "fast::tanh";
  template <class T>
  static constexpr error_bounds bounds = {{sizeof(T) == 4 ? 8 : 4}, fast_bound<T>, fast_bound_from_output};
};

/// tanh, correctly rounded, for float.
template <>
struct tanh_t<accuracy::exact> : exact_activation<tanh_t<accuracy::exact>, math::exact::tanh> {
  static constexpr std::string_view name = "exact::tanh";
};

inline constexpr tanh_t<> tanh{};
namespace exact {
inline constexpr tanh_t<accuracy::exact> tanh{};
}
namespace fast {
inline constexpr tanh_t<accuracy::fast> tanh{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
