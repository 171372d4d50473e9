// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <limits>
#include <utility>

#include "xact/array/row_arrays.hpp"
#include "xact/array/row_passes.hpp"
#include "xact/array/row_sums.hpp"
#include "xact/base/config.hpp"
#include "xact/math/accurate/exp_below.hpp"
#include "xact/math/accurate/log_of_sum.hpp"
#include "xact/math/overflow.hpp"
#include "xact/simd/fma.hpp"
#include "xact/simd/ops.hpp"
#include "xact/simd/ordered.hpp"
#include "xact/simd/this_file.hpp"

// The functions of rows, each for all rows of an array: kernel.on<V>() computes on registers V. Comparisons
// with what may be NaN or infinite look at bits, since -ffast-math knows neither.

namespace xact::array {

using two_parts = simd::unevaluated_sum<double>;

template <class T>
XACT_INLINE bool is(T x, T special) noexcept {
  return ops<T>::to_bits(x) == ops<T>::to_bits(special);
}
template <class T>
inline constexpr T infinity = std::numeric_limits<T>::infinity();

/// 2^below_scale, as which exp(0) comes, and its reciprocal.
template <class T>
inline constexpr double scaled_one = math::power_of_2<double>(math::accurate::below_scale<T>);
template <class T>
inline constexpr double to_unscaled = math::power_of_2<double>(-math::accurate::below_scale<T>);

/// a / sum in two parts, of which floats need one; or 0 of the sum of nothing.
template <class T, class W = simd::as_written<double>>
XACT_INLINE two_parts quotient(double a, const two_parts& sum) noexcept {
  using o = ops<W>;
  if (is(sum.hi, 0.0)) return {0, 0};
  W q = o::divide(W(a), W(sum.hi));
  const bool is_finite = (ops<double>::to_bits(simd::plain(q)) << 1) >> 53 != 0x7ff;
  if (single_precision<T> || !is_finite) return {simd::plain(q), 0};
  W rest = o::nmul_add(q, W(sum.lo), o::fnma(q, W(sum.hi), W(a)));
  return {simd::plain(q), simd::plain(o::divide(rest, W(sum.hi)))};
}
XACT_INLINE two_parts negative(const two_parts& x) noexcept {
  return {ops<double>::xor_sign(x.hi, -0.0), ops<double>::xor_sign(x.lo, -0.0)};
}
template <class T>
XACT_INLINE T rounded(const two_parts& x) noexcept {
  using W = simd::as_written<double>;
  return static_cast<T>(simd::plain(W(x.hi) + W(x.lo)));
}
/// a b, of a number and one in two parts.
template <class W = simd::as_written<double>>
XACT_INLINE two_parts product(double a, const two_parts& b) noexcept {
  using o = ops<W>;
  W hi = o::fence(W(a) * W(b.hi));
  return {simd::plain(hi), simd::plain(o::mul_add(W(a), W(b.lo), o::fms(W(a), W(b.hi), hi)))};
}

/// The largest element from `begin` to `end`, or so_far if it is larger.
template <class V, class T, class = simd::this_file>
XACT_INLINE T largest_of(const input<T>& x, std::size_t begin, std::size_t end, T so_far) noexcept {
  buffer<T> of_x;
  for_each_chunk(x.is_plain(), begin, end, [&](std::size_t i, std::size_t count) {
    so_far = maximum<V>(x.template numbers<V>(i, count, of_x), count, so_far);
  });
  return so_far;
}

/// The largest element of a row is so large that differences to it are exact, if they count.
template <class T>
XACT_INLINE bool differs_exactly(T largest) noexcept {
  return !is(largest, minus_infinity<T>) && !(ops<T>::abs(largest) < math::accurate::below_limit<T>);
}

/// The elements x of a row, which begins at `first`; or x - largest, where that is exact.
template <class T>
struct shifted_row {
  input<T> x;
  std::size_t first;
  T largest;
  bool shifted;

  XACT_INLINE shifted_row(const input<T>& array, std::size_t begin, T number) noexcept
      : x(array), first(begin), largest(number), shifted(differs_exactly(number)) {}

