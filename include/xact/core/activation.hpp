// SPDX-License-Identifier: MIT

#pragma once

#include <type_traits>

#include "xact/base/accuracy.hpp"
#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/core/adapters.hpp"
#include "xact/core/approximate.hpp"  // ahead of xact::tanh, for g++ would say that it is shadowed
#include "xact/core/concepts.hpp"
#include "xact/core/float16.hpp"
#include "xact/core/other_register.hpp"
#include "xact/core/quantity.hpp"
#include "xact/core/rounding.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"

namespace xact {

/// The public face of an activation function f, written once. Functor derives from
/// activation_interface<Functor>, and from its kernels or holds them itself. Here is all that a functor may
/// have.
///
/// What the tables and the tests go by, so that every functor of the registry has it:
///
///     name                 a std::string_view, as people write it: "fast::gelu"
///     bounds<T>            what it promises on float and on double: error_bounds
///
/// Mathematics, as const or static member templates on any value type V that has ops<V>:
///
///     eval(x)              f(x)
///     eval_derivative(x)   f'(x)
///     eval_derivative_from_output(y)
///                          f'(x) from y = f(x); only where y determines f'(x)
///     eval_both(x)         f(x) and f'(x), where one evaluation saves work
///     eval_narrow<Format>(x)
///                          f(x) for x of 16 bits, as floats that round to 16 bits as the true value does,
///                          where that is faster than eval
///     eval_pattern(x, minus_infinity)
///                          f(x) on a pattern of 16 bits as an integer, where f needs no arithmetic
///
/// Domain:
///
///     exists_for<T>        false where the functor is not defined on numbers of type T
///
/// Arithmetic, where it is not the usual one:
///
///     double_kernels       kernels that, on targets without FMA, compute floats in double, which is cheaper
///                          there than to emulate FMA
///     in_double()          these kernels with the functor's parameters, rounded to float, where it has any
///     reassociation_safe   no kernel has a sum or a chain of products to reassociate: -ffast-math cannot
///                          change a result, so that it is computed on plain values
///     above_half_of_x      f(x) > x / 2 for all x != 0, also where a double does not tell; or a function
///                          where parameters decide: 1 for that, -1 for f(x) < x / 2, otherwise 0
///     rounds_away_from_0(x, y)
///                          the truth about x, one of these functions, is closer to 0 than y, which is what
///                          it is in double, by less than a double can hold
///     round_parameters_to_float()
///                          rounds the parameters as for float; on these a double decides how a result of 16
///                          bits is rounded
///
/// Speed:
///
///     unroll<T>            how many registers go through a kernel side by side: simd::unrolling
///
/// By name, of those that have parameters (by_name.hpp):
///
///     parameters           a std::array of parameter<F>, in the order of the constructor's arguments
///     accepts(values...)   whether they are valid, all together: what the constructor asserts
///     output_tells()       whether with these f(x) determines f'(x), where that is not always so
///
/// Tests:
///
///     samples()            a std::array of functors that every test visits, first the default one, then
///                          others with other parameters
///
/// All members take a float, a double, or a batch of them (include xact/simd/xsimd.hpp), work element by
/// element, never throw, and are constexpr for scalars. NaN gives NaN.
///
/// A bfloat16 or float16 is computed in float and rounded once. With the float within 1 ULP (the accurate
/// tier), the result is the true value, correctly rounded, for every x: see core::decided_by_double; so it is
/// with eval_narrow. In the fast tier it is within the absolute bound for float and half an ULP of the 16-bit
/// type.
template <class Functor>
struct activation_interface {
  /// f(x).
  template <real_or_batch V, class = simd::this_file>
  XACT_CALLED constexpr V operator()(V x) const noexcept {
    return forward(x);
  }

  /// f(x).
  template <real_or_batch V, class = simd::this_file>
  XACT_CALLED constexpr V forward(V x) const noexcept {
    if constexpr (core::must_exist_for<Functor, scalar_t<V>>()) {
      if (!constant_nan(x)) return kernels<V>().eval(x);
    }
    return x;
  }

  /// dy/dx = f'(x).
  template <real_or_batch V, class = simd::this_file>
  XACT_CALLED constexpr V derivative(V x) const noexcept {
    static_assert(
        !requires { kernels<V>().slope(x); },
        "xact: slope(x), slope_from_output(y) and eval_and_slope(x) are now called eval_derivative(x), "
        "eval_derivative_from_output(y) and eval_both(x)");
    static_assert(!core::lacks_derivative<Functor, V>,
                  "xact: this activation has no derivative: forward and transform take it as it is, all "
                  "others need its eval_derivative(x)");
    if constexpr (!core::lacks_derivative<Functor, V> && core::must_exist_for<Functor, scalar_t<V>>()) {
      if (!constant_nan(x)) return kernels<V>().eval_derivative(x);
    }
    return x;
  }

  /// dy/dx = f'(x), given y = f(x).
  template <real_or_batch V, class = simd::this_file>
  XACT_CALLED constexpr V derivative_from_output(V y) const noexcept {
    if constexpr (core::must_exist_for<Functor, scalar_t<V>>()) {
      static_assert(differentiable_from_output<Functor, V>,
                    "xact: this activation has no derivative_from_output, because two inputs with different "
                    "derivatives give the same output; keep the input and call derivative(x)");
      if constexpr (differentiable_from_output<Functor, V>) {
        if (!constant_nan(y)) return ordered(self()).eval_derivative_from_output(y);
      }
    }
    return y;
  }

