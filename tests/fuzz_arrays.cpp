#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "in_depth.hpp"
#include "xact/core/quantity.hpp"
#include "xact/xact.hpp"

// For libFuzzer: any length, offset, way of aliasing and values. Every element has the bits of the scalar
// functor (NaN for NaN), and the sanitizers see that nothing else is touched: arrays end where their memory
// does.

namespace {

template <class T>
bool identical(T a, T b) {
  return std::memcmp(&a, &b, sizeof a) == 0 || (a != a && b != b);
}

void require(bool holds) {
  if (!holds) std::abort();
}

/// The array of this content, `offset` elements after the beginning of its memory.
template <class T>
struct array_at {
  std::vector<T> memory;
  std::size_t offset;
  array_at(std::size_t skip, std::span<const T> content) : memory(skip), offset(skip) {
    memory.insert(memory.end(), content.begin(), content.end());
    memory.shrink_to_fit();
  }
  std::span<T> all() { return std::span(memory).subspan(offset); }
};

template <class T>
void expect(T got, T expected) {
  require(identical(got, expected));
}

/// Of the quantity Q, whose gradients are 1; in place: the first output is x.
template <class Q, class F, class T, std::size_t... input, std::size_t... output>
void check(const F& f, bool in_place, std::size_t offset, std::size_t output_offset,
           std::span<const T> content, std::index_sequence<input...>, std::index_sequence<output...>) {
  array_at<T> x(offset, content), first(output_offset, content), second(output_offset / 2, content);
  const std::vector<T> one(content.size(), T(1));
  const auto in = [&](std::size_t k) { return k + 1 == Q::inputs ? std::span<const T>(x.all()) : one; };
  const auto out = [&](std::size_t k) { return k == 0 ? (in_place ? x.all() : first.all()) : second.all(); };
  xact::array::function<xact::array::native_loop, Q>{}(f, in(input)..., out(output)...);
  for (std::size_t i = 0; i < content.size(); ++i) {
    const auto expected = Q::call(f, input + 1 == Q::inputs ? content[i] : T(1)...);
    if constexpr (Q::outputs == 1) {
      expect(out(0)[i], expected);
    } else {
      expect(out(0)[i], expected.value);
      expect(out(1)[i], expected.derivative);
    }
  }
}

/// Of the default parameters: not from every parameter's output can the derivative be told.
template <class T>
void check_one(std::size_t which, bool in_place, std::size_t offset, std::size_t output_offset,
               const std::uint8_t* data, std::size_t size) {
  std::vector<T> content(size / sizeof(T));
  if (!content.empty()) std::memcpy(content.data(), data, content.size() * sizeof(T));
  std::size_t count = 0, i = 0;
  tests::of_each_kind::for_each_on<T>([&](const auto&) { ++count; });
  tests::of_each_kind::for_each_on<T>([&]<class F>(const F& f) {
    if (i++ != which % count) return;
    xact::core::for_each_quantity([&]<class Q>(Q) {
      if constexpr (Q::on_arrays && Q::template exists<F, T>)
        check<Q, F, T>(f, in_place, offset, output_offset, content, std::make_index_sequence<Q::inputs>(),
                       std::make_index_sequence<Q::outputs>());
    });
  });
}

/// A gate and a function object with two outputs, in the same ways.
template <class T>
void check_one_pass(bool in_place, std::size_t offset, std::size_t output_offset, const std::uint8_t* data,
                    std::size_t size) {
  std::vector<T> content(size / sizeof(T));
  if (!content.empty()) std::memcpy(content.data(), data, content.size() * sizeof(T));
  const std::vector<T> reversed(content.rbegin(), content.rend());
  array_at<T> a(offset, content), b(offset / 2, reversed), first(output_offset, content),
      second(output_offset / 2, content);
  const auto y = in_place ? a.all() : first.all(), z = in_place ? b.all() : second.all();
  xact::backward_gated(xact::swiglu, b.all(), a.all(), b.all(), y, z);
  for (std::size_t i = 0; i < content.size(); ++i) {
    const auto [of_a, of_b] = xact::swiglu.gradients(reversed[i], content[i], reversed[i]);
    expect(y[i], of_a);
    expect(z[i], of_b);
  }
  const auto f = [](auto u, auto v) { return std::pair(xact::relu(u), u + v); };
  array_at<T> u(offset, content), v(offset / 2, reversed);
  xact::transform(f, u.all(), v.all(), xact::outputs(y, z));
  for (std::size_t i = 0; i < content.size(); ++i) {
    const auto [relu, sum] = f(content[i], reversed[i]);
    expect(y[i], relu);
    expect(z[i], sum);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  const auto call = data[1] % 2 == 0 ? check_one<float> : check_one<double>;
  const bool in_place = data[1] / 2 % 2 == 0;
  call(data[0], in_place, data[2] % 16, data[3] % 16, data + 4, size - 4);
  const auto in_one_pass = data[1] % 2 == 0 ? check_one_pass<float> : check_one_pass<double>;
  in_one_pass(in_place, data[2] % 16, data[3] % 16, data + 4, size - 4);
  return 0;
}
