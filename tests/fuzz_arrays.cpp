#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

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

template <class F, class T>
void check(bool in_place, std::size_t offset, std::size_t output_offset, std::span<const T> content) {
  constexpr F f{};
  array_at<T> x(offset, content), other(output_offset, content), second(output_offset / 2, content);
  const std::span<T> y = in_place ? x.all() : other.all();
  const auto expect = [&](std::span<const T> got, auto function) {
    for (std::size_t i = 0; i < content.size(); ++i) require(identical(got[i], function(content[i])));
    std::ranges::copy(content, x.all().begin());
  };
  xact::forward(f, x.all(), y);
  expect(y, [](T v) { return F{}.forward(v); });
  xact::derivative(f, x.all(), y);
  expect(y, [](T v) { return F{}.derivative(v); });
  const std::vector<T> one(content.size(), T(1));
  xact::backward(f, one, x.all(), y);
  expect(y, [](T v) { return F{}.derivative(v); });
  if constexpr (xact::differentiable_from_output<F, T>) {
    xact::backward_from_output(f, one, x.all(), y);
    expect(y, [](T v) { return F{}.derivative_from_output(v); });
  }
  xact::forward_and_derivative(f, x.all(), y, second.all());
  for (std::size_t i = 0; i < content.size(); ++i)
    require(identical(second.all()[i], f.derivative(content[i])));
  expect(y, [](T v) { return F{}.forward(v); });
}

template <class T>
void check_one(std::size_t which, bool in_place, std::size_t offset, std::size_t output_offset,
               const std::uint8_t* data, std::size_t size) {
  std::vector<T> content(size / sizeof(T));
  if (!content.empty()) std::memcpy(content.data(), data, content.size() * sizeof(T));
  std::size_t i = 0;
  xact::all_activations::for_each([&]<class F>(F) {
    if constexpr (xact::exists_for<F, T>)
      if (i == which % xact::all_activations::size) check<F, T>(in_place, offset, output_offset, content);
    ++i;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  const auto call = data[1] % 2 == 0 ? check_one<float> : check_one<double>;
  call(data[0], data[1] / 2 % 2 == 0, data[2] % 16, data[3] % 16, data + 4, size - 4);
  return 0;
}
