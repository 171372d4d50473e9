#pragma once

#include <concepts>
#include <type_traits>

#include "xact/core/accuracy.hpp"
#include "xact/core/config.hpp"
#include "xact/simd/ops.hpp"

namespace xact {

/// f(x) and f'(x): `auto [y, dydx] = xact::gelu.forward_and_derivative(x);`
template <class V>
struct value_and_derivative {
  V value, derivative;
};

namespace detail {

template <class F, class T>
inline constexpr bool exists_for = true;
template <class F, class T>
  requires requires { F::template exists_for<T>; }
inline constexpr bool exists_for<F, T> = F::template exists_for<T>;

}  // namespace detail

/// F is there for numbers of type T: all are for float and double, but for the exact tier.
template <class F, class T>
concept exists_for = detail::exists_for<F, T>;

/// ... and an error where it is not.
template <class F, class T>
XACT_INLINE constexpr bool must_exist_for() {
  static_assert(exists_for<F, T>,
                "xact: the exact tier exists for float only; for double, accuracy::accurate is the closest");
  return exists_for<F, T>;
}

/// F has f'(x) as a function of y = f(x): it is monotonic, so y still tells the derivative.
template <class F, class V>
concept differentiable_from_output = float_double_or_batch_of_them<V> && exists_for<F, scalar_t<V>> &&
    requires(const F f, V y) {
  f.slope_from_output(y);
};

/// F is a differentiable activation function on V.
template <class F, class V>
concept activation = float_double_or_batch_of_them<V> && exists_for<F, scalar_t<V>> &&
    requires(const F f, V x) {
  { f.forward(x) } -> std::same_as<V>;
  { f.derivative(x) } -> std::same_as<V>;
};

/// The public face of an activation function f, written once. Functor derives from
/// activation_interface<Functor> and holds only mathematics, as const or static member templates:
///
///     eval(x)                f(x)
///     slope(x)               f'(x)
///     slope_from_output(y)   f'(x) from y = f(x); left out where y does not determine f'(x)
///     eval_and_slope(x)      both; left out where one evaluation saves nothing
///     exists_for<T>          false where F is not there for numbers of type T; left out where it is for all
///     looks_up<T>            true where it keeps tables in registers, so that fewer are left for the rest
///
/// All members take a float, a double, or a batch of them (include xact/simd/xsimd.hpp), work element by
/// element, never throw, and are constexpr for scalars. NaN gives NaN.
template <class Functor>
struct activation_interface {
  /// f(x).
  template <float_double_or_batch_of_them V>
  XACT_INLINE constexpr V operator()(V x) const {
    return forward(x);
  }

  /// f(x).
  template <float_double_or_batch_of_them V>
  XACT_INLINE constexpr V forward(V x) const {
    if constexpr (must_exist_for<Functor, scalar_t<V>>()) {
      if (!constant_nan(x)) return self().eval(x);
    }
    return x;
  }

  /// dy/dx = f'(x).
  template <float_double_or_batch_of_them V>
  XACT_INLINE constexpr V derivative(V x) const {
    if constexpr (must_exist_for<Functor, scalar_t<V>>()) {
      if (!constant_nan(x)) return self().slope(x);
    }
    return x;
  }

  /// dy/dx = f'(x), given y = f(x).
  template <float_double_or_batch_of_them V>
  XACT_INLINE constexpr V derivative_from_output(V y) const {
    if constexpr (must_exist_for<Functor, scalar_t<V>>()) {
      static_assert(differentiable_from_output<Functor, V>,
                    "xact: this activation has no derivative_from_output, because two inputs with different "
                    "derivatives give the same output; keep the input and call derivative(x)");
      if constexpr (differentiable_from_output<Functor, V>) {
        if (!constant_nan(y)) return self().slope_from_output(y);
      }
    }
    return y;
  }

  /// {f(x), f'(x)}, with the bits of forward(x) and derivative(x).
  template <float_double_or_batch_of_them V>
  XACT_INLINE constexpr value_and_derivative<V> forward_and_derivative(V x) const {
    if constexpr (!must_exist_for<Functor, scalar_t<V>>()) {
      return {x, x};
    } else if constexpr (requires(const Functor f) { f.eval_and_slope(x); }) {
      if (constant_nan(x)) return {x, x};
      return self().eval_and_slope(x);
    } else {
      return {forward(x), derivative(x)};
    }
  }

  friend bool operator==(const activation_interface&, const activation_interface&) = default;

 private:
  XACT_INLINE constexpr const Functor& self() const { return static_cast<const Functor&>(*this); }

  /// A constant expression must not compute with NaN.
  template <class V>
  XACT_INLINE static constexpr bool constant_nan(V x) {
    if constexpr (std::is_floating_point_v<V>) return simd::is_constant_evaluated() && x != x;
    return false;
  }
};

}  // namespace xact
