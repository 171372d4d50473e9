#include "subject.hpp"

#include <algorithm>

namespace sweep {

template <class T>
void subject<T>::evaluate(std::span<const T> x, std::span<T> y) const {
  static const std::vector<T> ones(1 << 16, T(1));
  switch (what) {
    case quantity::forward:
      return calls->forward(x, y);
    case quantity::derivative:
      return calls->derivative(x, y);
    case quantity::derivative_from_output:
      if constexpr (xact::bfloat16_or_float16<T>)  // backward rounds the product with a float that was
                                                   // rounded
        std::ranges::transform(x, y.begin(), calls::scalars<T>(function).derivative_from_output);
      else
        calls->backward_from_output(std::span(ones).first(x.size()), x, y);
  }
}

template <class T>
bool subject<T>::evaluate_with_the_other(std::span<const T> x, std::span<T> y, std::span<T> other) const {
  if (what == quantity::derivative_from_output) return false;
  if (what == quantity::forward)
    calls->forward_and_derivative(x, y, other);
  else
    calls->forward_and_derivative(x, other, y);
  return true;
}

namespace {

template <class T>
oracle::references vectorised(std::string_view name) {
  if constexpr (std::is_same_v<T, float>)
    return oracle::find_vectorised(name);
  else
    return {name, nullptr, nullptr, nullptr};
}

template <class F, class T>
void add(std::vector<subject<T>>& all) {
  using number = xact::computed_in<T>;
  using facts = oracle::row<F, number>;
  constexpr xact::error_bounds promises = oracle::promises<F, T>();
  const auto& truth = oracle::find_in_multiple_precision<number>(F::name);
  const auto reference = vectorised<T>(F::name);
  const subject<T> forward{.function = F::name,
                           .what = quantity::forward,
                           .promise = promises.forward,
                           .calls = &calls::arrays<T>(F::name),
                           .truth = truth.forward,
                           .reference = reference.forward};
  all.push_back(forward);

  subject<T> derivative = forward;
  derivative.what = quantity::derivative;
  derivative.promise = promises.derivative;
  derivative.truth = truth.derivative;
  derivative.reference = reference.derivative;
  all.push_back(derivative);

  if constexpr (xact::differentiable_from_output<F, T>) {
    subject<T> from_output = forward;
    from_output.what = quantity::derivative_from_output;
    from_output.promise = promises.derivative_from_output;
    from_output.domain = {facts::forward_values.at_minus_infinity, facts::forward_values.at_infinity};
    from_output.truth = truth.derivative_from_output;
    from_output.reference = reference.derivative_from_output;
    all.push_back(from_output);
  }
}

}  // namespace

template <class T>
std::vector<subject<T>> all_subjects() {
  std::vector<subject<T>> all;
  xact::all_activations::for_each_on<T>([&](auto f) { add<std::remove_const_t<decltype(f)>>(all); });
  return all;
}

template struct subject<float>;
template struct subject<double>;
template struct subject<xact::bfloat16>;
template struct subject<xact::float16>;
template std::vector<subject<float>> all_subjects();
template std::vector<subject<double>> all_subjects();
template std::vector<subject<xact::bfloat16>> all_subjects();
template std::vector<subject<xact::float16>> all_subjects();

}  // namespace sweep
