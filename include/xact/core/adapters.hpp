// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/base/value_and_derivative.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"

// Kernels made of other kernels.

namespace xact::core {

/// Kernels computes f(x) and f'(x) together.
template <class Kernels, class V>
concept evaluates_both = requires(const Kernels k, V x) {
  k.eval_both(x);
};

/// Kernels for double, on floats: the result is rounded once. Where Kernels says that it is `odd`, its eval
/// gives f(|x|), and the sign of x is put back after rounding.
template <class Kernels>
struct in_double : Kernels {
  XACT_INLINE constexpr in_double() noexcept {}  // not defaulted: CUDA
  XACT_INLINE constexpr explicit in_double(const Kernels& with_parameters) : Kernels(with_parameters) {}

  template <class V>
  XACT_INLINE constexpr V eval(V x) const {
    return with_sign(widening<V>::narrow(Kernels::eval(widening<V>::widen(x))), x);
  }
  template <class V>
  XACT_INLINE constexpr V eval_derivative(V x) const {
    return widening<V>::narrow(Kernels::eval_derivative(widening<V>::widen(x)));
  }
  template <class V>
  XACT_INLINE constexpr value_and_derivative<V> eval_both(V x) const requires
      evaluates_both<Kernels, typename widening<V>::type> {
    auto both = Kernels::eval_both(widening<V>::widen(x));
    return {with_sign(widening<V>::narrow(both.value), x), widening<V>::narrow(both.derivative)};
  }

 private:
  template <class V>
  XACT_INLINE static constexpr V with_sign(V y, V x) {
    if constexpr (requires { Kernels::odd; })
      return ops<V>::or_sign(y, x);
    else
      return y;
  }
};

/// A kernel of the exact tier (see math/exact/exp.hpp) as eval, eval_derivative and eval_both.
template <class Kernel>
struct from_parts : Kernel {
  template <class W>
  XACT_INLINE static constexpr W eval(W x) {
    return Kernel::value_at(x, Kernel::parts_at(x));
  }
  template <class W>
  XACT_INLINE static constexpr W eval_derivative(W x) {
    return Kernel::derivative_at(x, Kernel::parts_at(x));
  }
  template <class W>
  XACT_INLINE static constexpr value_and_derivative<W> eval_both(W x) {
    auto parts = Kernel::parts_at(x);
    return {Kernel::value_at(x, parts), Kernel::derivative_at(x, parts)};
  }
};

/// Kernels on ordered values, in which -ffast-math has nothing to reorder.
template <class Kernels>
struct in_order {
  Kernels f;

  template <class V>
  XACT_INLINE constexpr V eval(const V& x) const {
    return f.eval(simd::ordered<V>(x)).value;
  }
  template <class V>
  XACT_INLINE constexpr V eval_derivative(const V& x) const {
    return f.eval_derivative(simd::ordered<V>(x)).value;
  }
  template <class V>
  XACT_INLINE constexpr V eval_derivative_from_output(const V& y) const {
    return f.eval_derivative_from_output(simd::ordered<V>(y)).value;
  }
  template <class V>
  XACT_INLINE constexpr value_and_derivative<V> eval_both(const V& x) const requires
      evaluates_both<Kernels, simd::ordered<V>> {
    auto both = f.eval_both(simd::ordered<V>(x));
    return {both.value.value, both.derivative.value};
  }
  template <class Format, class V>
  XACT_INLINE constexpr V eval_narrow(const V& x) const {
    return f.template eval_narrow<Format>(simd::ordered<V>(x)).value;
  }
};

/// The double_kernels that Functor names, with its parameters, if it has any.
template <class Functor>
XACT_INLINE constexpr auto double_kernels_of(const Functor& f) {
  if constexpr (requires { f.in_double(); })
    return in_double<typename Functor::double_kernels>(f.in_double());
  else
    return in_double<typename Functor::double_kernels>();
}

/// Functor names double_kernels, and this is a target without FMA, so that V, of floats, is computed by them.
template <class Functor, class V>
concept computed_by_double_kernels = !simd::has_fma<float> && single_precision<V> && requires {
  typename Functor::double_kernels;
};

}  // namespace xact::core
