#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <random>
#include <span>
#include <string_view>

#include "memory_level.hpp"

// What benchmarks read and write: arrays in a level of the memory, and what is in them.

namespace bench {

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

}  // namespace bench
