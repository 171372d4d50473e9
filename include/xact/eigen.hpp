// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"
#include "xact/base/requirements.hpp"

#if !__has_include(<Eigen/Core>)
#error "xact/eigen.hpp needs Eigen 3.4 or later (Debian: libeigen3-dev, vcpkg and Conan: eigen)"
#endif

#include <Eigen/Core>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <type_traits>

#include "xact/array/checks.hpp"
#include "xact/base/config.hpp"
#include "xact/core/activation.hpp"
#include "xact/core/gate.hpp"
#include "xact/registers.hpp"
#include "xact/simd/unrolled.hpp"
#include "xact/transform.hpp"

// xact with Eigen 3.4 and later. Include it beside a functor, and x.unaryExpr(xact::gelu) runs on Eigen's
// registers, in larger expressions too: with the bits of the scalar functor, also where Eigen has numbers
// left over.
//
//     y = x.unaryExpr(xact::gelu) * gate;
//     dx = dy * x.unaryExpr(xact::derivative_of(xact::gelu));
//     y = a.binaryExpr(b, xact::swiglu);
//
// The functions over arrays take Eigen's arrays, vectors, matrices, Map, Ref and Block, if their elements
// stand one after the other: xact::forward(xact::gelu, x, y). What stands apart is refused, at run time by an
// assertion where no type tells; so are matrices that are stored in different orders.

template <class E>
  requires std::derived_from<E, Eigen::DenseBase<E>> && xact::array::number<typename E::Scalar>
struct xact::array::other_array<E> {
  using element = typename E::Scalar;
  static constexpr bool is_mutable = (E::Flags & Eigen::LvalueBit) != 0, is_view = false;
  static constexpr std::size_t size =
      E::SizeAtCompileTime == Eigen::Dynamic ? unknown_size : static_cast<std::size_t>(E::SizeAtCompileTime);
  static constexpr int order = E::IsVectorAtCompileTime ? 0 : E::IsRowMajor ? 2 : 1;
  static constexpr bool in_memory = (E::Flags & Eigen::DirectAccessBit) != 0;

  /// The elements stand one after the other.
  XACT_INLINE static bool is_contiguous(const E& a) noexcept {
    return (a.size() <= 1 || a.innerStride() == 1) &&
           (a.outerSize() <= 1 || a.outerStride() == a.innerSize());
  }
  template <class Array>
  XACT_INLINE static auto data(Array& a) noexcept {
    static_assert(
        in_memory,
        "xact: this Eigen expression is not in memory: assign it to an array, or take x.unaryExpr(f)");
    if constexpr (!in_memory) {
      return static_cast<const element*>(nullptr);
    } else {
      constexpr auto step = Eigen::internal::inner_stride_at_compile_time<E>::ret;
      static_assert(
          step == 1 || step == Eigen::Dynamic,
          "xact: the elements of this Eigen array do not stand one after the other: assign it to one "
          "whose elements do, or take x.unaryExpr(f)");
      assert(is_contiguous(a) && "xact: the elements of this Eigen array do not stand one after the other");
      return a.data();
    }
  }
  XACT_INLINE static std::size_t size_of(const E& a) noexcept { return static_cast<std::size_t>(a.size()); }
};

namespace xact {

/// A functor that Eigen may call with its registers.
template <class F>
concept called_by_eigen =
    std::derived_from<F, activation_interface<F>> || std::derived_from<F, gate_interface<F>> || requires {
  typename F::called_with_registers;
};

/// f' as a function object, for Eigen's unaryExpr and for transform.
template <class F>
struct derivative_function {
  F f;  ///< the activation
  /// Marks it as one for Eigen.
  struct called_with_registers;
  template <class T>
  static constexpr simd::unrolling unroll = {.forward = simd::unroll_of<F, T>.derivative};

  /// f'(x).
  template <class V>
  XACT_INLINE constexpr auto operator()(V x) const noexcept {
    return f.derivative(x);
  }
  /// f'(x), as Eigen calls it.
  template <core::other_register R>
  XACT_INLINE R packetOp(const R& x) const noexcept {  // NOLINT(readability-identifier-naming)
    return f.derivative(x);
  }
};
/// f' as such an object.
template <class F>
XACT_INLINE constexpr derivative_function<F> derivative_of(const F& f) noexcept {
  return {f};
}

}  // namespace xact

template <xact::called_by_eigen F>
struct Eigen::internal::functor_traits<F> {
  enum { Cost = 20 * NumTraits<float>::MulCost, PacketAccess = true, IsRepeatable = true };
};

/// y = x.unaryExpr(f) alone, of arrays in memory whose size is known at run time, by the loop of xact, which
/// takes several registers side by side; Eigen takes one after the other, and inlines what is small.
template <class Y, xact::called_by_eigen F, class X, class T, class Weak>
  requires xact::array::is_other_array<X> && xact::array::is_other_array<Y>
struct Eigen::internal::Assignment<Y, Eigen::CwiseUnaryOp<F, X>, Eigen::internal::assign_op<T, T>,
                                   Eigen::internal::Dense2Dense, Weak> {
  using of_x = xact::array::other_array<std::remove_const_t<X>>;
  using of_y = xact::array::other_array<Y>;
  template <class E>
  static constexpr bool has_inner_stride_1 = inner_stride_at_compile_time<std::remove_const_t<E>>::ret == 1;

  static void run(Y& y, const CwiseUnaryOp<F, X>& source, const assign_op<T, T>& assign) {
    resize_if_allowed(y, source, assign);
    if constexpr (of_x::in_memory && of_y::in_memory && has_inner_stride_1<X> && has_inner_stride_1<Y> &&
                  xact::array::common_size<X, Y> == xact::array::unknown_size) {
      const auto& x = source.nestedExpression();
      const auto n = of_y::size_of(y);
      if (of_x::is_contiguous(x) && of_y::is_contiguous(y) &&
          xact::array::same_or_apart(y.data(), x.data(), n))
        return xact::transform(source.functor(), x.data(), y.data(), n);
    }
    call_dense_assignment_loop(y, source, assign);
  }
};

#include "xact/base/macros_back.hpp"