  XACT_INLINE bool is_plain() const noexcept { return x.is_plain() && !shifted; }
  /// The largest of these, or 0 where there is nothing but -infinity.
  XACT_INLINE T largest_left() const noexcept {
    return shifted || is(largest, minus_infinity<T>) ? T(0) : largest;
  }
  template <class V>
  XACT_INLINE const T* numbers(std::size_t i, std::size_t count, buffer<T>& of_x) const noexcept {
    const T* in = x.template numbers<V>(first + i, count, of_x);
    if (!shifted) return in;
    for_each_element<shifted_by, V>(one_number<T>{largest}, count, of_x.numbers, in);
    return of_x.numbers;
  }
};

/// exp(x - largest) for the elements x of a row.
template <class T>
struct exponentials : shifted_row<T> {
  using shifted_row<T>::first;
  using shifted_row<T>::is_plain;
  using shifted_row<T>::largest;
  using shifted_row<T>::shifted;
  math::accurate::below<T> c;

  /// exp(x - number).
  XACT_INLINE exponentials(const input<T>& array, std::size_t begin, T number) noexcept
      : shifted_row<T>(array, begin, number), c(math::accurate::below_of(this->largest_left())) {}

  template <class V, class = simd::this_file>
  XACT_INLINE static exponentials of_row(const input<T>& x, std::size_t first, std::size_t n) noexcept {
    return {x, first, largest_of<V>(x, first, first + n, minus_infinity<T>)};
  }

  /// Adds up those from i to `end`, and leaves each in kept[i], if that is given.
  template <class V, class = simd::this_file>
  XACT_INLINE void add(std::size_t begin, std::size_t end, T* kept,
                       exponential_sums<V>& sums) const noexcept {
    buffer<T> of_x;
    for_each_chunk(is_plain(), begin, end, [&](std::size_t i, std::size_t count) {
      const T* const in = this->template numbers<V>(i, count, of_x);
      if (kept != nullptr)
        add_exponentials<V, true>(in, count, c, kept + i, sums);
      else
        add_exponentials<V, false>(in, count, c, kept, sums);
    });
  }
  template <class V, class = simd::this_file>
  XACT_INLINE two_parts sum(std::size_t n) const noexcept {
    exponential_sums<V> sums;
    add<V>(0, n, nullptr, sums);
    return sums.total();
  }

  /// y[i] = exp(x[i] - c) factor, all of them.
  template <class V, class = simd::this_file>
  XACT_INLINE void write(std::size_t n, const factor& by, const output<T>& y) const noexcept {
    buffer<T> of_x, of_y;
    const scaled_exponential<T> f{c, by};
    for_each_chunk(is_plain() && y.is_plain(), 0, n, [&](std::size_t i, std::size_t count) {
      T* const out = y.place(first + i, of_y);
      for_each_element<scaled_exponential_of, V>(f, count, out, this->template numbers<V>(i, count, of_x));
      y.template write<V>(first + i, count, out);
    });
  }

  /// That of a number, times 2^below_scale.
  XACT_INLINE two_parts at(T number) const noexcept {
    using W = simd::as_written<T>;
    const T shift = shifted ? number - largest : number;
    if constexpr (simd::has_fma<float> || sizeof(T) == sizeof(double)) {
      const auto parts = math::accurate::exp_below(W(shift), c);
      const W e = parts.value();
      return {static_cast<double>(simd::plain(e)), static_cast<double>(simd::plain(parts.lost(e)))};
    } else {
      using D = simd::as_written<double>;
      return {simd::plain(math::accurate::exp_below_in_double(D(static_cast<double>(shift)),
                                                              static_cast<double>(c.value))),
              0};
    }
  }
};

/// The exponentials of a row, the sum of those of all elements but one, k, and that one.
template <class V>
struct exponentials_apart {
  using T = scalar_t<V>;
  T x_k;
  T largest_other;
  exponentials<T> of_row;
  two_parts of_k, others;

  XACT_INLINE exponentials_apart(const input<T>& x, std::size_t first, std::size_t n, std::size_t k,
                                 T* kept) noexcept
      : x_k(x.number(first + k)),
        largest_other(largest_of<V>(x, first + k + 1, first + n,
                                    largest_of<V>(x, first, first + k, minus_infinity<T>))),
        of_row(x, first, ops<T>::max(largest_other, x_k)),
        of_k(of_row.at(x_k)),
        others(sum_of_others(n, k, kept)) {}

