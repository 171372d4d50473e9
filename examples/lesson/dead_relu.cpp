// Dead ReLUs: the lesson's exercise. One hidden layer, a cold bias, small inputs: which neurons are still
// alive, and which come back when the network is trained?

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/support/progress.hpp"
#include "five_activations.hpp"
#include "network.hpp"
#include "program.hpp"

namespace {

using lesson::matrix;

struct options {
  double bias = -3, second_bias = -1, input_std = 0.1, slope = 0.1, rate = 0.02;
  int inputs = 16, hidden = 128, batch = 64, steps = 200;
};

/// It has no gradient; it has one, but never fires; it fires on some example.
enum class neuron { dead, dim, alive };
constexpr neuron all_states[] = {neuron::alive, neuron::dim, neuron::dead};

struct samples {
  matrix x, target;
};

/// To be learnt: how far x is from a plane through 0, in units of its standard deviation. It has a kink, so
/// that a network all of whose neurons are on one side cannot learn it.
samples draw_samples(const options& chosen, std::mt19937& random) {
  matrix x = lesson::normal(chosen.inputs, chosen.batch, chosen.input_std, random);
  matrix target = lesson::normal(1, chosen.inputs, 1, random).lazyProduct(x).cwiseAbs();
  const float mean = target.mean();
  const float deviation = std::sqrt((target.array() - mean).square().mean());
  if (deviation > 0) target /= deviation;
  return {std::move(x), std::move(target)};
}

/// The mean square error of the best linear function of x. Matrices are small: lazyProduct has no blocks,
/// which take long to compile.
double best_linear_loss(const samples& s) {
  Eigen::MatrixXd a(s.x.cols(), s.x.rows() + 1);
  a << s.x.transpose().cast<double>(), Eigen::VectorXd::Ones(s.x.cols());
  const Eigen::VectorXd b = s.target.transpose().cast<double>();
  const Eigen::MatrixXd squares = a.transpose().lazyProduct(a);
  const Eigen::VectorXd right = a.transpose().lazyProduct(b), fit = squares.ldlt().solve(right);
  return (a.lazyProduct(fit) - b).squaredNorm() / static_cast<double>(b.size());
}

/// What becomes of one network.
struct course {
  struct step {
    std::array<int, 3> neurons = {};  ///< how many in each state
    double loss = 0;
    int count(neuron state) const { return neurons[static_cast<std::size_t>(state)]; }
  };

