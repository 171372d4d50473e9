#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <span>
#include <string_view>
#include <xsimd/xsimd.hpp>

#include "formulas.hpp"
#include "xact/xact.hpp"

// What both benchmarks measure: operations on arrays in a level of the memory, each by the library, by a
// plain std:: loop and by a plain xsimd loop, beside the least that moving the memory costs.

namespace bench {

// Arrays in a level of the memory.

/// The size in bytes of cache level 1, 2 or 3; 0 where there is none, or none is known.
inline std::size_t cache_size(int level) {
  for (const auto& cache : benchmark::CPUInfo::Get().caches)
    if (cache.level == level && cache.type != "Instruction") return static_cast<std::size_t>(cache.size);
  return 0;
}

struct memory_level {
  std::string_view name;
  std::size_t array_bytes;

  template <class T>
  std::size_t elements() const {
    return array_bytes / sizeof(T);
  }
};

/// L1: the four arrays fill it at most. L2: they fill half of it, since it holds code too, and pages do not
/// spread over it evenly. DRAM: one array alone is twice the last cache.
inline std::array<memory_level, 3> memory_levels() {
  constexpr std::size_t KiB = 1024, MiB = 1024 * KiB, multiple = 4 * KiB;
  const auto or_typical = [](std::size_t found, std::size_t typical) { return found != 0 ? found : typical; };
  const std::size_t l1 = or_typical(cache_size(1), 32 * KiB), l2 = or_typical(cache_size(2), 1 * MiB);
  const std::size_t last = std::max(l2, cache_size(3));
  return {{{"L1", l1 / 4 / multiple * multiple},
           {"L2", l2 / 8 / multiple * multiple},
           {"DRAM", std::clamp(2 * last / multiple * multiple, 64 * MiB, 256 * MiB)}}};
}

/// Four arrays, a power of two apart in a block that is aligned to four of it. From separate allocations,
/// which the system puts elsewhere in each run, one run of four had a pair that got in each other's way in L1
/// (Zen 4, whose cache guesses the way from a hash of the address), and ReLU took three times as long. In
/// this layout none of 14 runs had.
template <class T>
class arrays {
  std::size_t apart_;
  std::unique_ptr<T, decltype(&std::free)> block_;

 public:
  std::span<T> x, y, grad_output, out;

  explicit arrays(std::size_t n)
      : apart_(std::bit_ceil(n)),
        block_(static_cast<T*>(std::aligned_alloc(4 * apart_ * sizeof(T), 4 * apart_ * sizeof(T))),
               &std::free),
        x(block_.get(), n),
        y(x.data() + apart_, n),
        grad_output(y.data() + apart_, n),
        out(grad_output.data() + apart_, n) {
    std::uninitialized_fill_n(block_.get(), 4 * apart_, T(0));
  }
  std::size_t size() const { return x.size(); }
};

// Input. Seeds are fixed; large arrays repeat a part that no branch predictor learns.

using random_engine = std::mt19937;

struct input {
  std::string_view name;
  double (*draw)(random_engine&);
};

/// The last one is where sigmoid and tanh are flat and GELU becomes subnormal: slow paths show there.
inline constexpr input normal = {"normal",
                                 [](random_engine& r) { return std::normal_distribution(0.0, 3.0)(r); }};
inline constexpr input near_zero = {"near_zero",
                                    [](random_engine& r) { return std::normal_distribution(0.0, 1e-3)(r); }};
inline constexpr input saturated = {"saturated", [](random_engine& r) {
                                      const double magnitude = std::uniform_real_distribution(8.0, 40.0)(r);
                                      return (r() & 1) != 0 ? magnitude : -magnitude;
                                    }};

template <class T>
void fill(std::span<T> array, const input& kind, unsigned seed) {
  random_engine random(seed);
  const auto drawn = static_cast<std::ptrdiff_t>(std::min<std::size_t>(array.size(), 1 << 18));
  std::generate_n(array.begin(), drawn, [&] { return static_cast<T>(kind.draw(random)); });
  for (std::size_t i = static_cast<std::size_t>(drawn); i < array.size(); ++i)
    array[i] = array[i - static_cast<std::size_t>(drawn)];
}

/// Arrays of the size and the kind asked for.
template <class T>
arrays<T> make_arrays(const memory_level& level, const input& kind) {
  arrays<T> a(level.elements<T>());
  fill(a.x, kind, 1);
  fill(a.grad_output, normal, 2);
  return a;
}

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
