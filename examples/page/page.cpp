// What the page calls: functions on numbers and on buffers, by index into the registry. Compiled to
// WebAssembly with SIMD and without, and natively for the test, which compares the bits.

#include <xact/xact.hpp>

#include "networks.hpp"
#include "page_oracle.hpp"  // generated: includes tests/oracle/<function>.hpp of every function
#include "real.hpp"
#include "textbook.hpp"

#include <span>
#include <string>
#include <vector>

#if defined(__EMSCRIPTEN__)
#define PAGE_EXPORT(name) extern "C" __attribute__((export_name(#name)))
#else
#define PAGE_EXPORT(name) extern "C"
#endif

namespace page {
namespace {

enum quantity { forward, derivative };

/// Calls visit(f) with the activation of this index; leaky ReLU gets the slope.
template <class Visit>
void with_activation(int index, double slope, Visit&& visit) {
  int i = 0;
  xact::all_activations::for_each([&]<class F>(F f) {
    if (i++ != index) return;
    if constexpr (requires { f.negative_slope; }) f = F(slope);
    visit(f);
  });
}

/// Calls visit(T()) with the type of this index: float, double, bfloat16 or float16.
template <class Visit>
void with_type(int type, Visit&& visit) {
  switch (type) {
    case 0:
      return visit(float{});
    case 1:
      return visit(double{});
    case 2:
      return visit(xact::bfloat16(0.0f));
    default:
      return visit(xact::float16(0.0f));
  }
}

template <class T>
double to_double(T x) {
  return static_cast<double>(x);
}

template <class F, class T>
double computed(const F& f, int which, T x) {
  return to_double(which == forward ? f.forward(x) : f.derivative(x));
}

template <class F, class T>
double by_textbook(const F& f, int which, T x) {
  const textbook<F> formula{f};
  const stepwise<T> at(to_double(x));
  return static_cast<double>((which == forward ? formula.forward(at) : formula.derivative(at)).value);
}

/// The parameters are rounded to T, as the functor does.
template <class F, class T>
real truth(const F& f, int which, T x) {
  const auto row = oracle::row_of<xact::computed_in<T>>(f);
  const real at = to_double(x);
  return which == forward ? row.forward(at) : row.derivative(at);
}

/// How far y is from the truth, in units in the last place of T there.
template <class T>
double error_in_ulp(double y, real truth) {
  if (!(std::abs(y) < std::numeric_limits<double>::infinity()))
    return std::numeric_limits<double>::infinity();
  return static_cast<double>(abs(real(y) - truth) / formats::ulp<T>(static_cast<double>(truth)));
}

constexpr std::size_t buffer_size = 1 << 15, timed_size = 4096;
double buffer[buffer_size];
std::vector<float> timed_input(timed_size), timed_output(timed_size);
std::string text;
hidden_layer neurons;

const char* keep(std::string made) {
  text = std::move(made);
  return text.c_str();
}

}  // namespace

// Each array function is compiled here, once for each activation, and nowhere else: so the module stays
// small.

void activation::forward(const std::vector<float>& x, std::vector<float>& y) const {
  with_activation(index, slope, [&](const auto& f) { xact::forward(f, x, y); });
}
void activation::backward(const std::vector<float>& grad_y, const std::vector<float>& x,
                          std::vector<float>& grad_x) const {
  with_activation(index, slope, [&](const auto& f) { xact::backward(f, grad_y, x, grad_x); });
}

}  // namespace page

// ---- the registry

PAGE_EXPORT(activation_count) int activation_count() { return static_cast<int>(xact::all_activations::size); }

PAGE_EXPORT(activation_name) const char* activation_name(int index) {
  page::with_activation(index, 0, [](const auto& f) { page::keep(std::string(f.name)); });
  return page::text.c_str();
}

PAGE_EXPORT(has_slope) int has_slope(int index) {
  bool has = false;
  page::with_activation(index, 0, [&](const auto& f) {
    has = requires { f.negative_slope; };
  });
  return has;
}

PAGE_EXPORT(exists) int exists(int index, int type) {
  bool is_there = false;
  page::with_activation(index, 0, [&]<class F>(const F&) {
    page::with_type(type, [&]<class T>(T) { is_there = xact::exists_for<F, T>; });
  });
  return is_there;
}

// ---- numbers

PAGE_EXPORT(doubles) double* doubles() { return page::buffer; }
PAGE_EXPORT(doubles_size) int doubles_size() { return page::buffer_size; }

/// x as a number of this type.
PAGE_EXPORT(round_to_type) double round_to_type(int type, double x) {
  page::with_type(type, [&]<class T>(T) { x = page::to_double(static_cast<T>(x)); });
  return x;
}

