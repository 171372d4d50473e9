// The mathematics of an audio library's layers, as RTNeural takes it: its layers and models have a last
// template parameter, MathsProvider, a struct with static functions tanh, sigmoid and exp. What these get is
// a number with the back end of the standard library, a batch with that of xsimd, and an expression with
// Eigen's.
//
//     RTNeural::GRULayerT<float, 1, 8, RTNeural::SampleRateCorrectionMode::None, maths_provider>

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <xact/eigen.hpp>
#include <xact/exp.hpp>
#include <xact/sigmoid.hpp>
#include <xact/simd/xsimd.hpp>
#include <xact/tanh.hpp>

struct maths_provider {
  template <class X>
  static auto tanh(const X& x) {
    return of(xact::tanh, x);
  }
  template <class X>
  static auto sigmoid(const X& x) {
    return of(xact::sigmoid, x);
  }
  template <class X>
  static auto exp(const X& x) {
    return of(xact::exp, x);
  }

 private:
  template <class F, class X>
  static auto of(const F& f, const X& x) {
    if constexpr (requires { x.array(); })
      return x.array().unaryExpr(f);
    else
      return f(x);
  }
};

namespace {

/// What xact is compared with: numbers only.
struct standard_library {
  static float tanh(float x) { return std::tanh(x); }
  static float sigmoid(float x) { return 1 / (1 + std::exp(-x)); }
};

/// A cell of a recurrent layer, in the place of the library's: a gate and a candidate, element by element.
template <class Maths, class V>
V next_state(const V& x, const V& state) {
  const V gate = Maths::sigmoid(V(x * 1.5f - state)), candidate = Maths::tanh(V(x + state * 0.5f));
  return gate * state + candidate - gate * candidate;
}

constexpr int units = 8, steps = 200;
float weighted_input(int step, int unit) {
  return std::sin(static_cast<float>(step) * 0.1f) * (0.3f + 0.4f * static_cast<float>(unit));
}

using states = std::array<float, units>;

template <class Maths>
states with_numbers() {
  states h{};
  for (int t = 0; t < steps; ++t)
    for (int i = 0; i < units; ++i) {
      float& state = h[static_cast<std::size_t>(i)];
      state = next_state<Maths>(weighted_input(t, i), state);
    }
  return h;
}

states with_batches() {
  using batch = xact::simd::native_batch<float>;
  constexpr std::size_t width = xact::ops<batch>::width;
  static_assert(units % width == 0);
  states x{}, h{};
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < units; ++i) x[static_cast<std::size_t>(i)] = weighted_input(t, i);
    for (std::size_t i = 0; i < units; i += width)
      xact::ops<batch>::store(
          &h[i], next_state<maths_provider>(xact::ops<batch>::load(&x[i]), xact::ops<batch>::load(&h[i])));
  }
  return h;
}

states with_eigen() {
  using vector = Eigen::Array<float, units, 1>;
  vector x, h = vector::Zero();
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < units; ++i) x[i] = weighted_input(t, i);
    h = next_state<maths_provider>(x, h);
  }
  states all{};
  std::copy_n(h.data(), units, all.data());
  return all;
}

float largest_difference(const states& a, const states& b) {
  float largest = 0;
  for (std::size_t i = 0; i < units; ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

}  // namespace

int main() {
  const states numbers = with_numbers<maths_provider>();
  for (const float h : numbers) std::printf("%.5f ", static_cast<double>(h));
  std::printf("\n");
  bool all_agree = true;
  const auto compare = [&](const char* what, const states& others) {
    const bool agree = largest_difference(numbers, others) < 1e-6f;
    std::printf("%-20s differs by %s\n", what, agree ? "less than 1e-6" : "too much");
    all_agree = all_agree && agree;
  };
  compare("xsimd", with_batches());
  compare("Eigen", with_eigen());
  compare("the standard library", with_numbers<standard_library>());
  return all_agree ? 0 : 1;
}
