// When to use which: a binary classifier of photographs, with sigmoid at its output, where it gives a
// probability, and each of the activations in its hidden layers.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bench/support/progress.hpp"
#include "fashion_mnist.hpp"
#include "five_activations.hpp"
#include "network.hpp"
#include "program.hpp"

namespace {

using lesson::initialisation, lesson::matrix, lesson::samples;

struct options {
  std::string data = "/usr/share/datasets/fashion-mnist";
  int negative = 2, positive = 4, shallow = 2, deep = 8, width = 64, epochs = 10, batch = 64,
      examples = 10000;
  double slope = 0.01;
};

struct data {
  samples train, validation, test;
};

samples slice(const samples& all, int first, int count) {
  return {all.x.middleCols(first, count), all.target.middleCols(first, count)};
}

/// A sixth of the training set is for validation. Pixels are centred on their means, and scaled alike.
data load(const options& chosen) {
  const samples all = lesson::load(chosen.data, "train", chosen.negative, chosen.positive);
  const int held_out = all.size() / 6, training = std::min(chosen.examples, all.size() - held_out);
  data made{slice(all, held_out, training), slice(all, 0, held_out),
            lesson::load(chosen.data, "t10k", chosen.negative, chosen.positive)};
  const lesson::vector mean = made.train.x.rowwise().mean();
  const float deviation =
      std::sqrt((made.train.x.colwise() - mean).squaredNorm() / static_cast<float>(made.train.x.size()));
  for (samples* s : {&made.train, &made.validation, &made.test}) {
    s->x.colwise() -= mean;
    s->x /= deviation;
  }
  return made;
}

/// The probability of the positive class, from the network's output z.
matrix probability(const matrix& z) {
  matrix p(z.rows(), z.cols());
  xact::forward(xact::sigmoid, lesson::elements(z), lesson::elements(p));
  return p;
}

struct score {
  double loss = 0, accuracy = 0;
};

/// Mean cross entropy, -log p of the true class, and the share of samples on the right side.
score evaluate(const matrix& z, const matrix& target) {
  score mean;
  for (Eigen::Index i = 0; i < z.cols(); ++i) {
    const double margin = target(0, i) > 0 ? z(0, i) : -z(0, i);
    mean.loss -= std::log(xact::sigmoid(margin));  // accurate in both tails, so -log(1 - p) is not needed
    mean.accuracy += margin > 0;
  }
  mean.loss /= static_cast<double>(z.cols());
  mean.accuracy /= static_cast<double>(z.cols());
  return mean;
}

struct training {
  std::string activation;
  double learning_rate = 0, validation_loss = std::numeric_limits<double>::infinity();
  std::vector<score> train = {}, test = {};  ///< after each epoch
  matrix test_probability = {};
};

template <class Optimiser>
training train(const lesson::activation& f, int depth, double learning_rate, const data& all,
               const options& chosen, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<int> units(static_cast<std::size_t>(depth) + 2, chosen.width);
  units.front() = static_cast<int>(all.train.x.rows());
  units.back() = 1;
  matrix slope_at_10(1, 1);
  f.derivative(matrix::Constant(1, 1, 10), slope_at_10);
  const bool saturates = slope_at_10(0, 0) < 0.5f;
  lesson::network net(units, saturates ? initialisation::xavier : initialisation::he, random, f);
  Optimiser optimiser(learning_rate);

  training made{.activation = f.name, .learning_rate = learning_rate};
  std::vector<int> order(static_cast<std::size_t>(all.train.size()));
  std::iota(order.begin(), order.end(), 0);
  const std::size_t batch = std::min(static_cast<std::size_t>(chosen.batch), order.size());
  for (int epoch = 0; epoch < chosen.epochs; ++epoch) {
    std::ranges::shuffle(order, random);
    score mean;
    std::size_t seen = 0;
    for (; seen + batch <= order.size(); seen += batch) {
      const std::span<const int> picked = std::span(order).subspan(seen, batch);
      const matrix x = all.train.x(Eigen::all, picked), target = all.train.target(Eigen::all, picked);
      const matrix& z = net.forward(x);
      const score of_batch = evaluate(z, target);
      mean.loss += of_batch.loss;
      mean.accuracy += of_batch.accuracy;
      net.backward(x, (probability(z) - target) / static_cast<float>(batch));  // d(mean cross entropy)/dz
      optimiser.step(net);
    }
    const double batches = static_cast<double>(seen / batch);
    made.train.push_back({mean.loss / batches, mean.accuracy / batches});
    made.test.push_back(evaluate(net.forward(all.test.x), all.test.target));
  }
  made.validation_loss = evaluate(net.forward(all.validation.x), all.validation.target).loss;
  made.test_probability = probability(net.forward(all.test.x));
  return made;
}

/// A network and an optimiser, for which each activation gets the learning rate that suits it best: the one
/// with the least loss on the validation set.
struct setting {
  std::string name, description;
  int depth;
  bool by_adam;
  std::vector<double> learning_rates;
  std::vector<training> best = {};  ///< of each activation

