#include "subject.hpp"

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
        calls->run(calls->quantity("derivative_from_output").scalar, x.size(), {x.data()}, {y.data()});
      else
        calls->backward_from_output(std::span(ones).first(x.size()), x, y);
  }
}

template <class T>
bool subject<T>::evaluate_with_the_other(std::span<const T> x, std::span<T> y, std::span<T> other) const {
  if (what == quantity::derivative_from_output || !calls->has("forward_and_derivative") ||
      calls->quantity("forward_and_derivative").array == nullptr)
    return false;
  if (what == quantity::forward)
    calls->forward_and_derivative(x, y, other);
  else
    calls->forward_and_derivative(x, other, y);
  return true;
}

namespace {

template <class T>
oracle::references vectorised(const subjects::subject<T>& s) {
  if constexpr (std::is_same_v<T, float>)
    return oracle::find_vectorised(s.calls->name, s.sample);
  else
    return {};
}

template <class T>
void add(std::vector<subject<T>>& all, const subjects::subject<T>& s) {
  const auto reference = vectorised(s);
  const auto function = std::ranges::find(oracle::all(), s.function, &oracle::function::name);
  const subject<T> forward{.function = s.name,
                           .set = s.build->instruction_set,
                           .what = quantity::forward,
                           .promise = s.bounds.forward,
                           .calls = &s,
                           .formula = s.facts->forward,
                           .reference = reference.forward,
                           .branch_points = (*function)->branch_points};
  all.push_back(forward);

  subject<T> derivative = forward;
  derivative.what = quantity::derivative;
  derivative.promise = s.bounds.derivative;
  derivative.formula = s.facts->derivative;
  derivative.reference = reference.derivative;
  all.push_back(derivative);

  if (s.has_from_output()) {
    subject<T> from_output = forward;
    from_output.what = quantity::derivative_from_output;
    from_output.promise = s.bounds.derivative_from_output;
    from_output.domain = s.facts->outputs();
    from_output.formula = s.facts->derivative_from_output;
    from_output.reference = reference.derivative_from_output;
    all.push_back(from_output);
  }
}

/// Those of `all` that are on numbers of type T: float with all samples of parameters, others with the
/// default.
template <class T, class Any>
std::vector<subject<T>> subjects_among(const std::vector<Any>& all) {
  std::vector<subject<T>> some;
  for (const Any& which : all)
    if (const auto* s = std::get_if<subjects::subject<T>>(&which);
        s != nullptr && (s->sample == 0 || std::is_same_v<T, float>))
      add(some, *s);
  std::ranges::stable_sort(some, std::ranges::less(), [](const subject<T>& s) {
    const auto& build = *s.calls->build;
    return std::pair(build.has_fma, build.float_width);
  });
  return some;
}

}  // namespace

template <class T>
std::vector<subject<T>> all_subjects() {
  if constexpr (xact::bfloat16_or_float16<T>)
    return subjects_among<T>(subjects::all_16());
  else
    return subjects_among<T>(subjects::all());
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
