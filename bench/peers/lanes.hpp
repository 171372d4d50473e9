#pragma once

#include <cstddef>
#include <xsimd/xsimd.hpp>

#include "bench/formulas.hpp"
#include "peer.hpp"
#include "xact/xact.hpp"

// A register whose exp, tanh and erf are Library's, and whose arithmetic is xsimd's: the formulas of
// formulas.hpp run on it.

namespace peers {

using batch = xsimd::batch<float>;
using reg = batch::register_type;

template <class Library>
struct lanes {
  batch v;
  explicit lanes(float x) : v(x) {}
  lanes(batch x) : v(x) {}

  friend lanes operator+(lanes a, lanes b) { return a.v + b.v; }
  friend lanes operator-(lanes a, lanes b) { return a.v - b.v; }
  friend lanes operator*(lanes a, lanes b) { return a.v * b.v; }
  friend lanes operator/(lanes a, lanes b) { return a.v / b.v; }
  friend lanes operator-(lanes a) { return -a.v; }

  friend lanes exp(lanes a) { return batch(Library::exp(a.v.data)); }
  friend lanes tanh(lanes a) { return batch(Library::tanh(a.v.data)); }
  friend lanes erf(lanes a) { return batch(Library::erf(a.v.data)); }
};

/// n is a multiple of the registers' size.
template <class F, class V>
void by_formula(const float* x, float* y, std::size_t n) {
  using o = xact::ops<V>;
  for (std::size_t i = 0; i < n; i += o::width) o::store(y + i, bench::formula<F>::forward(o::load(x + i)));
}

template <class V>
std::vector<entry> sigmoid_and_tanh_by_formula() {
  return {{"sigmoid", by_formula<xact::sigmoid_t<>, V>},
          {"tanh", by_formula<xact::tanh_t<>, V>},
          {"silu", by_formula<xact::silu_t<>, V>},
          {"gelu_tanh", by_formula<xact::gelu_t<xact::approximate::tanh>, V>}};
}
template <class V>
std::vector<entry> all_by_formula() {
  auto all = sigmoid_and_tanh_by_formula<V>();
  all.push_back({"gelu", by_formula<xact::gelu_t<>, V>});
  return all;
}

}  // namespace peers

template <class Library>
struct xact::ops<peers::lanes<Library>> {
  using scalar = float;
  static constexpr std::size_t width = peers::batch::size;
  static peers::lanes<Library> load(const float* from) { return peers::batch::load_unaligned(from); }
  static void store(float* to, peers::lanes<Library> x) { x.v.store_unaligned(to); }
};
