// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <cassert>
#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/elu.hpp"
#include "xact/math/fast/elu.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct elu_t : missing_tier<A> {};

/// Exponential linear unit: f(x) = x for x > 0, alpha (e^x - 1) for x <= 0; f'(x) = 1 for x > 0, alpha e^x
/// for x <= 0. alpha is rounded to the type of x first, for 16 bits to float. PyTorch: elu.
///
/// Works element by element, within `bounds` of the true value for every x, subnormal results included, for
/// alpha = 0 and 2^-40 <= |alpha| <= 2^40; it may be negative. elu(-0) = -0 alpha, elu(-inf) = -alpha,
/// elu(inf) = inf, f'(-inf) = 0, f'(0) = alpha, f'(inf) = 1; NaN gives NaN. The derivative from the output, y
/// + alpha for y <= 0, needs alpha >= 0 (asserted), and is rounded once. Clevert, Unterthiner and Hochreiter,
/// "Fast and accurate deep network learning by exponential linear units (ELUs)", ICLR 2016.
template <>
struct elu_t<accuracy::accurate> : activation_interface<elu_t<>>, math::accurate::elu {
  static constexpr std::string_view name = "elu";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}};

  using math::accurate::elu::elu;
  friend constexpr bool operator==(const elu_t&, const elu_t&) = default;

  static constexpr auto samples() {
    return std::array{elu_t(1), elu_t(0.3), elu_t(2), elu_t(0), elu_t(-0.5)};
  }
};

/// ELU within 5e-7 max(1, |f(x)|), its derivative within 5e-7 max(1, |f'(x)|) (double: 1e-15), for |alpha| <=
/// 2^40.
template <>
struct elu_t<accuracy::fast> : activation_interface<elu_t<accuracy::fast>>, math::fast::elu {
  static constexpr std::string_view name = "fast::elu";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, fast_bound_from_output};

  using math::fast::elu::elu;
  friend constexpr bool operator==(const elu_t&, const elu_t&) = default;

  static constexpr auto samples() {
    return std::array{elu_t(1), elu_t(0.3), elu_t(2), elu_t(0), elu_t(-0.5)};
  }
};

inline constexpr elu_t<> elu{};
namespace fast {
inline constexpr elu_t<accuracy::fast> elu{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
