// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <limits>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_by_row.hpp"
#include "xact/array/row_elements.hpp"
#include "xact/array/row_exponentials.hpp"
#include "xact/array/row_numbers.hpp"
#include "xact/array/row_sums.hpp"
#include "xact/base/config.hpp"
#include "xact/math/accurate/exp_below.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"
#include "xact/simd/unrolled.hpp"

// The logarithm of softmax, and its gradient.

namespace xact::array {

/// y = x - number - number2 <= 0, number2 >= 0 in two parts; -infinity stays what it is.
template <class T>
struct two_numbers {
  T number;
  simd::unevaluated_sum<double> number2;
};
struct difference_from {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const two_numbers<scalar_t<V>>& f, V x) noexcept {
    using W = simd::as_written<V>;
    if constexpr (double_precision<V>) {
      const auto first = simd::two_sum(W(x), W(V(-f.number)));
      const auto second = simd::two_sum(first.hi, W(V(-f.number2.hi)));
      W y = second.hi + (second.lo + (first.lo - W(V(f.number2.lo))));
      V lowest(std::numeric_limits<double>::lowest());
      return ops<V>::select_less(simd::plain(first.hi), lowest, simd::plain(second.hi), simd::plain(y));
    } else if constexpr (simd::has_fma<float>) {  // no difference is larger than the result
      const auto hi = static_cast<float>(f.number2.hi);
      const auto lo = static_cast<float>(f.number2.hi - static_cast<double>(hi));
      return simd::plain(((W(x) - W(V(f.number))) - W(V(hi))) - W(V(lo)));
    } else {
      using D = typename xact::widening<V>::type;
      using wide = simd::as_written<D>;
      wide t = wide(xact::widening<V>::widen(x)) - wide(D(static_cast<double>(f.number)));
      return xact::widening<V>::narrow(simd::plain(t - wide(D(f.number2.hi))));
    }
  }
};

template <class T>
struct log_softmax_kernel {
  rows all;
  input<T> x;
  output<T> y;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t number) const noexcept {
    const std::size_t first = number * all.n;
    const auto e = exponentials<T>::template of_row<V>(x, first, all.n);
    const two_parts sum = e.template sum<V>(all.n);
    const bool nothing = is(sum.hi, 0.0);
    const two_numbers<T> f{nothing ? T(0) : e.largest, nothing ? two_parts{0, 0} : log_of_scaled<T>(sum)};
    write_each<difference_from, V>(f, first, first + all.n, y, x);
  }
};

/// grad_output - exp(y) sum, for y <= 0, with the sum scaled down as the exponential is scaled up.
struct log_softmax_gradient_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const simd::unevaluated_sum<double>& scaled_sum, V grad_output, V y) noexcept {
    using W = simd::as_written<V>;
    using T = scalar_t<V>;
    const auto zero = math::accurate::below_of(T(0));
    if constexpr (double_precision<V>) {
      using o = ops<W>;
      W e = math::accurate::exp_below(W(y), zero).value();
      return simd::plain(
          o::nmul_add(e, W(V(scaled_sum.lo)), o::fnma(e, W(V(scaled_sum.hi)), W(grad_output))));
    } else {
      using D = typename xact::widening<V>::type;
      using o = ops<simd::as_written<D>>;
      simd::as_written<D> e(exponential(y, zero)), g(xact::widening<V>::widen(grad_output));
      return xact::widening<V>::narrow(simd::plain(o::nmul_add(e, simd::as_written<D>(D(scaled_sum.hi)), g)));
    }
  }

 private:
  template <class V>
  XACT_INLINE static auto exponential(const V& y, const math::accurate::below<float>& zero) noexcept {
    using W = simd::as_written<V>;
    if constexpr (simd::has_fma<float>)
      return xact::widening<V>::widen(simd::plain(math::accurate::exp_below(W(y), zero).value()));
    else
      return simd::plain(math::accurate::exp_below_in_double(xact::widening<W>::widen(W(y)),
                                                             static_cast<double>(zero.value)));
  }
};

template <class T>
struct log_softmax_backward_kernel {
  rows all;
  input<T> grad_output, y;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t number) const noexcept {
    const std::size_t first = number * all.n;
    const two_parts sum = sum_of<V>(first, first + all.n, grad_output);
    const two_parts scaled{sum.hi * to_unscaled<T>, sum.lo * to_unscaled<T>};
    const bool nothing =
        is(y.number(first), minus_infinity<T>) &&
        is(exponentials<T>::template of_row<V>(y, first, all.n).template sum<V>(all.n).hi, 0.0);
    if (nothing)
      for (std::size_t i = first; i < first + all.n; ++i) grad_input.write_number(i, T(0));
    else
      write_each<log_softmax_gradient_of, V>(scaled, first, first + all.n, grad_input, grad_output, y);
  }
};

}  // namespace xact::array
