#pragma once

#include <benchmark/benchmark.h>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <xsimd/xsimd.hpp>

#include "arrays.hpp"
#include "formulas.hpp"
#include "xact/xact.hpp"

// What both benchmarks measure: operations on arrays, each by the library, by a plain std:: loop and by a
// plain xsimd loop, beside the least that moving the memory costs.

namespace bench {

// Operations: by the library, by a formula for one element or batch of them, and only the memory.

template <class V, class T>
V load(std::span<T> from, std::size_t i) {
  return xact::ops<V>::load(from.data() + i);
}
template <class V, class T>
void store(std::span<T> to, std::size_t i, V value) {
  xact::ops<V>::store(to.data() + i, value);
}
template <class T>
void copy(std::span<T> from, std::span<T> to) {
  std::memcpy(to.data(), from.data(), from.size_bytes());
}
template <class T>
void add(std::span<T> a, std::span<T> b, std::span<T> sum) {
  if constexpr (xact::bfloat16_or_float16<T>) {  // as integers: what the memory costs
    const auto pattern = [](T x) { return std::bit_cast<std::uint16_t>(x); };
    for (std::size_t i = 0; i < a.size(); ++i)
      sum[i] = std::bit_cast<T>(static_cast<std::uint16_t>(pattern(a[i]) + pattern(b[i])));
  } else {
    for (std::size_t i = 0; i < a.size(); ++i) sum[i] = a[i] + b[i];
  }
}

struct forward {
  static constexpr std::string_view name = "forward";
  static constexpr std::size_t arrays_touched = 2;
  static void library(auto f, auto& a) { xact::forward(f, a.x, a.y); }
  template <class V>
  static void element(auto f, auto& a, std::size_t i) {
    store<V>(a.y, i, f.forward(load<V>(a.x, i)));
  }
  static void memory(auto& a) { copy(a.x, a.y); }
};

struct derivative {
  static constexpr std::string_view name = "derivative";
  static constexpr std::size_t arrays_touched = 2;
  static void library(auto f, auto& a) { xact::derivative(f, a.x, a.out); }
  template <class V>
  static void element(auto f, auto& a, std::size_t i) {
    store<V>(a.out, i, f.derivative(load<V>(a.x, i)));
  }
  static void memory(auto& a) { copy(a.x, a.out); }
};

struct backward {
  static constexpr std::string_view name = "backward";
  static constexpr std::size_t arrays_touched = 3;
  static void library(auto f, auto& a) { xact::backward(f, a.grad_output, a.x, a.out); }
  template <class V>
  static void element(auto f, auto& a, std::size_t i) {
    store<V>(a.out, i, load<V>(a.grad_output, i) * f.derivative(load<V>(a.x, i)));
  }
  static void memory(auto& a) { add(a.grad_output, a.x, a.out); }
};

struct backward_from_output {
  static constexpr std::string_view name = "backward_from_output";
  static constexpr std::size_t arrays_touched = 3;
  static void library(auto f, auto& a) { xact::backward_from_output(f, a.grad_output, a.y, a.out); }
  template <class V>
  static void element(auto f, auto& a, std::size_t i) {
    store<V>(a.out, i, load<V>(a.grad_output, i) * f.derivative_from_output(load<V>(a.y, i)));
  }
  static void memory(auto& a) { add(a.grad_output, a.y, a.out); }
};

struct forward_and_derivative {
  static constexpr std::string_view name = "forward_and_derivative";
  static constexpr std::size_t arrays_touched = 3;
  static void library(auto f, auto& a) { xact::forward_and_derivative(f, a.x, a.y, a.out); }
  template <class V>
  static void element(auto f, auto& a, std::size_t i) {
    const V x = load<V>(a.x, i);
    store<V>(a.y, i, f.forward(x));
    store<V>(a.out, i, f.derivative(x));
  }
  static void memory(auto& a) {
    copy(a.x, a.y);
    copy(a.x, a.out);
  }
};

template <class Operation, class F, class T>
concept operation_of =
    !std::same_as<Operation, backward_from_output> || xact::differentiable_from_output<F, T>;

// A pass over the arrays, as often as asked.

template <class T>
using repeated_pass = void (*)(arrays<T>&, std::size_t times);

template <class T, class Operation, class F>
void by_library(arrays<T>& a, std::size_t times) {
  for (; times != 0; --times, benchmark::ClobberMemory()) Operation::library(F{}, a);
}

template <class T, class Operation, class F, class V>
void by_formula(arrays<T>& a, std::size_t times) {
  for (; times != 0; --times, benchmark::ClobberMemory())
    for (std::size_t i = 0; i < a.size(); i += xact::ops<V>::width)
      Operation::template element<V>(formula<F>{}, a, i);
}

template <class T, class Operation>
void by_memory(arrays<T>& a, std::size_t times) {
  for (; times != 0; --times, benchmark::ClobberMemory()) Operation::memory(a);
}

}  // namespace bench
