// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/softplus.hpp"
#include "xact/math/fast/softplus.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct softplus_t : missing_tier<A> {};

/// Softplus: f(x) = log(1 + exp(beta x)) / beta; f'(x) = sigmoid(beta x). beta, 1e-9 <= beta <= 1e9
/// (asserted), is rounded to the type of x first, for 16 bits to float. PyTorch: softplus, which returns x
/// where beta x exceeds a `threshold` of 20; here there is none, and f(x) is x where it rounds to x.
///
/// Works element by element, within `bounds` of the true value for every x, in the whole left tail too,
/// subnormal results included. softplus(-inf) = 0, softplus(inf) = inf, f'(-inf) = 0, f'(inf) = 1; NaN gives
/// NaN. The derivative from the output is 1 - exp(-beta y), and keeps its accuracy for tiny y. Dugas, Bengio,
/// Belisle, Nadeau and Garcia, "Incorporating second-order functional knowledge for better option pricing",
/// NIPS 2000.
template <>
struct softplus_t<accuracy::accurate> : activation_interface<softplus_t<>>, math::accurate::softplus {
  static constexpr std::string_view name = "softplus";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {1}, .derivative = {1}, .derivative_from_output = {1}};

  using math::accurate::softplus::softplus;
  friend constexpr bool operator==(const softplus_t&, const softplus_t&) = default;

  static constexpr auto samples() {
    return std::array{softplus_t{}, softplus_t{0.5}, softplus_t{2}, softplus_t{20}};
  }
};

/// Softplus within 5e-7 max(1, |f(x)|), its derivative within 5e-7 (double: 1e-15). In float with FMA and for
/// beta >= 1 it is 0 for beta x <= -15.
template <>
struct softplus_t<accuracy::fast> : activation_interface<softplus_t<accuracy::fast>>, math::fast::softplus {
  static constexpr std::string_view name = "fast::softplus";
  template <class T>
  static constexpr error_bounds bounds = {fast_bound<T>, fast_bound<T>, fast_bound<T>};

  using math::fast::softplus::softplus;
  friend constexpr bool operator==(const softplus_t&, const softplus_t&) = default;

  static constexpr auto samples() {
    return std::array{softplus_t{}, softplus_t{0.5}, softplus_t{2}, softplus_t{20}};
  }
};

inline constexpr softplus_t<> softplus{};
namespace fast {
inline constexpr softplus_t<accuracy::fast> softplus{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
