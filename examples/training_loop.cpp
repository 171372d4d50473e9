// Training: a small network learns to tell two spirals apart. tanh and sigmoid know their derivative from
// their output alone, so a layer need not keep what went into them: it computes in place, both ways.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <random>
#include <string_view>
#include <vector>
#include <xact/xact.hpp>

namespace {

using array = std::vector<float>;  // a batch of samples, row after row

/// Numbers to be learnt, by Adam (Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015).
struct parameters {
  explicit parameters(std::size_t size) : value(size), gradient(size), mean(size), square(size) {}

  void step(float rate, int t) {
    const float mean_share = 1 - std::pow(0.9f, static_cast<float>(t));
    const float square_share = 1 - std::pow(0.999f, static_cast<float>(t));
    for (std::size_t i = 0; i < value.size(); ++i) {
      mean[i] += 0.1f * (gradient[i] - mean[i]);
      square[i] += 0.001f * (gradient[i] * gradient[i] - square[i]);
      value[i] -= rate * (mean[i] / mean_share) / (std::sqrt(square[i] / square_share) + 1e-8f);
    }
  }

  array value, gradient, mean, square;
};

/// y = f(x W + b).
template <class Activation>
  requires xact::differentiable_from_output<Activation, float>
class dense {
 public:
  dense(std::size_t inputs, std::size_t outputs, std::mt19937& random)
      : inputs_(inputs), outputs_(outputs), weights_(inputs * outputs), bias_(outputs) {
    const float glorot = std::sqrt(6.0f / static_cast<float>(inputs + outputs));
    std::uniform_real_distribution<float> distribution(-glorot, glorot);
    std::ranges::generate(weights_.value, [&] { return distribution(random); });
  }

  const array& forward(const array& x) {
    const std::size_t rows = x.size() / inputs_;
    y_.resize(rows * outputs_);
    for (std::size_t r = 0; r < rows; ++r) {
      float* const y = &y_[r * outputs_];
      std::ranges::copy(bias_.value, y);
      for (std::size_t i = 0; i < inputs_; ++i)
        for (std::size_t o = 0; o < outputs_; ++o)
          y[o] += x[r * inputs_ + i] * weights_.value[i * outputs_ + o];
    }
    xact::forward(f_, y_, y_);
    return y_;
  }

  /// From dL/dy to dL/dx, for the x of the last forward; the gradients of W and b on the way.
  array backward(const array& x, array grad) {
    xact::backward_from_output(f_, grad, y_, grad);  // now dL/d(x W + b)

    std::ranges::fill(weights_.gradient, 0.0f);
    std::ranges::fill(bias_.gradient, 0.0f);
    array grad_x(x.size());
    for (std::size_t r = 0; r < x.size() / inputs_; ++r) {
      const float* const g = &grad[r * outputs_];
      for (std::size_t o = 0; o < outputs_; ++o) bias_.gradient[o] += g[o];
      for (std::size_t i = 0; i < inputs_; ++i)
        for (std::size_t o = 0; o < outputs_; ++o) {
          weights_.gradient[i * outputs_ + o] += x[r * inputs_ + i] * g[o];
          grad_x[r * inputs_ + i] += weights_.value[i * outputs_ + o] * g[o];
        }
    }
    return grad_x;
  }

  void step(float rate, int t) {
    weights_.step(rate, t);
    bias_.step(rate, t);
  }

  const array& output() const { return y_; }

 private:
  [[no_unique_address]] Activation f_;
  std::size_t inputs_, outputs_;
  parameters weights_, bias_;
  array y_;
};

/// From a point of the plane to the probability that it belongs to the second spiral.
class network {
 public:
  explicit network(std::mt19937& random)
      : first_(2, 16, random), second_(16, 16, random), last_(16, 1, random) {}

  const array& forward(const array& points) { return last_.forward(second_.forward(first_.forward(points))); }

  void backward(const array& points, const array& grad_output) {
    const array grad = last_.backward(second_.output(), grad_output);
    first_.backward(points, second_.backward(first_.output(), grad));
  }

  void step(float rate, int t) {
    first_.step(rate, t);
    second_.step(rate, t);
    last_.step(rate, t);
  }

 private:
  dense<xact::tanh_t<>> first_, second_;
  dense<xact::sigmoid_t<>> last_;
};

struct samples {
  array points, labels;
};

/// Two arms of one and a half turns, one the other turned around.
samples two_spirals(int points_per_arm, std::mt19937& random) {
  samples s;
  std::normal_distribution<float> noise(0.0f, 0.01f);
  for (int i = 0; i < points_per_arm; ++i)
    for (const float label : {0.0f, 1.0f}) {
      const float radius = 0.1f + 0.9f * static_cast<float>(i) / static_cast<float>(points_per_arm);
      const float angle = std::numbers::pi_v<float> * (3 * radius + label);
      s.points.push_back(radius * std::cos(angle) + noise(random));
      s.points.push_back(radius * std::sin(angle) + noise(random));
      s.labels.push_back(label);
    }
  return s;
}

void train(int epochs, unsigned seed) {
  std::mt19937 random(seed);
  const auto [points, labels] = two_spirals(200, random);
  network net(random);

  const float share = 1 / static_cast<float>(labels.size());
  array grad(labels.size());
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    const array& probability = net.forward(points);
    float loss = 0;
    int right = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const float error = probability[i] - labels[i];
      loss += share * error * error;
      grad[i] = share * 2 * error;
      right += std::fabs(error) < 0.5f;
    }
    net.backward(points, grad);
    net.step(0.01f, epoch);
    if (epoch % 100 == 0 || epoch == epochs)
      std::printf("epoch %5d  loss %.5f  accuracy %5.1f %%\n", epoch, loss,
                  100 * share * static_cast<float>(right));
  }

  std::printf("\nThe plane as the network sees it:\n");
  for (int row = 10; row >= -10; --row) {
    array line;
    for (int column = -20; column <= 20; ++column)
      line.insert(line.end(), {static_cast<float>(column) / 20, static_cast<float>(row) / 10});
    for (const float probability : net.forward(line)) std::putchar(probability < 0.5f ? '.' : '#');
    std::putchar('\n');
  }
}

/// A whole number above zero, and nothing else.
template <class Integer>
std::optional<Integer> positive(std::string_view text) {
  Integer value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

constexpr const char* usage =
    "usage: training_loop [--epochs N] [--seed N] [--help]\n"
    "Trains a network of 2-16-16-1 units on two spirals and draws what it learnt.\n";

}  // namespace

int main(int argc, char** argv) {
  int epochs = 1000;
  unsigned seed = 1;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view option = argv[i], value = i + 1 < argc ? argv[i + 1] : "";
    if (option == "--help") {
      std::fputs(usage, stdout);
      return 0;
    } else if (const auto n = positive<int>(value); option == "--epochs" && n) {
      epochs = *n;
    } else if (const auto s = positive<unsigned>(value); option == "--seed" && s) {
      seed = *s;
    } else {
      std::fputs(usage, stderr);
      return 2;
    }
  }
  train(epochs, seed);
}
