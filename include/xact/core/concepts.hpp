// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>

#include "xact/base/config.hpp"
#include "xact/core/float16.hpp"
#include "xact/simd/ops.hpp"

// What an activation is.

namespace xact {

namespace core {

template <class F, class T>
inline constexpr bool exists_for = true;
template <class F, class T>
  requires requires { F::template exists_for<T>; }
inline constexpr bool exists_for<F, T> = F::template exists_for<T>;

}  // namespace core

/// F is defined on numbers of type T: every functor is on float, double and 16 bits, but for the exact tier,
/// which is on float alone.
template <class F, class T>
concept exists_for = core::exists_for<F, T>;

namespace core {

/// Stops the compilation, in words, where F is not defined on T; is true where it is.
template <class F, class T>
consteval bool must_exist_for() {
  static_assert(
      xact::exists_for<F, T>,
      "xact: the exact tier exists for float only; for double, accuracy::accurate is the closest, and "
      "correctly rounded for bfloat16 and float16");
  return xact::exists_for<F, T>;
}

}  // namespace core

/// F has f'(x) as a function of y = f(x): it is monotonic, so that y still tells the derivative.
template <class F, class V>
concept differentiable_from_output = real_or_batch<computed_in<V>> && exists_for<F, number_t<V>> &&
    requires(const F f, computed_in<V> y) {
  f.eval_derivative_from_output(y);
};

/// F has a value f(x) on V: what inference needs.
template <class F, class V>
concept has_forward = real_or_batch<computed_in<V>> && exists_for<F, number_t<V>> &&
    requires(const F f, V x) {
  { f.forward(x) } -> std::same_as<V>;
};

namespace core {

/// F leaves its derivative out: the interface cannot give it one.
template <class F, class V>
concept lacks_derivative = requires(const F f, computed_in<V> x) {
  f.eval(x);
}
&&!requires(const F f, computed_in<V> x) { f.eval_derivative(x); };

}  // namespace core

/// F is a differentiable activation function on V.
template <class F, class V>
concept activation = has_forward<F, V> && !core::lacks_derivative<F, V> && requires(const F f, V x) {
  { f.derivative(x) } -> std::same_as<V>;
};

}  // namespace xact