  std::string activation;
  std::vector<step> steps = {};      ///< after 0, 1, ... steps
  std::vector<neuron> neurons = {};  ///< at the end
  double largest_change = 0;         ///< of the hidden layer's weights and biases
};

/// After a forward and a backward pass.
std::vector<neuron> states(const lesson::layer& hidden) {
  std::vector<neuron> found;
  for (Eigen::Index i = 0; i < hidden.z.rows(); ++i) {
    const bool fires = (hidden.z.row(i).array() > 0).any();
    const bool learns = (hidden.grad_weights.row(i).array() != 0).any();
    found.push_back(fires ? neuron::alive : learns ? neuron::dim : neuron::dead);
  }
  return found;
}

course train(const lesson::activation& f, double bias, const options& chosen, unsigned seed) {
  std::mt19937 random(seed);
  const samples s = draw_samples(chosen, random);
  const std::vector<int> units{chosen.inputs, chosen.hidden, 1};
  lesson::network net(units, lesson::initialisation::he, random, f);
  lesson::layer& hidden = net.layers.front();
  hidden.bias.setConstant(static_cast<float>(bias));
  const lesson::layer before = hidden;

  course found{.activation = f.name};
  lesson::adam optimiser(chosen.rate);
  for (int step = 0; step <= chosen.steps; ++step) {
    if (step > 0) optimiser.step(net);
    const matrix error = net.forward(s.x) - s.target;
    net.backward(s.x, error * (2 / static_cast<float>(chosen.batch)));
    found.neurons = states(hidden);
    course::step& now = found.steps.emplace_back();
    now.loss = error.squaredNorm() / static_cast<float>(chosen.batch);
    for (const neuron state : found.neurons) ++now.neurons[static_cast<std::size_t>(state)];
  }
  found.largest_change = std::max((hidden.weights - before.weights).cwiseAbs().maxCoeff(),
                                  (hidden.bias - before.bias).cwiseAbs().maxCoeff());
  return found;
}

/// ReLU, and what may be swapped in for it.
struct courses {
  course relu, leaky_relu, gelu;
  std::array<const course*, 3> all() const { return {&relu, &leaky_relu, &gelu}; }
};

courses train_all(double bias, const options& chosen, unsigned seed) {
  return {train(xact::relu, bias, chosen, seed), train(xact::leaky_relu_t(chosen.slope), bias, chosen, seed),
          train(xact::gelu, bias, chosen, seed)};
}

lesson::table by_step(std::string name, const courses& found) {
  lesson::table made{.name = std::move(name), .columns = {"step"}};
  for (std::size_t i = 0; i < found.relu.steps.size(); ++i) made.rows.push_back({static_cast<int>(i)});
  for (const course* one : found.all()) {
    for (const char* quantity : {"_alive", "_dim", "_dead", "_loss"})
      made.columns.push_back(one->activation + quantity);
    for (std::size_t i = 0; i < made.rows.size(); ++i) {
      for (const neuron state : all_states) made.rows[i].emplace_back(one->steps[i].count(state));
      made.rows[i].emplace_back(one->steps[i].loss);
    }
  }
  return made;
}

/// A row a neuron: its state at the end, 0 dead, 1 dim, 2 alive.
lesson::table grid(const courses& first, const courses& second) {
  lesson::table made{.name = "grid", .columns = {"neuron"}};
  for (std::size_t i = 0; i < first.relu.neurons.size(); ++i) made.rows.push_back({static_cast<int>(i)});
  for (const courses* found : {&first, &second})
    for (const course* one : found->all()) {
      made.columns.push_back((found == &second ? "second_" : "") + one->activation);
      for (std::size_t i = 0; i < made.rows.size(); ++i)
        made.rows[i].emplace_back(static_cast<int>(one->neurons[i]));
    }
  return made;
}

/// How many neurons are alive before and after training, for biases from 0 to -3.
lesson::table sweep_bias(const options& chosen, unsigned seed) {
  lesson::table made{.name = "sweep", .columns = {"bias", "before", "relu", "leaky_relu", "gelu"}};
  support::progress shown("training");
  for (int tenths = 0; tenths <= 30; ++tenths) {
    const double bias = -tenths / 10.0;
    shown.show(tenths / 31.0, "for the sweep of the bias");
    const courses found = train_all(bias, chosen, seed);
    made.rows.push_back({bias, found.relu.steps.front().count(neuron::alive)});
    for (const course* one : found.all())
      made.rows.back().emplace_back(one->steps.back().count(neuron::alive));
  }
  return made;
}

void print_counts(double bias, int steps, const courses& found) {
  std::printf("\nBias %-10g    before training       after %d steps\n", bias, steps);
  std::printf("                alive   dim  dead    alive   dim  dead    loss  largest change of a weight\n");
  for (const course* one : found.all()) {
    std::printf("  %-11s", one->activation.c_str());
    for (const course::step& step : {one->steps.front(), one->steps.back()})
      std::printf("  %6d%6d%6d", step.count(neuron::alive), step.count(neuron::dim),
                  step.count(neuron::dead));
    std::printf("%8.3f  %g\n", one->steps.back().loss, one->largest_change);
  }
}

lesson::report run(const options& chosen, unsigned seed) {
  const courses first = train_all(chosen.bias, chosen, seed),
                second = train_all(chosen.second_bias, chosen, seed);
  const lesson::table sweep = sweep_bias(chosen, seed);
  std::mt19937 random(seed);
  const double linear_loss = best_linear_loss(draw_samples(chosen, random));

  std::printf(
      "A layer of %d neurons, %d examples, inputs of standard deviation %g. A neuron is alive if it\n"
      "fires on some example, dim if it never fires but has a gradient, dead if it has none.\n",
      chosen.hidden, chosen.batch, chosen.input_std);
  print_counts(chosen.bias, chosen.steps, first);
  print_counts(chosen.second_bias, chosen.steps, second);
  std::printf("\nThe lesson: most ReLUs will be dead. Here %d of %d are, and no step changes them.\n",
              first.relu.steps.front().count(neuron::dead), chosen.hidden);
  std::printf(
      "The lesson: leaky ReLUs recover. Here they are never dead, but after %d steps %d of %d fire at\n"
      "bias %g, and %d at bias %g. While none fires, the network is linear: all that it can learn is the\n"
      "best linear function, with a loss of %.3f, where its gradient ends.\n",
      chosen.steps, first.leaky_relu.steps.back().count(neuron::alive), chosen.hidden, chosen.bias,
      second.leaky_relu.steps.back().count(neuron::alive), chosen.second_bias, linear_loss);
  const auto quarter = std::ranges::find_if(sweep.rows, [&](const std::vector<lesson::cell>& row) {
    return 4 * std::get<int>(row[1]) <= 3 * chosen.hidden;
  });
  if (quarter != sweep.rows.end())
    std::printf(
        "The lesson: a cold bias can kill a quarter of them. Here %g kills %d, before the first step.\n",
        std::get<double>((*quarter)[0]), chosen.hidden - std::get<int>((*quarter)[1]));
  std::printf("\nHow many are alive before training, and after it with each activation:\n");
  print(sweep);
  return {
      .values = {{"hidden", chosen.hidden},
                 {"steps", chosen.steps},
                 {"bias", chosen.bias},
                 {"second_bias", chosen.second_bias},
                 {"linear_loss", linear_loss},
                 {"leaky_relu_above_linear", first.leaky_relu.steps.back().loss - linear_loss},
                 {"relu_change", first.relu.largest_change}},
      .tables = {by_step("by_step", first), by_step("second_by_step", second), grid(first, second), sweep}};
}

}  // namespace

int main(int argc, char** argv) {
  lesson::program program(
      "dead_relu", "How many neurons with a negative bias are alive, and how many come back in training.");
  options chosen;
  program.option("--bias", chosen.bias, "first bias of every hidden neuron");
  program.option("--second-bias", chosen.second_bias, "another, to compare with");
  program.option("--input-std", chosen.input_std, "standard deviation of the inputs", 0);
  program.option("--inputs", chosen.inputs, "inputs", 1, 4096);
  program.option("--hidden", chosen.hidden, "hidden neurons", 1, 4096);
  program.option("--batch", chosen.batch, "examples", 1, 4096);
  program.option("--steps", chosen.steps, "training steps, by Adam", 1, 100000);
  program.option("--rate", chosen.rate, "learning rate", 0, 1);
  program.option("--slope", chosen.slope, "of leaky ReLU for x < 0", 0, 1);
  return program.run(argc, argv, [&] { return run(chosen, program.seed()); });
}
