#include "calls.hpp"

#include <tuple>
#include <type_traits>

#include "xact/rows.hpp"

namespace {

/// f of arrays that have `size` elements, in rows of n. Of double by pointers, with which n and the number of
/// rows come last.
template <class T, class F, class... Arrays>
void call(F f, std::size_t size, std::size_t n, const Arrays&... arrays) {
  if constexpr (std::is_same_v<T, double>) {
    if (n == one_row) n = size;
    f(arrays.data()..., n, n == 0 ? 0 : size / n);
  } else if (n == one_row) {
    f(arrays...);
  } else {
    f(arrays..., n);
  }
}
template <class T, class F, class... Arrays>
void call_of_elements(F f, const Arrays&... arrays) {
  if constexpr (std::is_same_v<T, double>)
    f(arrays.data()..., std::get<0>(std::tie(arrays...)).size());
  else
    f(arrays...);
}

}  // namespace

template <class T>
void calls<T>::softmax(in x, out y, std::size_t n) {
  call<T>(xact::softmax, x.size(), n, x, y);
}
template <class T>
void calls<T>::softmax_backward(in grad_output, in y, out grad_input, std::size_t n) {
  call<T>(xact::softmax_backward, y.size(), n, grad_output, y, grad_input);
}
template <class T>
void calls<T>::log_softmax(in x, out y, std::size_t n) {
  call<T>(xact::log_softmax, x.size(), n, x, y);
}
template <class T>
void calls<T>::log_softmax_backward(in grad_output, in y, out grad_input, std::size_t n) {
  call<T>(xact::log_softmax_backward, y.size(), n, grad_output, y, grad_input);
}
template <class T>
void calls<T>::logsumexp(in x, out y, std::size_t n) {
  call<T>(xact::logsumexp, x.size(), n, x, y);
}
template <class T>
void calls<T>::logsumexp_backward(in grad_output, in x, in y, out grad_input, std::size_t n) {
  call<T>(xact::logsumexp_backward, x.size(), n, grad_output, x, y, grad_input);
}
template <class T>
template <class I>
void calls<T>::softmax_cross_entropy(in x, std::span<I> classes, out loss, std::size_t n) {
  call<T>(xact::softmax_cross_entropy, x.size(), n, x, classes, loss);
}
template <class T>
template <class I>
void calls<T>::softmax_cross_entropy_backward(in grad_loss, in x, std::span<I> classes, out grad_input,
                                              std::size_t n) {
  call<T>(xact::softmax_cross_entropy_backward, x.size(), n, grad_loss, x, classes, grad_input);
}
template <class T>
void calls<T>::bce_with_logits(in x, in target, out loss) {
  call_of_elements<T>(xact::bce_with_logits, x, target, loss);
}
template <class T>
void calls<T>::bce_with_logits_backward(in grad_output, in x, in target, out grad_input) {
  call_of_elements<T>(xact::bce_with_logits_backward, grad_output, x, target, grad_input);
}

#define INSTANTIATE_FOR_CLASSES(T, I)                                                            \
  template void calls<T>::softmax_cross_entropy(std::span<const T>, std::span<I>, std::span<T>,  \
                                                std::size_t);                                    \
  template void calls<T>::softmax_cross_entropy_backward(std::span<const T>, std::span<const T>, \
                                                         std::span<I>, std::span<T>, std::size_t);
#define INSTANTIATE(T)      \
  template struct calls<T>; \
  INSTANTIATE_FOR_CLASSES(T, const int)
INSTANTIATE(float)
INSTANTIATE(double)
INSTANTIATE(xact::bfloat16)
INSTANTIATE(xact::float16)
INSTANTIATE_FOR_CLASSES(float, const std::uint8_t)
INSTANTIATE_FOR_CLASSES(float, const std::uint16_t)
INSTANTIATE_FOR_CLASSES(float, const std::int64_t)

void softmax(std::span<const xact::bfloat16> x, std::span<float> y, std::size_t n) { xact::softmax(x, y, n); }
void softmax(std::span<const float> x, std::span<xact::bfloat16> y, std::size_t n) { xact::softmax(x, y, n); }

bool computes_with_fma() { return xact::simd::has_fma<double>; }
bool ignores_nan_and_infinity() { return XACT_FAST_MATH; }
