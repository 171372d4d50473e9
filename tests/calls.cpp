#include "calls.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "xact/xact.hpp"

namespace calls {
namespace {

template <class F>
constexpr F f{};

template <class F, class T>
void add(std::vector<on_scalars<T>>& list) {
  on_scalars<T> functions{};
  functions.name = F::name;
  functions.forward = [](T x) { return f<F>.forward(x); };
  functions.derivative = [](T x) { return f<F>.derivative(x); };
  if constexpr (xact::differentiable_from_output<F, T>)
    functions.derivative_from_output = [](T y) { return f<F>.derivative_from_output(y); };
  functions.forward_and_derivative = [](T x) { return f<F>.forward_and_derivative(x); };
  list.push_back(functions);
}

template <class F, class T>
void add(std::vector<on_arrays<T>>& list) {
  using in = typename on_arrays<T>::in;
  using out = typename on_arrays<T>::out;
  on_arrays<T> functions{};
  functions.name = F::name;
  functions.forward = [](in x, out y) { xact::forward(f<F>, x, y); };
  functions.derivative = [](in x, out dydx) { xact::derivative(f<F>, x, dydx); };
  functions.backward = [](in grad_output, in x, out grad_input) {
    xact::backward(f<F>, grad_output, x, grad_input);
  };
  if constexpr (xact::differentiable_from_output<F, T>)
    functions.backward_from_output = [](in grad_output, in y, out grad_input) {
      xact::backward_from_output(f<F>, grad_output, y, grad_input);
    };
  functions.forward_and_derivative = [](in x, out y, out dydx) {
    xact::forward_and_derivative(f<F>, x, y, dydx);
  };
  list.push_back(functions);
}

template <template <class> class Functions, class T>
const Functions<T>& find(std::string_view name) {
  static const auto all = [] {
    std::vector<Functions<T>> list;
    xact::all_activations::for_each([&](auto f) { add<std::remove_const_t<decltype(f)>>(list); });
    return list;
  }();
  const auto found = std::ranges::find(all, name, &Functions<T>::name);
  if (found == all.end()) throw std::invalid_argument("tests: no activation named " + std::string(name));
  return *found;
}

}  // namespace

template <class T>
const on_scalars<T>& scalars(std::string_view name) {
  return find<on_scalars, T>(name);
}
template <class T>
const on_arrays<T>& arrays(std::string_view name) {
  return find<on_arrays, T>(name);
}

template const on_scalars<float>& scalars(std::string_view);
template const on_scalars<double>& scalars(std::string_view);
template const on_arrays<float>& arrays(std::string_view);
template const on_arrays<double>& arrays(std::string_view);

}  // namespace calls
