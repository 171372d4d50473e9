// The lesson's three layers: scalar by scalar, array by array, and with automatic differentiation, each
// shorter to use than the one before. The loss is the sum of the outputs, so that its gradient is f'(x).

#include <adolc/adolc.h>
#include <adolc/edfclasses.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numbers>
#include <random>
#include <span>
#include <string>
#include <vector>
#include <xact/algorithm.hpp>

#include "bench/support/progress.hpp"
#include "five_activations.hpp"
#include "program.hpp"

namespace {

using array = std::vector<double>;
using tape_array = std::vector<adouble>;

struct output_and_gradient {
  explicit output_and_gradient(std::size_t size) : y(size), gradient(size) {}
  array y, gradient;
};

/// Scalar by scalar: a loop of one's own.
template <class Activation>
void by_scalar(const Activation& f, const array& x, output_and_gradient& out) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    out.y[i] = f(x[i]);
    out.gradient[i] = f.derivative(x[i]);
  }
}

/// Array by array.
template <class Activation>
void by_array(const Activation& f, const array& x, output_and_gradient& out) {
  xact::forward_and_derivative(f, x, out.y, out.gradient);
}

/// An activation as a single operation on ADOL-C's tape, as in PyTorch: forward when the tape is played,
/// backward when it is played in reverse.
template <class Activation>
class taped : EDFobject {
 public:
  explicit taped(const Activation& f) : f_(f) {
    edf->nestedAdolc = 0;
    edf->dp_x_changes = 0;
    edf->dp_y_priorRequired = 0;
  }

  void operator()(tape_array& x, tape_array& y) {
    call(static_cast<int>(x.size()), x.data(), static_cast<int>(y.size()), y.data());
  }

 private:
  static std::span<double> elements(double* first, int count) {
    return {first, static_cast<std::size_t>(count)};
  }

  int function(int n, double* x, int m, double* y) override {
    xact::forward(f_, elements(x, n), elements(y, m));
    return 0;
  }
  int zos_forward(int n, double* x, int m, double* y) override { return function(n, x, m, y); }
  int fos_reverse(int m, double* grad_y, int n, double* grad_x, double* x, double*) override {
    xact::backward(f_, elements(grad_y, m), elements(x, n), elements(grad_x, n));
    return 0;
  }

  // Not needed for a gradient.
  int fos_forward(int, double*, double*, int, double*, double*) override { return -1; }
  int fov_forward(int, double*, int, double**, int, double*, double**) override { return -1; }
  int fov_reverse(int, int, double**, int, double**, double*, double*) override { return -1; }

  Activation f_;
};

/// Records loss = sum(y), where compute(x, y) says what y is; the gradient is what the tape gives.
template <class Compute>
void by_tape(Compute&& compute, const array& x, output_and_gradient& out) {
  constexpr short tape = 1;
  // Room for all operations: ADOL-C writes what does not fit to files in the current folder.
  const auto room = static_cast<unsigned>(std::max<std::size_t>(1 << 19, 32 * x.size()));
  trace_on(tape, 0, room, room, room, room);
  {
    ensureContiguousLocations(3 * x.size());
    tape_array inputs(x.size()), outputs(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) inputs[i] <<= x[i];
    compute(inputs, outputs);
    adouble sum = 0;
    for (const adouble& output : outputs) sum += output;
    double loss;
    sum >>= loss;
    for (std::size_t i = 0; i < x.size(); ++i) out.y[i] = outputs[i].value();
  }
  trace_off();
  gradient(tape, static_cast<int>(x.size()), x.data(), out.gradient.data());
}

template <class Activation>
void by_tape_of_activation(const Activation& f, const array& x, output_and_gradient& out) {
  by_tape(taped(f), x, out);
}

// The textbook's formulas, for ADOL-C to differentiate operation by operation.

adouble textbook(const xact::sigmoid_t<>&, const adouble& x) { return 1 / (1 + exp(-x)); }
adouble textbook(const xact::tanh_t<>&, const adouble& x) { return tanh(x); }
adouble textbook(const xact::relu_t&, const adouble& x) { return fmax(x, 0); }
adouble textbook(const xact::leaky_relu_t& f, const adouble& x) {
  return fmax(x, 0) + f.negative_slope * fmin(x, 0);
}
adouble textbook(const xact::gelu_t<>&, const adouble& x) {
  return x * (1 + erf(x / std::numbers::sqrt2)) / 2;
}

template <class Activation>
void by_tape_of_textbook(const Activation& f, const array& x, output_and_gradient& out) {
  by_tape(
      [&](const auto& inputs, auto& outputs) {
        for (std::size_t i = 0; i < inputs.size(); ++i) outputs[i] = textbook(f, inputs[i]);
      },
      x, out);
}

/// The least time of several runs, in ns an element.
template <class Run>
double nanoseconds(int rounds, std::size_t elements, Run&& run) {
  using clock = std::chrono::steady_clock;
  auto least = clock::duration::max();
  for (int i = 0; i < rounds; ++i) {
    const auto start = clock::now();
    run();
    least = std::min(least, clock::now() - start);
  }
  return std::chrono::duration<double, std::nano>(least).count() / static_cast<double>(elements);
}

