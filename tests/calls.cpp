#include "calls.hpp"

#include <type_traits>
#include <vector>

#include "batches.hpp"
#include "find_by_name.hpp"
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

template <class F, class T, std::size_t bytes>
void add_width(std::vector<on_batches<T>>& list) {
  using batch = batches::sized<T, bytes>;
  if constexpr (!std::is_void_v<batch>) {
    on_batches<T> functions{};
    functions.name = F::name;
    functions.width = batch::size;
    functions.forward = [](const T* x, T* y) { f<F>.forward(batch::load_unaligned(x)).store_unaligned(y); };
    functions.derivative = [](const T* x, T* dydx) {
      f<F>.derivative(batch::load_unaligned(x)).store_unaligned(dydx);
    };
    if constexpr (xact::differentiable_from_output<F, T>)
      functions.derivative_from_output = [](const T* y, T* dydx) {
        f<F>.derivative_from_output(batch::load_unaligned(y)).store_unaligned(dydx);
      };
    functions.forward_and_derivative = [](const T* x, T* y, T* dydx) {
      const auto both = f<F>.forward_and_derivative(batch::load_unaligned(x));
      both.value.store_unaligned(y);
      both.derivative.store_unaligned(dydx);
    };
    list.push_back(functions);
  }
}

template <class F, class T>
void add(std::vector<on_batches<T>>& list) {
  add_width<F, T, 16>(list);
  add_width<F, T, 32>(list);
  add_width<F, T, 64>(list);
}

/// The functions of all activations.
template <template <class> class Functions, class T>
const std::vector<Functions<T>>& all() {
  static const auto list = [] {
    std::vector<Functions<T>> functions;
    xact::all_activations::for_each_on<T>([&](auto f) { add<std::remove_const_t<decltype(f)>>(functions); });
    return functions;
  }();
  return list;
}

template <template <class> class Functions, class T>
const Functions<T>& find(std::string_view name) {
  return find_by_name(all<Functions, T>(), name);
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

template <class T>
std::vector<on_batches<T>> batches(std::string_view name) {
  auto list = all<on_batches, T>();
  std::erase_if(list, [&](const auto& functions) { return functions.name != name; });
  return list;
}

template const on_scalars<float>& scalars(std::string_view);
template const on_scalars<double>& scalars(std::string_view);
template const on_scalars<xact::bfloat16>& scalars(std::string_view);
template const on_scalars<xact::float16>& scalars(std::string_view);
template const on_arrays<float>& arrays(std::string_view);
template const on_arrays<double>& arrays(std::string_view);
template const on_arrays<xact::bfloat16>& arrays(std::string_view);
template const on_arrays<xact::float16>& arrays(std::string_view);
template std::vector<on_batches<float>> batches(std::string_view);
template std::vector<on_batches<double>> batches(std::string_view);

}  // namespace calls