  /// {f(x), f'(x)}, with the bits of forward(x) and derivative(x).
  template <real_or_batch V, class = simd::this_file>
  XACT_CALLED constexpr value_and_derivative<V> forward_and_derivative(V x) const noexcept {
    if constexpr (!core::must_exist_for<Functor, scalar_t<V>>() || core::lacks_derivative<Functor, V>) {
      return {x, derivative(x)};
    } else if constexpr (requires { kernels<V>().eval_both(x); }) {
      if (constant_nan(x)) return {x, x};
      return kernels<V>().eval_both(x);
    } else {
      return {forward(x), derivative(x)};
    }
  }

  /// f(x), for x of 16 bits.
  template <bfloat16_or_float16 H, class = simd::this_file>
  XACT_CALLED constexpr H operator()(H x) const noexcept {
    return forward(x);
  }
  /// f(x), for x of 16 bits.
  template <bfloat16_or_float16 H, class = simd::this_file>
  XACT_CALLED constexpr H forward(H x) const noexcept {
    if constexpr (core::has_narrow_kernel<Functor, core::format16<H>>)
      return core::round_to<H>(forward_narrow<core::format16<H>>(core::widen(x)));
    else
      return rounded<core::forward_of>(x, forward(core::widen(x)));
  }
  /// dy/dx = f'(x), for x of 16 bits.
  template <bfloat16_or_float16 H, class = simd::this_file>
  XACT_CALLED constexpr H derivative(H x) const noexcept {
    return rounded<core::derivative_of>(x, derivative(core::widen(x)));
  }
  /// dy/dx = f'(x), given y = f(x) of 16 bits.
  template <bfloat16_or_float16 H, class = simd::this_file>
  XACT_CALLED constexpr H derivative_from_output(H y) const noexcept {
    return rounded<core::derivative_from_output_of>(y, derivative_from_output(core::widen(y)));
  }
  /// {f(x), f'(x)}, for x of 16 bits.
  template <bfloat16_or_float16 H, class = simd::this_file>
  XACT_CALLED constexpr value_and_derivative<H> forward_and_derivative(H x) const noexcept {
    if constexpr (core::has_narrow_kernel<Functor, core::format16<H>>) {
      return {forward(x), derivative(x)};
    } else {
      const auto [y, dydx] = forward_and_derivative(core::widen(x));
      return {rounded<core::forward_of>(x, y), rounded<core::derivative_of>(x, dydx)};
    }
  }

  // Of registers that are no batch, with the bits of batches: include registers.hpp or eigen.hpp.

  /// f(x).
  template <core::other_register R>
  XACT_INLINE R operator()(R x) const noexcept {
    return forward(x);
  }
  /// f(x).
  template <core::other_register R>
  XACT_INLINE R forward(R x) const noexcept {
    return core::through_batches<R>::template call<core::forward_of>(self(), x);
  }
  /// dy/dx = f'(x).
  template <core::other_register R>
  XACT_INLINE R derivative(R x) const noexcept {
    return core::through_batches<R>::template call<core::derivative_of>(self(), x);
  }
  /// dy/dx = f'(x), given y = f(x).
  template <core::other_register R>
  XACT_INLINE R derivative_from_output(R y) const noexcept {
    return core::through_batches<R>::template call<core::derivative_from_output_of>(self(), y);
  }
  /// {f(x), f'(x)}.
  template <core::other_register R>
  XACT_INLINE value_and_derivative<R> forward_and_derivative(R x) const noexcept {
    return core::through_batches<R>::template call<core::forward_and_derivative_of>(self(), x);
  }
  /// f(x), as Eigen calls it.
  template <core::other_register R>
  XACT_INLINE R packetOp(const R& x) const noexcept {  // NOLINT(readability-identifier-naming)
    return forward(x);
  }

  /// f(x) for x of 16 bits, in floats that are still to be rounded.
  template <class Format, class V>
  XACT_INLINE constexpr V forward_narrow(V x) const noexcept {
    return constant_nan(x) ? x : ordered(self()).template eval_narrow<Format>(x);
  }

  friend bool operator==(const activation_interface&, const activation_interface&) = default;

 private:
  XACT_INLINE constexpr const Functor& self() const { return static_cast<const Functor&>(*this); }

  /// What has eval and eval_derivative for V.
  template <class V>
  XACT_INLINE constexpr auto kernels() const {
    if constexpr (core::computed_by_double_kernels<Functor, V>)
      return ordered(core::double_kernels_of(self()));
    else
      return ordered(self());
  }
  template <class Kernels>
  XACT_INLINE static constexpr auto ordered(const Kernels& kernels) {
    if constexpr (requires { Functor::reassociation_safe; }) {
      return kernels;
    } else if constexpr (XACT_FAST_MATH) {
      return core::in_order<Kernels>{kernels};
    } else {
      simd::refuse_reordering();
      return kernels;
    }
  }

  template <class Quantity, class H>
  XACT_INLINE constexpr H rounded(H x, float y) const {
    if constexpr (core::must_exist_for<Functor, H>() && core::decided_by_double<Functor>) {
      if (!constant_nan(y)) return core::round_once<Quantity>(self(), x, y);
    }
    return core::round_to<H>(y);
  }

  /// Whether x is NaN in a constant expression, which must not compute with it.
  template <class V>
  XACT_INLINE static constexpr bool constant_nan(V x) {
    if constexpr (std::is_floating_point_v<V>) return simd::is_constant_evaluated() && x != x;
    return false;
  }
};

/// The exact tier of an activation: for float only, computed in double by Kernel, which stands in math/exact,
/// and rounded once.
template <class Functor, class Kernel>
struct exact_activation : activation_interface<Functor>, core::in_double<core::from_parts<Kernel>> {
  template <class T>
  static constexpr bool exists_for = sizeof(T) == sizeof(float);
  template <class T>
  static constexpr error_bounds bounds = {correctly_rounded, correctly_rounded, correctly_rounded};
};

}  // namespace xact