/// The next number of this type above x, or below.
PAGE_EXPORT(neighbour) double neighbour(int type, double x, int above) {
  page::with_type(type, [&]<class T>(T) {
    using page::to_double;
    const double toward =
        above ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    const double start = to_double(T(x));
    double step = formats::ulp<T>(start);
    if (start != 0 && (start < 0) == (above != 0) && std::abs(start) == std::exp2(std::ilogb(start)) &&
        std::ilogb(start) > formats::lowest_exponent<T>)
      step /= 2;  // below a power of two numbers are twice as close
    x = to_double(static_cast<T>(start + std::copysign(step, toward)));
  });
  return x;
}

/// Of x in the type: the results of xact and of the textbook, the truth as a double, and both errors in ULP,
/// which are written to the buffer. All five are NaN where the function does not exist on the type.
PAGE_EXPORT(compare) void compare(int index, double slope, int type, int which, double x, double* to) {
  std::fill_n(to, 5, std::numeric_limits<double>::quiet_NaN());
  page::with_activation(index, slope, [&]<class F>(const F& f) {
    page::with_type(type, [&]<class T>(T) {
      if constexpr (xact::exists_for<F, T>) {
        const auto at = static_cast<T>(x);
        const page::real truth = page::truth(f, which, at);
        to[0] = page::computed(f, which, at);
        to[1] = page::by_textbook(f, which, at);
        to[2] = static_cast<double>(truth);
        to[3] = page::error_in_ulp<T>(to[0], truth);
        to[4] = page::error_in_ulp<T>(to[1], truth);
      }
    });
  });
}

/// The truth in decimal.
PAGE_EXPORT(truth_in_decimal)
const char* truth_in_decimal(int index, double slope, int type, int which, double x, int digits) {
  page::with_activation(index, slope, [&]<class F>(const F& f) {
    page::with_type(type, [&]<class T>(T) {
      if constexpr (xact::exists_for<F, T>)
        page::keep(page::decimal(page::truth(f, which, static_cast<T>(x)), digits));
    });
  });
  return page::text.c_str();
}

/// For n numbers x at `from`: f(x) and f'(x), in double.
PAGE_EXPORT(curve) void curve(int index, double slope, int n, const double* from, double* y, double* dydx) {
  const auto size = static_cast<std::size_t>(n);
  page::with_activation(index, slope, [&]<class F>(const F& f) {
    if constexpr (xact::exists_for<F, double>)
      xact::forward_and_derivative(f, std::span(from, size), std::span(y, size), std::span(dydx, size));
  });
}

// ---- a deep network

/// The largest derivative, as the lesson looks for it.
PAGE_EXPORT(largest_derivative) double largest_derivative(int index, double slope) {
  double largest = 0;
  page::with_activation(index, slope, [&]<class F>(const F& f) {
    if constexpr (xact::exists_for<F, double>)
      for (double x = -8; x <= 8; x += 1.0 / 1024) largest = std::max(largest, f.derivative(x));
  });
  return largest;
}

/// The norms of a gradient that comes back through 1 to `depth` layers.
PAGE_EXPORT(pass_back) void pass_back(int index, double slope, int he, int depth, int seed, double* norms) {
  page::pass_back({index, slope}, he ? page::initialisation::he : page::initialisation::xavier, depth,
                  static_cast<unsigned>(seed), norms);
}

// ---- dead ReLUs

PAGE_EXPORT(neurons_start) void neurons_start(int index, double slope, double bias, int seed) {
  page::neurons.start({index, slope}, bias, static_cast<unsigned>(seed));
}
PAGE_EXPORT(neurons_step) void neurons_step(int index, double slope) { page::neurons.step({index, slope}); }
PAGE_EXPORT(neurons_states) const std::uint8_t* neurons_states() {
  return reinterpret_cast<const std::uint8_t*>(page::neurons.states.data());
}
PAGE_EXPORT(neurons_size) int neurons_size() { return page::hidden_layer::hidden; }
PAGE_EXPORT(neurons_count) int neurons_count(int state) {
  return page::neurons.count(static_cast<page::neuron>(state));
}
PAGE_EXPORT(neurons_loss) double neurons_loss() { return page::neurons.loss; }
PAGE_EXPORT(neurons_change) double neurons_change() { return page::neurons.largest_change; }

// ---- time

PAGE_EXPORT(timed_input) float* timed_input() { return page::timed_input.data(); }
PAGE_EXPORT(timed_output) float* timed_output() { return page::timed_output.data(); }
PAGE_EXPORT(timed_size) int timed_size() { return page::timed_size; }

/// Computes all of timed_output, so many times.
PAGE_EXPORT(run_timed) void run_timed(int index, double slope, int times) {
  for (int i = 0; i < times; ++i)
    page::activation{index, slope}.forward(page::timed_input, page::timed_output);
}
