#pragma once

#include <concepts>
#include <type_traits>

#include "xact/core/accuracy.hpp"
#include "xact/core/config.hpp"
#include "xact/core/float16.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"

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
  static_assert(
      exists_for<F, T>,
      "xact: the exact tier exists for float only; for double, accuracy::accurate is the closest, and "
      "correctly rounded for bfloat16 and float16");
  return exists_for<F, T>;
}

/// F has f'(x) as a function of y = f(x): it is monotonic, so y still tells the derivative.
template <class F, class V>
concept differentiable_from_output = float_double_or_batch_of_them<computed_in<V>> &&
    exists_for<F, number_t<V>> && requires(const F f, computed_in<V> y) {
  f.slope_from_output(y);
};

/// F is a differentiable activation function on V.
template <class F, class V>
concept activation = float_double_or_batch_of_them<computed_in<V>> && exists_for<F, number_t<V>> &&
    requires(const F f, V x) {
  { f.forward(x) } -> std::same_as<V>;
  { f.derivative(x) } -> std::same_as<V>;
};

namespace simd {

// What is computed from the elements of the input arrays, for one f.

struct forward_of {
  static constexpr bool evaluates = true, differentiates = false;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V x) {
    return f.forward(x);
  }
};
/// The same for x of 16 bits, by the kernel for them alone, in floats that are still to be rounded.
template <class Format>
struct forward_16_of {
  static constexpr bool looks_up = true;
  static constexpr bool evaluates = true, differentiates = false;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V x) {
    return f.template forward_16<Format>(x);
  }
};
struct derivative_of {
  static constexpr bool evaluates = false, differentiates = true;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V x) {
    return f.derivative(x);
  }
};
struct derivative_from_output_of {
  static constexpr bool evaluates = false, differentiates = false;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V y) {
    return f.derivative_from_output(y);
  }
};
struct backward_of {
  static constexpr bool evaluates = false, differentiates = true;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V grad_output, V x) {
    return grad_output * f.derivative(x);
  }
};
struct backward_from_output_of {
  static constexpr bool evaluates = false, differentiates = false;
  template <class F, class V>
  XACT_INLINE static constexpr V call(const F& f, V grad_output, V y) {
    return grad_output * f.derivative_from_output(y);
  }
};
struct forward_and_derivative_of {
  static constexpr bool evaluates = true, differentiates = true;
  template <class F, class V>
  XACT_INLINE static constexpr value_and_derivative<V> call(const F& f, V x) {
    return f.forward_and_derivative(x);
  }
};

/// F's results in float are less than one ULP off. So one that lies between two numbers of 16 bits lies on
/// the right side of what is halfway between them, or just there; and if there, a double decides.
template <class F>
concept decided_by_double = activation<F, double> && requires {
  requires F::template bounds<float>.forward.ulp <= 1;
};

/// y = Quantity(f, x), rounded to 16 bits as the true value would be, for an F that is decided_by_double.
template <class Quantity, class F, bfloat16_or_float16 H>
XACT_INLINE constexpr H round_once(const F& f, H x, float y) {
  if (!format16<H>::any_halfway(y)) return round_to<H>(y);
  const double exact_x = widen(x);
  double decision = 0;
  if constexpr (requires { f.in_float(); })
    decision = Quantity::call(f.in_float(), exact_x);
  else
    decision = Quantity::call(f, exact_x);
  if constexpr (std::same_as<Quantity, forward_of> && requires { F::above_half_of_x; })
    if (decision == exact_x / 2) decision += ops<double>::abs(decision) * 0x1p-52;
  return round_to<H>(to_odd(decision));
}

template <class Kernels, class V>
concept evaluates_both = requires(const Kernels k, V x) {
  k.eval_and_slope(x);
};

/// Kernels for double, for floats: the result is rounded once.
template <class Kernels>
struct in_double {
  template <class V>
  XACT_INLINE static constexpr V eval(V x) {
    return widening<V>::narrow(Kernels::eval(widening<V>::widen(x)));
  }
  template <class V>
  XACT_INLINE static constexpr V slope(V x) {
    return widening<V>::narrow(Kernels::slope(widening<V>::widen(x)));
  }
  template <class V>
  XACT_INLINE static constexpr value_and_derivative<V> eval_and_slope(V x) requires
      evaluates_both<Kernels, typename widening<V>::type> {
    auto both = Kernels::eval_and_slope(widening<V>::widen(x));
    return {widening<V>::narrow(both.value), widening<V>::narrow(both.derivative)};
  }
};

