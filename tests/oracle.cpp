#include "oracle.hpp"

#include <type_traits>
#include <vector>

#include "find_by_name.hpp"
#include "real.hpp"

namespace oracle {
namespace {

/// Evaluates one formula of a row, given as a generic lambda.
struct in_multiple_precision {
  template <class Formula, class T>
  static long double evaluate(Formula formula, T x) {
    return static_cast<long double>(formula(real(x)));
  }
};

struct in_long_double {
  template <class Formula>
  static long double evaluate(Formula formula, float x) {
    const long double y = formula(static_cast<long double>(x));
    // A small result at a moderate x is the difference of larger terms, as at the zero of a derivative.
    const bool cancelled = std::abs(y) < 0x1p-10L && std::abs(x) > 0x1p-4f && std::abs(x) < 4;
    return cancelled ? in_multiple_precision::evaluate(formula, x) : y;
  }
};

template <class Arithmetic, class T, class F>
truth<T> truth_of() {
  using facts = row<F, T>;
  truth<T> result{F::name, nullptr, nullptr, nullptr};
  result.forward = [](T x) { return Arithmetic::evaluate([](auto r) { return facts::forward(r); }, x); };
  result.derivative = [](T x) {
    return Arithmetic::evaluate([](auto r) { return facts::derivative(r); }, x);
  };
  if constexpr (xact::differentiable_from_output<F, T>)
    result.derivative_from_output = [](T y) {
      return Arithmetic::evaluate([](auto r) { return facts::derivative_from_output(r); }, y);
    };
  return result;
}

template <class Arithmetic, class T>
const truth<T>& find_evaluated(std::string_view name) {
  static const std::vector<truth<T>> all = [] {
    std::vector<truth<T>> rows;
    xact::all_activations::for_each(
        [&](auto f) { rows.push_back(truth_of<Arithmetic, T, std::remove_const_t<decltype(f)>>()); });
    return rows;
  }();
  return find_by_name(all, name);
}

}  // namespace

template <>
const truth<float>& find(std::string_view name) {
  return find_evaluated<in_long_double, float>(name);
}
template <>
const truth<double>& find(std::string_view name) {
  return find_in_multiple_precision<double>(name);
}
template <>
const truth<float>& find_in_multiple_precision(std::string_view name) {
  return find_evaluated<in_multiple_precision, float>(name);
}
template <>
const truth<double>& find_in_multiple_precision(std::string_view name) {
  return find_evaluated<in_multiple_precision, double>(name);
}

}  // namespace oracle
