// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <limits>

#include "xact/array/conversion.hpp"
#include "xact/array/loop.hpp"
#include "xact/array/row_sums.hpp"
#include "xact/array/sixteen.hpp"
#include "xact/base/config.hpp"
#include "xact/math/accurate/bce_with_logits.hpp"
#include "xact/math/accurate/exp_below.hpp"
#include "xact/math/accurate/underflow_flags.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"
#include "xact/simd/unrolled.hpp"

// What is done with all elements of a row, or of a chunk of it: each pass is a function of its own.

namespace xact::array {

/// -infinity.
template <class T>
inline constexpr T minus_infinity = -std::numeric_limits<T>::infinity();

template <class V>
struct finding_maximum {
  using T = scalar_t<V>;
  const T* x;
  many_sixteens<V> so_far;

  template <class L, class Part>
  XACT_INLINE void at(std::size_t i, Part part) noexcept {
    take(so_far, load<L>(x + i, part, minus_infinity<T>));
  }

 private:
  template <class L>
  XACT_INLINE static void take(L& to, const L& some) noexcept {
    to = ops<L>::max(to, some);
  }
  template <class Larger, class L>
  XACT_INLINE static void take(Larger& to, const L& some) noexcept {
    take(to.a, some);
  }
};

/// The largest element; where one is NaN, NaN or any of the others.
template <class V, class = simd::this_file>
scalar_t<V> maximum(const scalar_t<V>* x, std::size_t n, scalar_t<V> so_far) noexcept {
  finding_maximum<V> pass{x, many_sixteens<V>(so_far)};
  for_each_sixteen<V>(n, pass);
  return largest(pass.so_far);
}

/// Adds up exp(x - c), and leaves each in e times 2^below_scale if they are to be kept.
template <class V, bool kept>
struct adding_exponentials {
  using T = scalar_t<V>;
  const T* x;
  T* e;
  math::accurate::below<T> c;
  exponential_sums<V> sums;

  template <class L, class Part>
  XACT_INLINE void at(std::size_t i, Part part) noexcept {
    using W = simd::as_written<L>;
    L elements = load<L>(x + i, part, minus_infinity<T>);
    if constexpr (simd::has_fma<float> || double_precision<V>) {
      auto parts = math::accurate::exp_below(W(elements), c);
      L y = simd::plain(parts.value());
      if constexpr (kept) store(e + i, part, y);
      sums.add_exponentials(simd::plain(parts.power), simd::plain(parts.q), y);
    } else {
      auto y = math::accurate::exp_below_in_double(xact::widening<W>::widen(W(elements)),
                                                   static_cast<double>(c.value));
      if constexpr (kept) store(e + i, part, simd::plain(xact::widening<W>::narrow(y)));
      sums.add_wide(simd::plain(y));
    }
  }
};

template <class V, bool kept, class = simd::this_file>
void add_exponentials(const scalar_t<V>* x, std::size_t n, const math::accurate::below<scalar_t<V>>& c,
                      scalar_t<V>* e, exponential_sums<V>& sums) noexcept {
  adding_exponentials<V, kept> pass{x, e, c, sums};
  for (std::size_t i = 0; i < n; i += chunk_size) {
    for_each_sixteen<V>(n - i < chunk_size ? n - i : chunk_size, pass);
    pass.sums.flush();
    pass.x += chunk_size;
    if constexpr (kept) pass.e += chunk_size;
  }
  sums = pass.sums;
}

/// Adds up a[i], or a[i] b[i].
template <class V, bool products>
struct adding_up {
  using T = scalar_t<V>;
  const T *a, *b;
  sums_of_sixteen<V> sums;

  template <class L, class Part>
  XACT_INLINE void at(std::size_t i, Part part) noexcept {
    if constexpr (products)
      add(load<L>(a + i, part, T(0)), load<L>(b + i, part, T(0)));
    else
      add(load<L>(a + i, part, T(0)));
  }