/// There is no FMA, and Functor names what computes floats, in double, all the same.
template <class Functor, class V>
concept computes_without_fma = !XACT_HAS_FMA && single_precision<V> && requires {
  typename Functor::without_fma;
};

/// Kernels that run on ordered values.
template <class Kernels>
struct in_order {
  Kernels f;

  template <class V>
  XACT_INLINE constexpr V eval(const V& x) const {
    return f.eval(ordered<V>(x)).value;
  }
  template <class V>
  XACT_INLINE constexpr V slope(const V& x) const {
    return f.slope(ordered<V>(x)).value;
  }
  template <class V>
  XACT_INLINE constexpr V slope_from_output(const V& y) const {
    return f.slope_from_output(ordered<V>(y)).value;
  }
  template <class V>
  XACT_INLINE constexpr value_and_derivative<V> eval_and_slope(const V& x) const requires
      evaluates_both<Kernels, ordered<V>> {
    auto both = f.eval_and_slope(ordered<V>(x));
    return {both.value.value, both.derivative.value};
  }
  template <class Format, class V>
  XACT_INLINE constexpr V eval_16(const V& x) const {
    return f.template eval_16<Format>(ordered<V>(x)).value;
  }
};

/// F has a kernel for inputs of this format alone.
template <class F, class Format>
concept has_kernel_of_16 = requires(const F f, float x) {
  f.template eval_16<Format>(x);
};

}  // namespace simd