  XACT_INLINE two_parts sum() const noexcept { return add_up<double>(of_k, others); }

 private:
  /// The partial sums begin at twice the largest: they are right to their last bits, however small they are
  /// beside that of k.
  XACT_INLINE two_parts sum_of_others(std::size_t n, std::size_t k, T* kept) const noexcept {
    exponential_sums<V> sums(static_cast<T>(2 * of_row.at(largest_other).hi));
    of_row.template add<V>(0, k, kept, sums);
    of_row.template add<V>(k + 1, n, kept, sums);
    return sums.total();
  }
};

/// log of a sum of exponentials, with that of the largest among them.
template <class T>
XACT_INLINE two_parts log_of_scaled(const two_parts& sum) noexcept {
  return math::accurate::log_of_sum({sum.hi * to_unscaled<T>, sum.lo * to_unscaled<T>});
}

/// Calls a quantity of f for the elements of x... from `begin` to `end`, and writes the results to y.
template <class Quantity, class V, class F, class T, class... Inputs, std::size_t... k>
XACT_INLINE void write_each(std::index_sequence<k...>, const F& f, std::size_t begin, std::size_t end,
                            const output<T>& y, const Inputs&... x) noexcept {
  buffer<T> of_y, of_x[sizeof...(Inputs)];
  for_each_chunk((y.is_plain() && ... && x.is_plain()), begin, end, [&](std::size_t i, std::size_t count) {
    T* const out = y.place(i, of_y);
    for_each_element<Quantity, V>(f, count, out, x.template numbers<V>(i, count, of_x[k])...);
    y.template write<V>(i, count, out);
  });
}
template <class Quantity, class V, class F, class T, class... Inputs>
XACT_INLINE void write_each(const F& f, std::size_t begin, std::size_t end, const output<T>& y,
                            const Inputs&... x) noexcept {
  write_each<Quantity, V>(std::index_sequence_for<Inputs...>{}, f, begin, end, y, x...);
}

/// Rows of n elements.
struct rows {
  std::size_t count, n;
};

template <class T>
struct softmax_backward_kernel {
  rows all;
  input<T> grad_output, y;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    for (std::size_t i = 0; i < all.count; ++i) row<V>(i * all.n);
  }

 private:
  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t first) const noexcept {
    buffer<T> of_g, of_y;
    sums_of_sixteen<V> sums;
    const bool plain = grad_output.is_plain() && y.is_plain();
    for_each_chunk(plain, first, first + all.n, [&](std::size_t i, std::size_t count) {
      add_up_products<V>(grad_output.template numbers<V>(i, count, of_g),
                         y.template numbers<V>(i, count, of_y), count, sums);
    });
    const two_parts sum = sums.total();
    write_each<softmax_gradient_of, V>(sum, first, first + all.n, grad_input, grad_output, y);
  }
};

template <class T>
struct log_softmax_kernel {
  rows all;
  input<T> x;
  output<T> y;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    for (std::size_t i = 0; i < all.count; ++i) row<V>(i * all.n);
  }

 private:
  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t first) const noexcept {
    const auto e = exponentials<T>::template of_row<V>(x, first, all.n);
    const two_parts sum = e.template sum<V>(all.n);
    const bool nothing = is(sum.hi, 0.0);
    const two_numbers<T> f{nothing ? T(0) : e.largest, nothing ? two_parts{0, 0} : log_of_scaled<T>(sum)};
    write_each<difference_from, V>(f, first, first + all.n, y, x);
  }
};

