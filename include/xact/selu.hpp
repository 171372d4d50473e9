// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/selu.hpp"
#include "xact/math/fast/selu.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct selu_t : missing_tier<A> {};

/// Scaled exponential linear unit: f(x) = scale x for x > 0, scale alpha (e^x - 1) for x <= 0; f'(x) = scale
/// for x > 0, scale alpha e^x for x <= 0, with scale = 1.0507009873554805 and alpha = 1.6732632423543773, to
/// more digits than any type holds. PyTorch: selu.
///
/// Works element by element, within `bounds` of the true value for every x, subnormal results included.
/// selu(-0) = -0, selu(-inf) = -1.7580993408473769, selu(inf) = inf, f'(-inf) = 0, f'(0)
/// = 1.7580993408473769, f'(inf) = 1.0507009873554805; NaN gives NaN. The derivative from the output is y +
/// scale alpha for y <= 0, with the product rounded first: 0 at the smallest y. Klambauer, Unterthiner, Mayr
/// and Hochreiter, "Self-normalizing neural networks", NeurIPS 2017.
template <>
struct selu_t<accuracy::accurate> : activation_interface<selu_t<>>, math::accurate::selu {
  static constexpr std::string_view name = "selu";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}};
};

/// SELU within 5e-7 max(1, |f(x)|), its derivative likewise (double: 1e-15).
template <>
struct selu_t<accuracy::fast> : activation_interface<selu_t<accuracy::fast>>, math::fast::selu {
  static constexpr std::string_view name = "fast::selu";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, fast_bound_from_output};
};

inline constexpr selu_t<> selu{};
namespace fast {
inline constexpr selu_t<accuracy::fast> selu{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
