// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"
#include "xact/math/accurate/log1p_exp.hpp"
#include "xact/math/accurate/sigmoid.hpp"
#include "xact/math/fast/sigmoid.hpp"
#include "xact/math/fast/softplus.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"

namespace xact::math::accurate {

/// max(x, 0) - x t + log(1 + exp(-|x|)), the cross entropy of sigmoid(x) with the target t, and its
/// derivative sigmoid(x) - t. Floats on targets without FMA are computed in double.
struct bce_with_logits {
  template <class V>
  XACT_INLINE static constexpr V loss(V x, V t) {
    using o = ops<V>;
    if constexpr (simd::has_fma<float> || double_precision<V>) {
      return sum(x, t, softplus_of(o::negative_abs(x)));
    } else {
      using w = widening<V>;
      using D = typename w::type;
      constexpr fast::softplus softplus(1);
      D x2 = w::widen(x);
      return w::narrow(sum(x2, w::widen(t), softplus.eval(ops<D>::negative_abs(x2))));
    }
  }

  /// grad_output times the derivative. Where x > 0, it is (1 - t) - sigmoid(-x): with t = 1 nothing cancels.
  template <class V>
  XACT_INLINE static constexpr V gradient(V grad_output, V x, V t) {
    using o = ops<V>;
    if constexpr (simd::has_fma<float> || double_precision<V>) {
      return grad_output * difference(x, t, sigmoid::eval(o::negative_abs(x)));
    } else {
      using w = widening<V>;
      using D = typename w::type;
      D x2 = w::widen(x);
      D s = fast::sigmoid::eval(ops<D>::negative_abs(x2));
      return w::narrow(w::widen(grad_output) * difference(x2, w::widen(t), s));
    }
  }

 private:
  /// max(x, 0) - x t as one product, which is 0 where a factor is, whatever the other.
  template <class V>
  XACT_INLINE static constexpr V sum(V x, V t, V softplus) {
    using o = ops<V>;
    V zero(scalar_t<V>(0)), one(scalar_t<V>(1));
    V factor = o::select_less(zero, x, one, zero) - t;
    return o::select_less_equal(o::abs(factor), zero, softplus, o::mul_add(x, factor, softplus));
  }
  template <class V>
  XACT_INLINE static constexpr V difference(V x, V t, V s) {
    using o = ops<V>;
    V zero(scalar_t<V>(0)), one(scalar_t<V>(1));
    return o::select_less(zero, x, (one - t) - s, s - t);
  }
};

}  // namespace xact::math::accurate
