#pragma once

// Every function of scalars, without xsimd, and the registry: every activation is a line here, beside its
// #include. Tests, benchmarks and tables enumerate all_activations.

#include <cstddef>

#include "xact/gelu.hpp"
#include "xact/leaky_relu.hpp"
#include "xact/relu.hpp"
#include "xact/sigmoid.hpp"
#include "xact/tanh.hpp"

namespace xact {

template <class... Activations>
struct activation_list {
  static constexpr std::size_t size = sizeof...(Activations);

  /// Calls visit(f) with an instance of each activation.
  template <class Visit>
  static constexpr void for_each(Visit&& visit) {
    (visit(Activations{}), ...);
  }

  /// ... of each that is there for numbers of type T.
  template <class T, class Visit>
  static constexpr void for_each_on(Visit&& visit) {
    for_each([&]<class F>(F f) {
      if constexpr (exists_for<F, T>) visit(f);
    });
  }
};

using all_activations = activation_list<  //
    sigmoid_t<>,                          //
    tanh_t<>,                             //
    relu_t,                               //
    leaky_relu_t,                         //
    gelu_t<>,                             //
    gelu_t<approximate::tanh>,            //
    sigmoid_t<accuracy::fast>,            //
    tanh_t<accuracy::fast>,               //
    gelu_t<approximate::none, accuracy::fast>, gelu_t<approximate::tanh, accuracy::fast>,
    sigmoid_t<accuracy::exact>,  //
    tanh_t<accuracy::exact>,     //
    gelu_t<approximate::none, accuracy::exact>, gelu_t<approximate::tanh, accuracy::exact>>;

}  // namespace xact
