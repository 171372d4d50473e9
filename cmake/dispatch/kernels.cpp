// All loops in one instruction set, XACT_DISPATCH_SET. This file is compiled once for each, and leaves to the
// linker one symbol, the table, whose name has the set in it. All else is inlined or internal: a function
// that is compiled here must not take the place of its copy in a file for older processors. Where the set
// does not exist, the file leaves nothing.

#include <concepts>
#include <cstddef>

#include "kernels.hpp"
#include "xact/algorithm.hpp"

namespace xact::dispatch::detail {
namespace {

template <class Quantity, class F, class Results, class T, class... Ts>
void run(const F& f, std::size_t n, Results out, const T* in, const Ts*... ins) noexcept {
  array::for_each_vector<simd::native_batch<T>, Quantity>(f, n, out, in, ins...);
}
template <class Conversion>
void convert(const Conversion& conversion, std::size_t n) noexcept {
  array::convert<simd::native_batch<float>>(conversion, n);
}

template <class Quantity, class F, class Results, class... Ts>
constexpr void fill(loop<Quantity, F, Results, Ts...>& loop) {
  loop.run = run<Quantity, F, Results, Ts...>;
}
template <class Conversion>
constexpr void fill(conversion_loop<Conversion>& loop) {
  loop.convert = convert<Conversion>;
}

template <class F, class T>
constexpr void fill_all(loops_of<F, T>& loops) {
  core::for_each_quantity([&]<class Quantity>(Quantity) {
    if constexpr (Quantity::on_arrays && Quantity::template exists<F, T>) fill<Quantity>(loops);
  });
}

template <class F, class T, class... Call>
constexpr void fill_calls(loops_of_calls<F, T, core::quantity_list<Call...>>& loops) {
  (fill<Call, F>(loops), ...);
}
template <class Kernel>
void run_kernel(const Kernel& kernel) noexcept {
  kernel.template on<simd::native_batch<typename Kernel::number>>();
}
template <class... Kernel>
constexpr void fill_kernels(kernel_loops<Kernel...>& loops) {
  ((static_cast<kernel_loop<Kernel>&>(loops).run_kernel = run_kernel<Kernel>), ...);
}
template <class F, class T>
constexpr void fill_function(loops_of_function<F, T>& loops) {
  if constexpr (std::same_as<F, array::row_kernels>)
    fill_kernels(loops);
  else
    fill_calls<F, T>(loops);
  if constexpr (core::is_gate<F, T>) fill_calls<array::gradients_of<F>, T>(loops);
}

template <class F, class Format>
constexpr void fill_narrow(narrow_loop<F, Format>& loop) {
  if constexpr (core::has_narrow_kernel<F, Format>) fill<core::forward_narrow_of<Format>>(loop);
}
template <class F>
constexpr void fill_narrow(narrow_loops<F>& loops) {
  fill_narrow<F, simd::bfloat16_format>(loops);
  fill_narrow<F, simd::float16_format>(loops);
}

template <class Format>
constexpr void fill_conversions(conversion_loops<Format>& loops) {
  fill<array::widening<Format>>(loops);
  fill<array::narrowing<Format>>(loops);
  fill<array::narrowing_and_noting_halfway<Format>>(loops);
}

template <class... F>
constexpr loops<activation_list<F...>> table(activation_list<F...>, const char* name) {
  loops<activation_list<F...>> all{};
  (fill_all<F, float>(all), ...);
  (fill_all<F, double>(all), ...);
  (fill_function<F, float>(all), ...);
  (fill_function<F, double>(all), ...);
  fill_function<array::sum, float>(all);
  fill_function<array::sum, double>(all);
  (fill_narrow<F>(all), ...);
  fill_conversions<simd::bfloat16_format>(all);
  fill_conversions<simd::float16_format>(all);
  all.instruction_set = name;
  return all;
}

}  // namespace

// Constant: nothing of this instruction set runs before a call.
template <class Set, class Activations>
constinit const loops<Activations> compiled_for<Set, Activations, true>::all = table(Activations{},
                                                                                     Set::name);

template struct compiled_for<XACT_DISPATCH_SET, activations>;

}  // namespace xact::dispatch::detail
