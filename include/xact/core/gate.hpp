// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "xact/base/config.hpp"
#include "xact/core/concepts.hpp"
#include "xact/core/float16.hpp"
#include "xact/core/other_register.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/this_file.hpp"
#include "xact/simd/unrolled.hpp"

// What a gate is: a function of two inputs, of which one lets more or less of the other through.

namespace xact {

namespace core {

/// The value of a gate.
struct gate_value_of {
  static constexpr std::size_t outputs = 1;
  template <class Gate, class V>
  XACT_INLINE static constexpr V call(const Gate& gate, V a, V b) noexcept {
    return gate(a, b);
  }
};

}  // namespace core

/// The public face of a gate y(a, b), written once. Gate derives from gate_interface<Gate> and has, as const
/// member templates on any value type V that has ops<V>,
///
///     eval(a, b)                       y
///     eval_gradients(grad_output, a, b)
///                                      grad_output dy/da and grad_output dy/db, as a std::pair
///
/// and, where it has a knob of speed, unroll<T> as an activation has.
template <class Gate>
struct gate_interface {
  /// y(a, b).
  template <real_or_batch V, class = simd::this_file>
  XACT_CALLED constexpr V operator()(V a, V b) const noexcept {
    return self().eval(a, b);
  }
  /// y(a, b) for numbers of 16 bits: in float, rounded once.
  template <bfloat16_or_float16 H, class = simd::this_file>
  XACT_CALLED constexpr H operator()(H a, H b) const noexcept {
    return core::round_to<H>(self().eval(core::widen(a), core::widen(b)));
  }
  /// y(a, b) for registers that are no batch: include registers.hpp or eigen.hpp.
  template <core::other_register R>
  XACT_INLINE R operator()(R a, R b) const noexcept {
    return core::through_batches<R>::template call<core::gate_value_of>(self(), a, b);
  }
  /// The same, as Eigen calls it.
  template <core::other_register R>
  XACT_INLINE R packetOp(const R& a, const R& b) const noexcept {  // NOLINT(readability-identifier-naming)
    return (*this)(a, b);
  }
  /// {grad_output dy/da, grad_output dy/db}.
  template <real_or_batch V, class = simd::this_file>
  XACT_CALLED constexpr std::pair<V, V> gradients(V grad_output, V a, V b) const noexcept {
    return self().eval_gradients(grad_output, a, b);
  }

  friend bool operator==(const gate_interface&, const gate_interface&) = default;

 private:
  XACT_INLINE constexpr const Gate& self() const { return static_cast<const Gate&>(*this); }
};

/// In the place of an activation that a gate does without.
struct no_activation {
  friend bool operator==(const no_activation&, const no_activation&) = default;
};

/// y = f(a) g(b), for any two activations, or no_activation for one: f(a) b, a g(b). The product of their
/// values, rounded: within 1.5 ULP where one is within 1 ULP, not subnormal, and the other is exact. The
/// gradients are grad_output g(b) f'(a) and grad_output f(a) g'(b), multiplied from left to right.
template <class F, class G = no_activation>
struct gate : gate_interface<gate<F, G>> {
  F f;  ///< of the first input
  G g;  ///< of the second

  /// Of two activations, with their parameters.
  constexpr explicit gate(F of_a = F(), G of_b = G()) : f(of_a), g(of_b) {}
  friend bool operator==(const gate&, const gate&) = default;

  template <class T>
  static constexpr simd::unrolling unroll = simd::fewer(simd::unroll_of<F, T>, simd::unroll_of<G, T>);

  template <class V>
  XACT_INLINE constexpr V eval(V a, V b) const {
    return value(f, a) * value(g, b);
  }
  template <class V>
  XACT_INLINE constexpr std::pair<V, V> eval_gradients(V grad_output, V a, V b) const {
    if constexpr (std::same_as<G, no_activation>) {
      auto [y, dyda] = f.forward_and_derivative(a);
      return {grad_output * b * dyda, grad_output * y};
    } else if constexpr (std::same_as<F, no_activation>) {
      auto [y, dydb] = g.forward_and_derivative(b);
      return {grad_output * y, grad_output * a * dydb};
    } else {
      auto [fa, dfda] = f.forward_and_derivative(a);
      auto [gb, dgdb] = g.forward_and_derivative(b);
      return {grad_output * gb * dfda, grad_output * fa * dgdb};
    }
  }

 private:
  template <class Of, class V>
  XACT_INLINE static constexpr V value(const Of& of, V x) {
    if constexpr (std::same_as<Of, no_activation>)
      return x;
    else
      return of.forward(x);
  }
};

namespace core {

/// F is a gate on numbers of type T.
template <class F, class T>
concept is_gate = requires(const F f, computed_in<T> x) {
  { f(x, x) } -> std::same_as<computed_in<T>>;
  { f.gradients(x, x, x) } -> std::same_as<std::pair<computed_in<T>, computed_in<T>>>;
};

/// f, where it is a gate; else the gate f(a) b.
template <class F>
XACT_INLINE constexpr auto gate_of(const F& f) {
  if constexpr (is_gate<F, float> || is_gate<F, double>)
    return f;
  else
    return gate<F>(f);
}

/// Stops the compilation, in words, where f is neither a gate nor an activation on T, with its derivative if
/// gradients are asked for; is true where it is.
template <class F, class T, bool for_gradients = false>
consteval bool must_be_gate() {
  if constexpr (is_gate<F, T>) {
    return true;
  } else {
    constexpr bool exists = must_exist_for<F, T>(), has_value = has_forward<F, computed_in<T>>;
    constexpr bool is_enough = !for_gradients || activation<F, computed_in<T>>;
    static_assert(has_value || !exists,
                  "xact: the first argument must be an activation, or a gate, as xact::swiglu is");
    static_assert(is_enough || !has_value,
                  "xact: this activation has no derivative: forward_gated takes it as it is, backward_gated "
                  "needs its eval_derivative(x)");
    return has_value && is_enough;
  }
}

}  // namespace core
}  // namespace xact