  template <class Activation>
  const training& of(const Activation& f) const {
    return *std::ranges::find(best, f.name, &training::activation);
  }
};

void train_all(std::vector<setting>& settings, const data& all, const options& chosen, unsigned seed) {
  std::size_t trainings = 0, done = 0;
  for (const setting& s : settings) trainings += lesson::activation_count * s.learning_rates.size();
  support::progress shown("training");
  for (setting& s : settings)
    lesson::for_each_activation(chosen.slope, [&](const auto& f) {
      for (const double learning_rate : s.learning_rates) {
        shown.show(static_cast<double>(done++) / static_cast<double>(trainings),
                   s.description + ", " + std::string(f.name));
        training one = s.by_adam
                           ? train<lesson::adam>(f, s.depth, learning_rate, all, chosen, seed)
                           : train<lesson::gradient_descent>(f, s.depth, learning_rate, all, chosen, seed);
        if (learning_rate == s.learning_rates.front())
          s.best.push_back(std::move(one));
        else if (one.validation_loss < s.best.back().validation_loss)
          s.best.back() = std::move(one);
      }
    });
}

template <class Quantity>
lesson::table by_epoch(std::string name, const setting& s, Quantity&& quantity) {
  lesson::table made{.name = std::move(name), .columns = {"epoch"}};
  for (std::size_t i = 0; i < s.best.front().test.size(); ++i) made.rows.push_back({static_cast<int>(i + 1)});
  for (const training& one : s.best) {
    made.columns.push_back(one.activation);
    for (std::size_t i = 0; i < one.test.size(); ++i) made.rows[i].emplace_back(quantity(one.test[i]));
  }
  return made;
}

/// What becomes of the images that the network gives about the same probability.
lesson::table calibrate(const training& one, const matrix& target) {
  constexpr int bins = 5;
  struct {
    int images = 0;
    double probability = 0, positive = 0;
  } bin[bins];
  for (Eigen::Index i = 0; i < target.cols(); ++i) {
    const double p = one.test_probability(0, i);
    auto& its = bin[std::clamp(static_cast<int>(p * bins), 0, bins - 1)];
    ++its.images;
    its.probability += p;
    its.positive += target(0, i);
  }
  lesson::table made{.name = "calibration", .columns = {"images", "predicted", "observed"}};
  for (const auto& [images, probability, positive] : bin)
    if (images > 0) made.rows.push_back({images, probability / images, positive / images});
  return made;
}

lesson::report run(const options& chosen, unsigned seed) {
  if (chosen.negative == chosen.positive)
    throw std::invalid_argument("--negative and --positive must differ");
  const data all = load(chosen);
  const std::string shallow = std::to_string(chosen.shallow) + " hidden layers",
                    deep = std::to_string(chosen.deep) + " hidden layers";
  const std::vector<double> rates{0.01, 0.03, 0.1, 0.3, 1}, adam_rates{0.0003, 0.001, 0.003};
  std::vector<setting> settings{{"shallow", shallow + ", gradient descent", chosen.shallow, false, rates},
                                {"deep", deep + ", gradient descent", chosen.deep, false, rates},
                                {"deep_adam", deep + ", Adam", chosen.deep, true, adam_rates}};
  train_all(settings, all, chosen, seed);

  lesson::report found{.values = {{"epochs", chosen.epochs}, {"width", chosen.width}}, .tables = {}};
  std::printf(
      "The task: %s or %s? %d photographs to learn from, %d to be tested on; %d epochs, layers of %d "
      "units.\n",
      lesson::clothes[static_cast<std::size_t>(chosen.negative)].data(),
      lesson::clothes[static_cast<std::size_t>(chosen.positive)].data(), all.train.size(), all.test.size(),
      chosen.epochs, chosen.width);
  std::printf(
      "Each activation at the learning rate that suits it best. A guess has a loss of log 2 = 0.693.\n");
  lesson::table summary{.name = "final",
                        .columns = {"activation", "setting", "rate", "train_loss", "test_loss", "accuracy"}};
  for (const setting& s : settings) {
    lesson::table part{.name = s.name,
                       .columns = {"activation", "rate", "train loss", "test loss", "accuracy"}};
    for (const training& one : s.best) {
      const score &train = one.train.back(), &test = one.test.back();
      summary.rows.push_back(
          {one.activation, s.name, one.learning_rate, train.loss, test.loss, test.accuracy});
      part.rows.push_back({one.activation, one.learning_rate, train.loss, test.loss, test.accuracy});
    }
    std::printf("\n%s\n", s.description.c_str());
    print(part);
    found.values.emplace_back(s.name, s.description);
    found.tables.push_back(by_epoch(s.name + "_loss", s, [](const score& test) { return test.loss; }));
    found.tables.push_back(
        by_epoch(s.name + "_accuracy", s, [](const score& test) { return test.accuracy; }));
  }
  const auto percent = [](const training& one) { return 100 * one.test.back().accuracy; };
  std::printf(
      "\nThe lesson: sigmoid in hidden layers is almost always wrong. Here, sigmoid and ReLU were right "
      "on\n");
  for (const setting& s : settings)
    std::printf("  %4.1f %% and %4.1f %% of the images: %s\n", percent(s.of(xact::sigmoid)),
                percent(s.of(xact::relu)), s.description.c_str());
  std::printf("Adam's steps do not shrink with the gradient.\n");
  const lesson::table calibration = calibrate(settings.front().of(xact::relu), all.test.target);
  std::printf(
      "\nSigmoid at the output gives a probability. Given by the shallow network of ReLUs, and found:\n");
  print(calibration);
  found.tables.push_back(summary);
  found.tables.push_back(calibration);
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  lesson::program program("classifier",
                          "Sigmoid at the output of a classifier, and each activation in its hidden layers.");
  options chosen;
  program.option("--data", chosen.data, "the folder of Fashion-MNIST");
  program.option("--negative", chosen.negative, "class with label 0", 0, 9);
  program.option("--positive", chosen.positive, "class with label 1", 0, 9);
  program.option("--shallow", chosen.shallow, "hidden layers of the shallow network", 1, 100);
  program.option("--deep", chosen.deep, "hidden layers of the deep network", 1, 100);
  program.option("--width", chosen.width, "units in each", 1, 4096);
  program.option("--epochs", chosen.epochs, "passes over the training set", 1, 1000);
  program.option("--batch", chosen.batch, "images a step", 1, 10000);
  program.option("--examples", chosen.examples, "images to train on, at most", 1, 10000);
  program.option("--slope", chosen.slope, "of leaky ReLU for x < 0", 0, 1);
  return program.run(argc, argv, [&] { return run(chosen, program.seed()); });
}
