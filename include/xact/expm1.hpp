// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/expm1.hpp"
#include "xact/math/fast/exp.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct expm1_t : missing_tier<A> {};

/// The exponential function minus 1, with all its bits next to 0: f(x) = e^x - 1; f'(x) = e^x. PyTorch:
/// expm1.
///
/// Works element by element, within `bounds` of the true value for every x, subnormal results included, and
/// infinite where e^x - 1 rounds to infinity. expm1(-0) = -0, expm1(-inf) = -1, expm1(inf) = inf, f'(-inf) =
/// 0, f'(0) = 1, f'(inf) = inf; NaN gives NaN. The derivative from the output is y + 1.
template <>
struct expm1_t<accuracy::accurate> : activation_interface<expm1_t<>>, math::accurate::expm1 {
  static constexpr std::string_view name = "expm1";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}};
};

/// e^x - 1 within 5e-7 max(1, |f(x)|), its derivative within 5e-7 max(1, e^x) (double: 1e-15).
template <>
struct expm1_t<accuracy::fast> : activation_interface<expm1_t<accuracy::fast>>, math::fast::expm1 {
  static constexpr std::string_view name = "fast::expm1";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, fast_bound_from_output};
};

inline constexpr expm1_t<> expm1{};
namespace fast {
inline constexpr expm1_t<accuracy::fast> expm1{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