 private:
  template <class L, class... Ls>
  XACT_INLINE void add(const L& x, const Ls&... y) noexcept {
    if constexpr (ops<L>::width != 16) {
      add(x.a, y.a...);
      add(x.b, y.b...);
    } else if constexpr (products) {
      sums.add_product(x, y...);
    } else {
      sums.add(x);
    }
  }
};

template <class V, class = simd::this_file>
void add_up_products(const scalar_t<V>* a, const scalar_t<V>* b, std::size_t n,
                     sums_of_sixteen<V>& sums) noexcept {
  adding_up<V, true> pass{a, b, sums};
  for_each_sixteen<V>(n, pass);
  sums = pass.sums;
}
template <class V, class = simd::this_file>
void add_up_numbers(const scalar_t<V>* a, std::size_t n, sums_of_sixteen<V>& sums) noexcept {
  adding_up<V, false> pass{a, nullptr, sums};
  for_each_sixteen<V>(n, pass);
  sums = pass.sums;
}

// ---- element by element

/// What an element is multiplied by, in two parts.
using factor = simd::unevaluated_sum<double>;

/// y = e factor, rounded once. Floats go to double and back.
struct product_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const factor& f, V e) noexcept {
    using W = simd::as_written<V>;
    if constexpr (double_precision<V>) {
      using o = ops<W>;
      W x(e);
      return simd::plain(o::fma(x, W(V(f.hi)), math::accurate::subnormal_product(x, W(V(f.lo)))));
    } else {
      auto x = xact::widening<V>::widen(e);
      return xact::widening<V>::narrow(x * decltype(x)(f.hi));
    }
  }
};

/// y = exp(x - c) factor, and no more than that for x = c.
template <class T>
struct scaled_exponential {
  math::accurate::below<T> c;
  factor by;
};
struct scaled_exponential_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const scaled_exponential<scalar_t<V>>& f, V x) noexcept {
    using W = simd::as_written<V>;
    V bounded = ops<V>::min(V(f.c.value), x);
    if constexpr (simd::has_fma<float> || double_precision<V>) {
      return product_of::call(f.by, simd::plain(math::accurate::exp_below(W(bounded), f.c).value()));
    } else {
      auto y = math::accurate::exp_below_in_double(xact::widening<W>::widen(W(bounded)),
                                                   static_cast<double>(f.c.value));
      auto z = simd::plain(y);
      return xact::widening<V>::narrow(z * decltype(z)(f.by.hi));
    }
  }
};

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

/// y = x - number: what is close to it exactly.
template <class T>
struct one_number {
  T number;
};
struct shifted_by {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const one_number<scalar_t<V>>& f, V x) noexcept {
    return x - V(f.number);
  }
};

/// y (grad_output - sum).
struct softmax_gradient_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const simd::unevaluated_sum<double>& sum, V grad_output, V y) noexcept {
    if constexpr (double_precision<V>) {
      using W = simd::as_written<V>;
      const auto d = simd::two_sum(W(grad_output), W(V(-sum.hi)));
      return simd::plain(W(y) * (d.hi + (d.lo - W(V(sum.lo)))));
    } else {
      using w = xact::widening<V>;
      using D = typename w::type;
      using W = simd::as_written<D>;
      W d = W(w::widen(grad_output)) - W(D(sum.hi));
      return w::narrow(simd::plain(W(w::widen(y)) * d));
    }
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

/// The binary cross entropy of sigmoid(x), and grad_output times its derivative.
struct no_numbers {};
struct bce_loss_of {
  static constexpr auto unroll = &simd::unrolling::forward;
  template <class V>
  XACT_INLINE static V call(const no_numbers&, V x, V target) noexcept {
    using W = simd::as_written<V>;
    return simd::plain(math::accurate::bce_with_logits::loss(W(x), W(target)));
  }
};
struct bce_gradient_of {
  static constexpr auto unroll = &simd::unrolling::derivative;
  template <class V>
  XACT_INLINE static V call(const no_numbers&, V grad_output, V x, V target) noexcept {
    using W = simd::as_written<V>;
    return simd::plain(math::accurate::bce_with_logits::gradient(W(grad_output), W(x), W(target)));
  }
};

/// Calls a quantity of f for each element.
template <class Quantity, class V, class F, class... Ts, class = simd::this_file>
void for_each_element(const F& f, std::size_t n, scalar_t<V>* y, const Ts*... x) noexcept {
  for_each_vector<V, Quantity>(f, n, results<scalar_t<V>>{y}, x...);
}

}  // namespace xact::array
