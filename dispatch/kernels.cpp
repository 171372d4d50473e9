// All loops in one instruction set, XACT_DISPATCH_SET. This file is compiled once for each, and leaves to the
// linker one symbol, the table, whose name has the set in it. All else is inlined or internal: a function
// that is compiled here must not take the place of its copy in a file for older processors.

#include <cstddef>

#include "kernels.hpp"
#include "xact/algorithm.hpp"

namespace xact::dispatch::detail {
namespace {

template <class Quantity, class F, class Output, class T, class... Ts>
void run(const F& f, std::size_t n, Output out, const T* in, const Ts*... ins) {
  simd::for_each_vector_inline<simd::native_batch<T>, Quantity>(f, n, out, in, ins...);
}

template <class Quantity, class F, class Output, class... Ts>
constexpr void fill(loop<Quantity, F, Output, Ts...>& loop) {
  loop.run = run<Quantity, F, Output, Ts...>;
}

template <class F, class T>
constexpr void fill_all(loops_of<F, T>& loops) {
  if constexpr (exists_for<F, T>) {
    fill<simd::forward_of>(loops);
    fill<simd::derivative_of>(loops);
    fill<simd::backward_of>(loops);
    if constexpr (differentiable_from_output<F, T>) fill<simd::backward_from_output_of>(loops);
    fill<simd::forward_and_derivative_of>(loops);
  }
}

template <class F, class Format>
constexpr void fill_kernel(kernel_loop<F, Format>& loop) {
  if constexpr (simd::has_kernel_of_16<F, Format>) fill<simd::forward_16_of<Format>>(loop);
}
template <class F>
constexpr void fill_kernels(kernel_loops<F>& loops) {
  fill_kernel<F, simd::bfloat16_format>(loops);
  fill_kernel<F, simd::float16_format>(loops);
}

template <class Conversion>
void convert(const Conversion& conversion, std::size_t n) {
  using V = simd::native_batch<float>;
  simd::convert_inline<simd::conversion_block<V, Conversion>, V>(conversion, n);
}
template <class Conversion>
constexpr void fill(conversion_loop<Conversion>& loop) {
  loop.convert = convert<Conversion>;
}
template <class Format>
constexpr void fill_conversions(conversion_loops<Format>& loops) {
  fill<simd::widening_16<Format>>(loops);
  fill<simd::rounding_16<Format>>(loops);
  fill<simd::rounding_16_with_notes<Format>>(loops);
}

template <class... F>
constexpr loops<activation_list<F...>> table(activation_list<F...>, const char* name) {
  loops<activation_list<F...>> all{};
  (fill_all<F, float>(all), ...);
  (fill_all<F, double>(all), ...);
  (fill_kernels<F>(all), ...);
  fill_conversions<simd::bfloat16_format>(all);
  fill_conversions<simd::float16_format>(all);
  all.instruction_set = name;
  return all;
}

}  // namespace

// Constant: nothing of this instruction set runs before a call.
template <class Set, class Activations>
constinit const loops<Activations> compiled_for<Set, Activations>::all = table(Activations{}, Set::name);

template struct compiled_for<XACT_DISPATCH_SET, activations>;

}  // namespace xact::dispatch::detail
