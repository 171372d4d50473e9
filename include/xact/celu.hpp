// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/celu.hpp"
#include "xact/math/fast/celu.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct celu_t : missing_tier<A> {};

/// Continuously differentiable exponential linear unit: f(x) = x for x > 0, alpha (e^(x / alpha) - 1) for x
/// <= 0; f'(x) = 1 for x > 0, e^(x / alpha) for x <= 0. It needs alpha > 0 (asserted), which is rounded to
/// the type of x first, for 16 bits to float. PyTorch: celu.
///
/// Works element by element, within `bounds` of the true value for every x, subnormal results included, for
/// 2^-40 <= alpha
/// <= 2^40. celu(-0) = -0, celu(-inf) = -alpha, celu(inf) = inf, f'(-inf) = 0, f'(0) = f'(inf) = 1; NaN gives
/// NaN. The derivative from the output is 1 + y / alpha for y <= 0. Barron, "Continuously differentiable
/// exponential linear units", 2017.
template <>
struct celu_t<accuracy::accurate> : activation_interface<celu_t<>>, math::accurate::celu {
  static constexpr std::string_view name = "celu";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}};

  using math::accurate::celu::celu;
  friend constexpr bool operator==(const celu_t&, const celu_t&) = default;

  static constexpr auto samples() { return std::array{celu_t(1), celu_t(0.3), celu_t(2)}; }
};

/// CELU within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15).
template <>
struct celu_t<accuracy::fast> : activation_interface<celu_t<accuracy::fast>>, math::fast::celu {
  static constexpr std::string_view name = "fast::celu";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, fast_bound<T>};

  using math::fast::celu::celu;
  friend constexpr bool operator==(const celu_t&, const celu_t&) = default;

  static constexpr auto samples() { return std::array{celu_t(1), celu_t(0.3), celu_t(2)}; }
};

inline constexpr celu_t<> celu{};
namespace fast {
inline constexpr celu_t<accuracy::fast> celu{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
