// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <cassert>
#include <utility>

#include "xact/core/gate.hpp"
#include "xact/simd/ops.hpp"
#include "xact/swish.hpp"

namespace xact {

/// SwiGLU of inputs that are clamped: y = a' sigmoid(beta a') (b' + offset), a' = min(a, limit),
/// b' = clamp(b, -limit, limit). {1.702, 7, 1} is that of gpt-oss, {1, 10, 0} that of models whose
/// configuration calls 10 their swiglu limit. limit > 0, and finite, as offset is (asserted); beta is
/// swish's. All are rounded to the type of a first, for 16 bits to float.
///
/// The sum, the activation and the product are rounded each, which is within 2 ULP of y. The gradients are
/// 0 where an input is beyond its limit, as torch.clamp's. NaN gives NaN.
template <accuracy A = accuracy::accurate>
struct clamped_swiglu_t : gate_interface<clamped_swiglu_t<A>> {
  swish_t<A> f;   ///< with beta
  double limit;   ///< of a, and of b and -b
  double offset;  ///< what is added to b

  /// 0 < limit_of_inputs < 2^127 and added_to_b is finite, which is asserted.
  constexpr explicit clamped_swiglu_t(double beta = 1.702, double limit_of_inputs = 7, double added_to_b = 1)
      : f(beta), limit(limit_of_inputs), offset(added_to_b) {
    assert(limit > 0 && limit < 0x1p127 &&
           "xact: the limit of clamped_swiglu must be larger than 0 and finite");
    assert(offset - offset == 0 && "xact: the offset of clamped_swiglu must be finite");
  }
  friend bool operator==(const clamped_swiglu_t&, const clamped_swiglu_t&) = default;

  template <class T>
  static constexpr simd::unrolling unroll = simd::unroll_of<swish_t<A>, T>;

  template <class V>
  XACT_INLINE constexpr V eval(V a, V b) const {
    return f.forward(clamped_above(a)) * (clamped(b) + V(static_cast<scalar_t<V>>(offset)));
  }
  template <class V>
  XACT_INLINE constexpr std::pair<V, V> eval_gradients(V grad_output, V a, V b) const {
    using o = ops<V>;
    V zero(scalar_t<V>(0)), bound = highest<V>();
    auto [y, dyda] = f.forward_and_derivative(clamped_above(a));
    V of_a = grad_output * (clamped(b) + V(static_cast<scalar_t<V>>(offset))) * dyda, of_b = grad_output * y;
    return {o::select_less(bound, a, zero, of_a), o::select_less(bound, o::abs(b), zero, of_b)};
  }

 private:
  template <class V>
  XACT_INLINE constexpr V highest() const {
    return V(static_cast<scalar_t<V>>(limit));
  }
  template <class V>
  XACT_INLINE constexpr V clamped_above(V a) const {
    return ops<V>::min(highest<V>(), a);
  }
  template <class V>
  XACT_INLINE constexpr V clamped(V b) const {
    return ops<V>::max(V(-static_cast<scalar_t<V>>(limit)), clamped_above(b));
  }
};

inline constexpr clamped_swiglu_t<> clamped_swiglu{};
namespace fast {
inline constexpr clamped_swiglu_t<accuracy::fast> clamped_swiglu{};
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