/// How many numbers differ, be it by a bit.
int differences(const output_and_gradient& a, const output_and_gradient& b) {
  int count = 0;
  for (std::size_t i = 0; i < a.y.size(); ++i) count += (a.y[i] != b.y[i]) + (a.gradient[i] != b.gradient[i]);
  return count;
}

double largest_relative_difference(const array& a, const array& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i]) largest = std::max(largest, std::fabs(a[i] / b[i] - 1));
  return largest;
}

struct options {
  int elements = 4096, rounds = 200;
  double slope = 0.1;
};

/// The lesson's five inputs, a row each.
template <class Activation>
lesson::table lesson_rows(const Activation& f) {
  const array x{-2, -0.5, 0, 0.5, 2};
  lesson::table made{.name = std::string(f.name),
                     .columns = {"x", "y_scalar", "y_array", "y_tape", "dy_scalar", "dy_array", "dy_tape"}};
  output_and_gradient scalar(x.size()), arrays(x.size()), tape(x.size());
  by_scalar(f, x, scalar);
  by_array(f, x, arrays);
  by_tape_of_activation(f, x, tape);
  for (std::size_t i = 0; i < x.size(); ++i)
    made.rows.push_back({x[i], scalar.y[i], arrays.y[i], tape.y[i], scalar.gradient[i], arrays.gradient[i],
                         tape.gradient[i]});
  return made;
}

/// gelu(tanh(x)), by hand with the chain rule and by the tape without: the largest relative difference of the
/// gradients.
double chain_difference(const array& x) {
  output_and_gradient inner(x.size()), outer(x.size()), tape(x.size());
  xact::forward_and_derivative(xact::tanh, x, inner.y, inner.gradient);
  xact::forward(xact::gelu, inner.y, outer.y);
  xact::backward(xact::gelu, inner.gradient, inner.y, outer.gradient);

  taped tanh(xact::tanh);
  taped gelu(xact::gelu);
  by_tape(
      [&](tape_array& inputs, tape_array& outputs) {
        tape_array hidden(inputs.size());
        tanh(inputs, hidden);
        gelu(hidden, outputs);
      },
      x, tape);
  return largest_relative_difference(tape.gradient, outer.gradient);
}

lesson::report run(const options& chosen, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> distribution(-6, 6);
  array x(static_cast<std::size_t>(chosen.elements));
  std::ranges::generate(x, [&] { return distribution(random); });

  const double chain = chain_difference(x);
  lesson::report found{.values = {{"elements", chosen.elements}, {"chain_difference", chain}}, .tables = {}};
  lesson::table comparison{
      .name = "comparison",
      .columns = {"activation", "differences", "textbook", "scalar_ns", "array_ns", "tape_ns"}};
  support::progress shown("timing");
  lesson::for_each_activation(chosen.slope, [&](const auto& f) {
    shown.show(static_cast<double>(comparison.rows.size()) / lesson::activation_count, f.name);
    output_and_gradient scalar(x.size()), arrays(x.size()), tape(x.size()), formula(x.size());
    const double scalar_ns = nanoseconds(chosen.rounds, x.size(), [&] { by_scalar(f, x, scalar); }),
                 array_ns = nanoseconds(chosen.rounds, x.size(), [&] { by_array(f, x, arrays); }),
                 tape_ns = nanoseconds(chosen.rounds, x.size(), [&] { by_tape_of_activation(f, x, tape); });
    by_tape_of_textbook(f, x, formula);
    comparison.rows.push_back({std::string(f.name), differences(scalar, arrays) + differences(scalar, tape),
                               largest_relative_difference(formula.gradient, scalar.gradient), scalar_ns,
                               array_ns, tape_ns});
    found.tables.push_back(lesson_rows(f));
  });
  found.tables.push_back(comparison);

  for (const lesson::table& t : found.tables)
    if (t.name == xact::sigmoid.name || t.name == xact::relu.name) {
      std::printf("%s\n", t.name.c_str());
      print(t);
      std::printf("\n");
    }
  std::printf(
      "All five, at %d numbers from -6 to 6: how many results are not the same in all three ways, to the\n"
      "bit; how far off, relatively, the gradient is if the tape holds the textbook's formula instead of\n"
      "xact's function; and how many ns an output and its gradient take.\n",
      chosen.elements);
  print(comparison, 3);
  std::printf(
      "\nThe tape knows the chain rule: its gradient of gelu(tanh(x)) differs by %g from\n"
      "gelu'(tanh(x)) tanh'(x) by hand.\n",
      chain);
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  lesson::program program(
      "three_ways", "Outputs and gradients by a loop, by array functions, by automatic differentiation.");
  options chosen;
  program.option("--elements", chosen.elements, "numbers to compute", 1, 100000);
  program.option("--rounds", chosen.rounds, "how often to time each; the least time counts", 1, 1000000);
  program.option("--slope", chosen.slope, "of leaky ReLU for x < 0", 0, 1);
  return program.run(argc, argv, [&] { return run(chosen, program.seed()); });
}