/// The public face of an activation function f, written once. Functor derives from
/// activation_interface<Functor> and holds only mathematics, as const or static member templates:
///
///     eval(x)                f(x)
///     slope(x)               f'(x)
///     slope_from_output(y)   f'(x) from y = f(x); left out where y does not determine f'(x)
///     eval_and_slope(x)      both; left out where one evaluation saves nothing
///     without_fma            the functor whose kernels, in double, take the place of eval and slope for a
///                            float where there is no FMA; left out where none would have to be emulated
///     exists_for<T>          false where F is not there for numbers of type T; left out where it is for all
///     looks_up<T>            true where eval fills registers with tables or coefficients: few are left
///     slope_looks_up<T>      the same of slope
///     eval_lockstep<T>       how many 512-bit registers go through eval in lock step; left out where 4
///     slope_lockstep<T>      the same of slope
///     both_lockstep<T>       how many of any width go through eval_and_slope; left out where 4 (tables: 2)
///     in_float()             what it is in float, where that depends on a parameter, for 16 bits
///     above_half_of_x        f(x) > x / 2 for all x != 0, also where a double does not tell
///     eval_16<Format>(x)     f(x) for x of 16 bits, in floats that round to 16 bits as the true value does;
///                            left out where nothing is faster than eval
///     in_any_order           there where -ffast-math has nothing to reorder
///
/// All members take a float, a double, or a batch of them (include xact/simd/xsimd.hpp), work element by
/// element, never throw, and are constexpr for scalars. NaN gives NaN.
///
/// A bfloat16 or float16 is computed in float and rounded once. With the float within 1 ULP (the accurate
/// tier), the result is the true value, correctly rounded, for every x: see simd::decided_by_double; so it is
/// with eval_16. In the fast tier it is within the absolute bound for float and half an ULP of the 16-bit
/// type.
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
      if (!constant_nan(x)) return kernels<V>().eval(x);
    }
    return x;
  }

  /// dy/dx = f'(x).
  template <float_double_or_batch_of_them V>
  XACT_INLINE constexpr V derivative(V x) const {
    if constexpr (must_exist_for<Functor, scalar_t<V>>()) {
      if (!constant_nan(x)) return kernels<V>().slope(x);
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
        if (!constant_nan(y)) return ordered(self()).slope_from_output(y);
      }
    }
    return y;
  }

  /// {f(x), f'(x)}, with the bits of forward(x) and derivative(x).
  template <float_double_or_batch_of_them V>
  XACT_INLINE constexpr value_and_derivative<V> forward_and_derivative(V x) const {
    if constexpr (!must_exist_for<Functor, scalar_t<V>>()) {
      return {x, x};
    } else if constexpr (requires { kernels<V>().eval_and_slope(x); }) {
      if (constant_nan(x)) return {x, x};
      return kernels<V>().eval_and_slope(x);
    } else {
      return {forward(x), derivative(x)};
    }
  }

  template <bfloat16_or_float16 H>
  XACT_INLINE constexpr H operator()(H x) const {
    return forward(x);
  }
  template <bfloat16_or_float16 H>
  XACT_INLINE constexpr H forward(H x) const {
    if constexpr (simd::has_kernel_of_16<Functor, simd::format16<H>>)
      return simd::round_to<H>(forward_16<simd::format16<H>>(simd::widen(x)));
    else
      return rounded<simd::forward_of>(x, forward(simd::widen(x)));
  }
  template <bfloat16_or_float16 H>
  XACT_INLINE constexpr H derivative(H x) const {
    return rounded<simd::derivative_of>(x, derivative(simd::widen(x)));
  }
  template <bfloat16_or_float16 H>
  XACT_INLINE constexpr H derivative_from_output(H y) const {
    return rounded<simd::derivative_from_output_of>(y, derivative_from_output(simd::widen(y)));
  }
  template <bfloat16_or_float16 H>
  XACT_INLINE constexpr value_and_derivative<H> forward_and_derivative(H x) const {
    if constexpr (simd::has_kernel_of_16<Functor, simd::format16<H>>) {
      return {forward(x), derivative(x)};
    } else {
      const auto [y, dydx] = forward_and_derivative(simd::widen(x));
      return {rounded<simd::forward_of>(x, y), rounded<simd::derivative_of>(x, dydx)};
    }
  }

  /// f(x) for x of 16 bits, in floats that are still to be rounded.
  template <class Format, class V>
  XACT_INLINE constexpr V forward_16(V x) const {
    return constant_nan(x) ? x : ordered(self()).template eval_16<Format>(x);
  }

  friend bool operator==(const activation_interface&, const activation_interface&) = default;

 private:
  XACT_INLINE constexpr const Functor& self() const { return static_cast<const Functor&>(*this); }

  /// Has eval and slope for V.
  template <class V>
  XACT_INLINE constexpr auto kernels() const {
    if constexpr (simd::computes_without_fma<Functor, V>)
      return ordered(simd::in_double<typename Functor::without_fma>{});
    else
      return ordered(self());
  }
  template <class Kernels>
  XACT_INLINE static constexpr auto ordered(const Kernels& kernels) {
    if constexpr (XACT_FAST_MATH && !requires { Functor::in_any_order; })
      return simd::in_order<Kernels>{kernels};
    else
      return kernels;
  }

  template <class Quantity, class H>
  XACT_INLINE constexpr H rounded(H x, float y) const {
    if constexpr (must_exist_for<Functor, H>() && simd::decided_by_double<Functor>) {
      if (!constant_nan(y)) return simd::round_once<Quantity>(self(), x, y);
    }
    return simd::round_to<H>(y);
  }

  /// A constant expression must not compute with NaN.
  template <class V>
  XACT_INLINE static constexpr bool constant_nan(V x) {
    if constexpr (std::is_floating_point_v<V>) return simd::is_constant_evaluated() && x != x;
    return false;
  }
};

/// Kernels made of those of computed_in_double.
template <class Functor>
struct from_parts {
  template <class W>
  XACT_INLINE static constexpr W eval(W x) {
    return Functor::value(x, Functor::parts_at(x));
  }
  template <class W>
  XACT_INLINE static constexpr W slope(W x) {
    return Functor::slope_of(x, Functor::parts_at(x));
  }
  template <class W>
  XACT_INLINE static constexpr value_and_derivative<W> eval_and_slope(W x) {
    auto p = Functor::parts_at(x);
    return {Functor::value(x, p), Functor::slope_of(x, p)};
  }
};

/// The exact tier: for float only, computed in double and rounded once. Functor derives from
/// computed_in_double<Functor> and holds, as static member templates on doubles:
///
///     parts_at(x)          what f(x) and f'(x) have in common
///     value(x, parts)      f(x)
///     slope_of(x, parts)   f'(x)
template <class Functor>
struct computed_in_double : activation_interface<Functor>, simd::in_double<from_parts<Functor>> {
  template <class T>
  static constexpr bool exists_for = sizeof(T) == sizeof(float);
  template <class T>
  static constexpr error_bounds bounds = {correctly_rounded, correctly_rounded, correctly_rounded};
};

}  // namespace xact
