// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/expm1.hpp"
#include "xact/math/fast/exp.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct exp_t : missing_tier<A> {};

/// The exponential function: f(x) = f'(x) = e^x. PyTorch: exp.
///
/// Works element by element, within `bounds` of the true value for every x, subnormal results included, and
/// infinite where e^x rounds to infinity. exp(-inf) = 0, exp(0) = 1, exp(inf) = inf, and so the derivative;
/// NaN gives NaN. The derivative from the output is the output.
template <>
struct exp_t<accuracy::accurate> : activation_interface<exp_t<>>, math::accurate::exp {
  static constexpr std::string_view name = "exp";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}};
};

/// The exponential within 5e-7 max(1, e^x) (double: 1e-15), and 0 where it is below twice the smallest normal
/// number.
template <>
struct exp_t<accuracy::fast> : activation_interface<exp_t<accuracy::fast>>, math::fast::exp {
  static constexpr std::string_view name = "fast::exp";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, fast_bound_from_output};
};

inline constexpr exp_t<> exp{};
namespace fast {
inline constexpr exp_t<accuracy::fast> exp{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
