// The vanishing gradient: what is left of a gradient that has come back through so many layers.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "bench/support/progress.hpp"
#include "five_activations.hpp"
#include "network.hpp"
#include "program.hpp"

namespace {

using lesson::initialisation;

struct options {
  int depth = 25, width = 128, batch = 64;
  double slope = 0.01;
};

/// Of an activation, after 1, 2, ... layers, counted from the output.
using by_layer = std::vector<double>;

template <class Activation>
double largest_derivative(const Activation& f) {
  double largest = 0;
  for (double x = -8; x <= 8; x += 1.0 / 1024) largest = std::max(largest, f.derivative(x));
  return largest;
}

/// The product of the derivatives, if each is as large as can be.
template <class Activation>
by_layer best_case(const Activation& f, int depth) {
  by_layer product(static_cast<std::size_t>(depth), largest_derivative(f));
  std::partial_sum(product.begin(), product.end(), product.begin(), std::multiplies<>());
  return product;
}

/// A random gradient of norm 1 passed back through a deep network.
struct backward_pass {
  by_layer derivatives;    ///< the product of the root mean square f'(z) of each layer
  by_layer gradient_norm;  ///< of the weights
};

backward_pass pass_back(const lesson::activation& f, initialisation init, const options& chosen,
                        unsigned seed) {
  std::mt19937 random(seed);
  const std::vector<int> units(static_cast<std::size_t>(chosen.depth) + 2, chosen.width);
  lesson::network net(units, init, random, f);
  const lesson::matrix x = lesson::normal(chosen.width, chosen.batch, 1, random);
  net.forward(x);
  net.backward(x, lesson::normal(chosen.width, chosen.batch, 1, random).normalized());

  backward_pass found;
  double product = 1;
  for (std::size_t i = net.layers.size() - 1; i-- > 0;) {
    const lesson::layer& l = net.layers[i];
    lesson::matrix slopes(l.z.rows(), l.z.cols());
    f.derivative(l.z, slopes);
    product *= slopes.cast<double>().norm() / std::sqrt(static_cast<double>(slopes.size()));
    found.derivatives.push_back(product);
    found.gradient_norm.push_back(l.grad_weights.cast<double>().norm());
  }
  return found;
}

struct curves {
  std::string activation;
  by_layer best_case;
  backward_pass xavier, he;
};

template <class Quantity>
lesson::table tabulate(std::string name, const std::vector<curves>& all, Quantity&& quantity) {
  lesson::table made{.name = std::move(name), .columns = {"layers"}};
  for (std::size_t i = 0; i < all.front().best_case.size(); ++i) made.rows.push_back({double(i + 1)});
  for (const curves& one : all) {
    made.columns.push_back(one.activation);
    for (std::size_t i = 0; i < made.rows.size(); ++i) made.rows[i].emplace_back(quantity(one)[i]);
  }
  return made;
}

/// The first layer, every fifth and the last.
void print_some(const lesson::table& t) {
  lesson::table some{.name = t.name, .columns = t.columns};
  for (std::size_t i = 0; i < t.rows.size(); ++i)
    if (i == 0 || (i + 1) % 5 == 0 || i + 1 == t.rows.size()) some.rows.push_back(t.rows[i]);
  print(some, 3);
}

/// How many factors of sigmoid'(0), the largest there is, until `enough` holds for their product.
template <class Predicate>
double layers_until(Predicate&& enough) {
  int layers = 0;
  for (float gradient = 1; !enough(gradient); gradient *= xact::sigmoid.derivative(0.0f)) ++layers;
  return layers;
}

lesson::report run(const options& chosen, unsigned seed) {
  std::vector<curves> all;
  support::progress shown("passing back");
  lesson::for_each_activation(chosen.slope, [&](const auto& f) {
    shown.show(static_cast<double>(all.size()) / lesson::activation_count, f.name);
    all.push_back({std::string(f.name), best_case(f, chosen.depth),
                   pass_back(f, initialisation::xavier, chosen, seed),
                   pass_back(f, initialisation::he, chosen, seed)});
  });
  const lesson::table best = tabulate("best_case", all, [](const curves&one) { return one.best_case; }),
                      real =
                          tabulate("real_case", all, [](const curves&one) { return one.xavier.derivatives; }),
                      xavier =
                          tabulate("xavier", all, [](const curves&one) { return one.xavier.gradient_norm; }),
                      he = tabulate("he", all, [](const curves&one) { return one.he.gradient_norm; });

  const double below_1e_9 = layers_until([](float gradient) { return gradient < 1e-9f; }),
               below_1e_14 = layers_until([](float gradient) { return gradient < 1e-14f; }),
               rounded_away = layers_until([](float gradient) { return 1 - gradient == 1; });
  const double relu_on = std::pow(all[2].xavier.derivatives.back(), 2.0 / chosen.depth);

  std::printf("The product of the derivatives on the way back, each as large as can be:\n");
  print_some(best);
  std::printf(
      "Sigmoid's falls below 1e-9 at layer %g and below 1e-14 at layer %g. A float holds such numbers,\n"
      "down to 1e-38, but what they change is lost: a weight of 1 minus it is 1 from layer %g on.\n",
      below_1e_9, below_1e_14, rounded_away);
  std::printf(
      "\nThe same at the inputs that occur in a network of %d layers of %d units, root mean square:\n",
      chosen.depth, chosen.width);
  print_some(real);
  std::printf("ReLU' is 1 or 0: it is on for %.0f %% of the inputs, a factor of %.2f a layer.\n",
              100 * relu_on, std::sqrt(relu_on));
  std::printf("\nThe norm of the gradient of the weights there, Xavier initialisation:\n");
  print_some(xavier);
  std::printf(
      "ReLU's is the same in every layer, but small: values lose that factor on their way forward.\n");
  std::printf(
      "\nThe same with He initialisation, whose weights make up for it, being 1.41 times as large:\n");
  print_some(he);
  std::printf("Sigmoid's gradient vanishes with either.\n");
  return {.values = {{"depth", double(chosen.depth)},
                     {"width", double(chosen.width)},
                     {"below_1e_9", below_1e_9},
                     {"below_1e_14", below_1e_14},
                     {"rounded_away", rounded_away},
                     {"relu_on", relu_on}},
          .tables = {best, real, xavier, he}};
}

}  // namespace

int main(int argc, char** argv) {
  lesson::program program("vanishing_gradient",
                          "What is left of a gradient that has come back through so many layers.");
  options chosen;
  program.option("--depth", chosen.depth, "hidden layers", 1, 1000);
  program.option("--width", chosen.width, "units in each layer", 1, 4096);
  program.option("--batch", chosen.batch, "samples", 1, 4096);
  program.option("--slope", chosen.slope, "of leaky ReLU for x < 0", 0, 1);
  return program.run(argc, argv, [&] { return run(chosen, program.seed()); });
}