template <class T>
struct log_softmax_backward_kernel {
  rows all;
  input<T> grad_output, y;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    for (std::size_t i = 0; i < all.count; ++i) row<V>(i * all.n);
  }

 private:
  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t first) const noexcept {
    buffer<T> of_g;
    sums_of_sixteen<V> sums;
    for_each_chunk(grad_output.is_plain(), first, first + all.n, [&](std::size_t i, std::size_t count) {
      add_up_numbers<V>(grad_output.template numbers<V>(i, count, of_g), count, sums);
    });
    const two_parts sum = sums.total();
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

template <class T>
struct logsumexp_kernel {
  rows all;
  input<T> x;
  output<T> y;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    for (std::size_t i = 0; i < all.count; ++i) y.write_number(i, row<V>(i * all.n));
  }

 private:
  template <class V, class = simd::this_file>
  XACT_INLINE T row(std::size_t first) const noexcept {
    using W = simd::as_written<double>;
    const auto e = exponentials<T>::template of_row<V>(x, first, all.n);
    if (is(e.largest, infinity<T>) && !has_nan(first)) return e.largest;
    const two_parts sum = e.template sum<V>(all.n);
    if (is(sum.hi, 0.0)) return e.largest;
    const two_parts log = log_of_scaled<T>(sum);
    const auto both = simd::two_sum(W(static_cast<double>(e.largest)), W(log.hi));
    return static_cast<T>(simd::plain(both.hi + (both.lo + W(log.lo))));
  }
  XACT_INLINE bool has_nan(std::size_t first) const noexcept {
    for (std::size_t i = 0; i < all.n; ++i) {
      const auto magnitude = ops<T>::to_bits(ops<T>::abs(x.number(first + i)));
      if (magnitude > ops<T>::to_bits(infinity<T>)) return true;
    }
    return false;
  }
};

template <class T>
struct logsumexp_backward_kernel {
  rows all;
  input<T> grad_output, x, y;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    for (std::size_t i = 0; i < all.count; ++i) {
      const exponentials<T> e(x, i * all.n, y.number(i));
      e.template write<V>(all.n, {static_cast<double>(grad_output.number(i)) * to_unscaled<T>, 0},
                          {grad_input});
    }
  }
};

template <class T>
struct cross_entropy_kernel {
  rows all;
  input<T> x;
  indices classes;
  output<T> loss;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    for (std::size_t i = 0; i < all.count; ++i) loss.write_number(i, row<V>(i * all.n, classes[i]));
  }

 private:
  template <class V, class = simd::this_file>
  XACT_INLINE T row(std::size_t first, std::size_t k) const noexcept {
    using W = simd::as_written<double>;
    const exponentials_apart<V> e(x, first, all.n, k, nullptr);
    const two_parts sum = e.sum();
    if (is(sum.hi, 0.0)) return infinity<T>;
    const two_parts log = log_of_scaled<T>(sum);
    const double x_k = static_cast<double>(e.x_k), largest = static_cast<double>(e.of_row.largest);
    if (is(x_k, minus_infinity<double>) && !(ops<double>::to_bits(log.hi) << 1 > 0xffe0000000000000))
      return infinity<T>;
    const auto d = simd::two_sum(W(largest), W(0 - x_k));
    const auto y = simd::two_sum(d.hi, W(log.hi));
    return static_cast<T>(simd::plain(y.hi + (y.lo + (d.lo + W(log.lo)))));
  }
};

template <class T>
struct cross_entropy_backward_kernel {
  rows all;
  input<T> grad_loss, x;
  indices classes;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    for (std::size_t i = 0; i < all.count; ++i)
      row<V>(i * all.n, classes[i], static_cast<double>(grad_loss.number(i)));
  }

 private:
  template <class V, class = simd::this_file>
  XACT_INLINE void row(std::size_t first, std::size_t k, double grad) const noexcept {
    T* const kept = grad_input.is_plain() ? grad_input.plain(first) : nullptr;
    const exponentials_apart<V> e(x, first, all.n, k, kept);
    const two_parts sum = e.sum();
    const factor by = quotient<T>(grad, sum);
    if (kept == nullptr) {
      e.of_row.template write<V>(all.n, by, grad_input);
    } else {
      kept[k] = T(0);
      for_each_element<product_of, V>(by, all.n, kept, static_cast<const T*>(kept));
    }
    two_parts share = quotient<T>(e.others.hi, sum);
    share.lo += quotient<T>(e.others.lo, sum).hi;
    grad_input.write_number(first + k, rounded<T>(negative(product(grad, share))));
  }
};

/// Element by element.
template <class T>
struct bce_kernel {
  std::size_t n;
  input<T> x, target;
  output<T> loss;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    write_each<bce_loss_of, V>(no_numbers(), 0, n, loss, x, target);
  }
};

template <class T>
struct bce_backward_kernel {
  std::size_t n;
  input<T> grad_output, x, target;
  output<T> grad_input;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    write_each<bce_gradient_of, V>(no_numbers(), 0, n, grad_input, grad_output, x, target);
  }
};

}  // namespace xact::array
