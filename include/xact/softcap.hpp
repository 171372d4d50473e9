// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <array>
#include <string_view>

#include "xact/core/activation.hpp"
#include "xact/math/accurate/softcap.hpp"
#include "xact/math/fast/softcap.hpp"

namespace xact {

template <accuracy A = accuracy::accurate>
struct softcap_t : missing_tier<A> {};

/// Soft capping of logits: f(x) = cap tanh(x / cap); f'(x) = 1 - tanh(x / cap)^2. The default cap, 30, is
/// Gemma's for the last logits; that for attention is 50. cap is rounded to the type of x first, for 16 bits
/// to float. It lies between 2^-30 and 2^30 (asserted). PyTorch has no name for it: cap * tanh(x / cap).
///
/// Works element by element, within `bounds` of the true value for every x. softcap(-0) = -0, softcap(-inf) =
/// -cap, softcap(inf) = cap, f'(-inf) = f'(inf) = 0; NaN gives NaN. Gemma Team, "Gemma 2: improving open
/// language models at a practical size", 2024.
template <>
struct softcap_t<accuracy::accurate> : activation_interface<softcap_t<>>, math::accurate::softcap {
  static constexpr std::string_view name = "softcap";
  template <class T>
  static constexpr error_bounds bounds = {
      .forward = {sizeof(T) == 4 ? 1.0 : 1.5}, .derivative = {1}, .derivative_from_output = {1}};

  using math::accurate::softcap::softcap;
  friend constexpr bool operator==(const softcap_t&, const softcap_t&) = default;

  static constexpr auto samples() {
    return std::array{softcap_t{30}, softcap_t{50}, softcap_t{1}, softcap_t{0.5}};
  }
};

/// Soft capping within 5e-7 or 8 ULP (double: 1e-15 or 8 ULP), its derivatives within 5e-7 (double: 1e-15).
template <>
struct softcap_t<accuracy::fast> : activation_interface<softcap_t<accuracy::fast>>, math::fast::softcap {
  static constexpr std::string_view name = "fast::softcap";
  template <class T>
  static constexpr error_bounds bounds = {.forward = {8, fast_bound<T>.absolute},
                                          .derivative = fast_bound<T>,
                                          .derivative_from_output = fast_bound<T>};

  using math::fast::softcap::softcap;
  friend constexpr bool operator==(const softcap_t&, const softcap_t&) = default;

  static constexpr auto samples() {
    return std::array{softcap_t{30}, softcap_t{50}, softcap_t{1}, softcap_t{0.5}};
  }
};

inline constexpr softcap_t<> softcap{};
namespace fast {
inline constexpr softcap_t<accuracy::fast> softcap{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
