// Prints a hash of the results of every array function: of some activations through dispatch, its
// first calls from several threads at once, or, with DIRECT, of every activation as this file is compiled,
// checked against the scalar functors; tests/matrix takes it so. With SHORT there is only
// forward_and_derivative, in which all kernels are: a third of the time to compile.

#include <array>
#include <cstddef>
#include <cstdio>
#include <span>
#include <vector>

#include "results.hpp"

#if defined(DIRECT)
#include "xact/xact.hpp"
namespace called = xact;
using activations = xact::all_activations;
#else
#include <thread>

#include "activations.hpp"
#include "xact/dispatch.hpp"
namespace called = xact::dispatch;
using activations = dispatched;
#endif

namespace {

using results::inputs, results::print_hash;

template <class T, class F>
void print_hashes(const F& f) {
  const std::vector<T> x = inputs<T>();
  std::vector<T> y(x.size()), dydx(x.size());
#if !defined(SHORT)
  const std::vector<T> grad_output(x.rbegin(), x.rend());
  called::forward(f, x, y);
  print_hash(F::name.data(), "forward", y);
  called::derivative(f, x, dydx);
  print_hash(F::name.data(), "derivative", dydx);
  called::backward(f, grad_output, x, dydx);
  print_hash(F::name.data(), "backward", dydx);
  if constexpr (xact::differentiable_from_output<F, T>) {
    called::backward_from_output(f, grad_output, y, dydx);
    print_hash(F::name.data(), "backward_from_output", dydx);
  }
#endif
  called::forward_and_derivative(f, x, y, dydx);
  print_hash(F::name.data(), "value_of_both", y);
  print_hash(F::name.data(), "derivative_of_both", dydx);
}

#if defined(DIRECT)

/// The scalar functor gives the bits of the array.
template <class T, class F>
bool scalars_agree(const F& f) {
  const std::vector<T> x = inputs<T>();
  std::vector<T> y(x.size()), dydx(x.size());
  xact::forward_and_derivative(f, x, y, dydx);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto both = f.forward_and_derivative(x[i]);
    if (bits_hash::term(i, both.value) != bits_hash::term(i, y[i]) ||
        bits_hash::term(i, both.derivative) != bits_hash::term(i, dydx[i])) {
      std::printf("%s of a scalar differs at %a\n", F::name.data(), static_cast<double>(x[i]));
      return false;
    }
  }
  return true;
}

#else

bool threads_agree() {
  std::array<float, 4> y{};
  std::vector<std::thread> threads;
  for (float& one : y)
    threads.emplace_back([&one] {
      const float half[] = {0.5f};
      called::forward(xact::relu, half, std::span<float, 1>(&one, 1));
    });
  for (std::thread& thread : threads) thread.join();
  return y == std::array{0.5f, 0.5f, 0.5f, 0.5f};
}

#endif

}  // namespace

int main() {
  bool agree = true;
#if defined(DIRECT)
  std::fprintf(stderr, xact::simd::has_fma<double>  ? "fma\n"
                       : xact::simd::has_fma<float> ? "fma for float\n"
                                                    : "no fma\n");
  activations::for_each_on<float>([&](const auto& f) { agree = scalars_agree<float>(f) && agree; });
  activations::for_each_on<double>([&](const auto& f) { agree = scalars_agree<double>(f) && agree; });
#else
  agree = threads_agree();
  std::fprintf(stderr, "%s\n", xact::dispatch::instruction_set());
#endif
  activations::for_each_on<float>([](const auto& f) { print_hashes<float>(f); });
  activations::for_each_on<double>([](const auto& f) { print_hashes<double>(f); });
  print_hashes<xact::bfloat16>(xact::sigmoid);  // the conversions are the same for all activations
  print_hashes<xact::float16>(xact::sigmoid);
  return agree ? 0 : 1;
}
