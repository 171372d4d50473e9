#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

// The networks of examples/lesson again, without Eigen: every sum is taken in the order in which it is
// written, and the random numbers are those of GCC's library, so that all browsers and a native program get
// the same bits.

namespace page {

/// An activation on arrays of floats; page.cpp makes it of xact's array functions.
struct activation {
  int index;     ///< in the registry
  double slope;  ///< of leaky ReLU
  void forward(const std::vector<float>& x, std::vector<float>& y) const;
  void backward(const std::vector<float>& grad_y, const std::vector<float>& x,
                std::vector<float>& grad_x) const;
};

/// Column by column, a column a sample: the elements of a batch are one array.
struct matrix {
  int rows = 0, columns = 0;
  std::vector<float> elements = {};

  matrix() = default;
  matrix(int r, int c)
      : rows(r), columns(c), elements(static_cast<std::size_t>(r) * static_cast<std::size_t>(c)) {}
  float* column(int i) { return elements.data() + static_cast<std::ptrdiff_t>(i) * rows; }
  const float* column(int i) const { return elements.data() + static_cast<std::ptrdiff_t>(i) * rows; }
};

inline void fill(matrix& m, float x) { std::fill(m.elements.begin(), m.elements.end(), x); }

/// c = a b.
inline void multiply(const matrix& a, const matrix& b, matrix& c) {
  for (int j = 0; j < c.columns; ++j) {
    float* to = c.column(j);
    std::fill_n(to, c.rows, 0.0f);
    for (int k = 0; k < a.columns; ++k) {
      const float factor = b.column(j)[k];
      const float* from = a.column(k);
      for (int i = 0; i < c.rows; ++i) to[i] += from[i] * factor;
    }
  }
}
/// c = a^T b. Transposed first, so that the inner loop goes along a column; the order of the sums is the
/// same.
inline void multiply_transposed(const matrix& a, const matrix& b, matrix& c) {
  matrix transposed(a.columns, a.rows);
  for (int j = 0; j < a.columns; ++j)
    for (int i = 0; i < a.rows; ++i) transposed.column(i)[j] = a.column(j)[i];
  multiply(transposed, b, c);
}
/// c = a b^T.
inline void multiply_by_transposed(const matrix& a, const matrix& b, matrix& c) {
  fill(c, 0.0f);
  for (int k = 0; k < a.columns; ++k)
    for (int j = 0; j < c.columns; ++j) {
      const float factor = b.column(k)[j];
      for (int i = 0; i < c.rows; ++i) c.column(j)[i] += a.column(k)[i] * factor;
    }
}

/// log x for 0 < x < 1, within an ULP or two: C libraries differ in the last bit.
inline double log_below_1(double x) {
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < 0.7071067811865476) {
    mantissa *= 2;
    --exponent;
  }
  const double t = (mantissa - 1) / (mantissa + 1), t2 = t * t;
  double sum = 0;
  for (int n = 23; n >= 1; n -= 2) sum = sum * t2 + 1.0 / n;
  return exponent * 0.6931471805599453 + 2 * t * sum;
}

/// Marsaglia's polar method. std::normal_distribution is another one in each library.
inline void draw_normal(matrix& m, double deviation, std::mt19937& random) {
  const auto uniform = [&] {
    const float u = static_cast<float>(random()) * 0x1p-32f;
    return 2 * (u < 1 ? u : 0x1.fffffep-1f) - 1;
  };
  float saved = 0;
  bool has_saved = false;
  for (float& element : m.elements) {
    if (!has_saved) {
      float x, y, r2;
      do {
        x = uniform();
        y = uniform();
        r2 = x * x + y * y;
      } while (r2 > 1 || r2 == 0);
      const float factor =
          r2 == 1 ? 0.0f : std::sqrt(-2 * static_cast<float>(log_below_1(static_cast<double>(r2))) / r2);
      saved = x * factor;
      element = y * factor * static_cast<float>(deviation);
    } else {
      element = saved * static_cast<float>(deviation);
    }
    has_saved = !has_saved;
  }
}
inline matrix normal(int rows, int columns, double deviation, std::mt19937& random) {
  matrix made(rows, columns);
  draw_normal(made, deviation, random);
  return made;
}

enum class initialisation { xavier, he };

inline double deviation_of(initialisation init, int inputs, int outputs) {
  return std::sqrt(2.0 / (init == initialisation::he ? inputs : inputs + outputs));
}

// ---- a deep network, and the gradient on its way back

inline constexpr int deep_width = 64, deep_batch = 64;

/// The norm of a gradient of norm 1 once it has come back through 1, 2, ... layers, counted from the output.
inline void pass_back(const activation& f, initialisation init, int depth, unsigned seed, double* norms) {
  std::mt19937 random(seed);
  std::vector<matrix> weights;
  for (int i = 0; i < depth; ++i)
    weights.push_back(normal(deep_width, deep_width, deviation_of(init, deep_width, deep_width), random));
  matrix y = normal(deep_width, deep_batch, 1, random);

  std::vector<matrix> z;
  for (const matrix& w : weights) {
    z.emplace_back(deep_width, deep_batch);
    multiply(w, y, z.back());
    f.forward(z.back().elements, y.elements);
  }

  matrix grad_y = normal(deep_width, deep_batch, 1, random), grad_z(deep_width, deep_batch);
  const auto norm = [](const matrix& m) {
    double sum = 0;
    for (const float element : m.elements) sum += static_cast<double>(element) * static_cast<double>(element);
    return std::sqrt(sum);
  };
  const double first = norm(grad_y);
  for (int i = depth; i-- > 0; *norms++ = norm(grad_y) / first) {
    const auto at = static_cast<std::size_t>(i);
    f.backward(grad_y.elements, z[at].elements, grad_z.elements);
    multiply_transposed(weights[at], grad_z, grad_y);
  }
}

// ---- dead ReLUs

/// It has no gradient; it has one, but never fires; it fires on some example.
enum class neuron : std::uint8_t { dead, dim, alive };

/// The network of examples/lesson/dead_relu.cpp: 16 inputs, 128 neurons with a cold bias, one output.
class hidden_layer {
 public:
  static constexpr int inputs = 16, hidden = 128, batch = 64;
  static constexpr double input_deviation = 0.1, rate = 0.02;

  std::array<neuron, hidden> states{};
  int steps = 0;
  double loss = 0, largest_change = 0;

  /// Draws the samples and the weights, and looks at the neurons.
  void start(const activation& f, double bias, unsigned seed) {
    std::mt19937 random(seed);
    draw_normal(x_, input_deviation, random);
    const matrix direction = normal(1, inputs, 1, random);
    draw_target(direction);
    draw_normal(weights_, deviation_of(initialisation::he, inputs, hidden), random);
    draw_normal(out_, deviation_of(initialisation::he, hidden, 1), random);
    fill(bias_, static_cast<float>(bias));
    fill(out_bias_, 0.0f);
    first_weights_ = weights_;
    first_bias_ = bias_;
    for (parameters* p : all()) p->forget();
    steps = 0;
    decay_mean_ = decay_square_ = 1;
    look(f);
  }

  /// One step of Adam, as in the lesson.
  void step(const activation& f) {
    ++steps;
    decay_mean_ *= 0.9;
    decay_square_ *= 0.999;
    const auto by = static_cast<float>(rate * std::sqrt(1 - decay_square_) / (1 - decay_mean_));
    for (parameters* p : all()) p->step(by);
    look(f);
  }

  int count(neuron state) const { return static_cast<int>(std::count(states.begin(), states.end(), state)); }

 private:
  struct parameters : matrix {
    matrix gradient, mean, square;
    parameters(int r, int c) : matrix(r, c), gradient(r, c), mean(r, c), square(r, c) {}
    void forget() {
      fill(mean, 0.0f);
      fill(square, 0.0f);
    }
    void step(float by) {
      for (std::size_t i = 0; i < elements.size(); ++i) {
        const float g = gradient.elements[i];
        float &m = mean.elements[i], &s = square.elements[i];
        m += 0.1f * (g - m);
        s += 0.001f * (g * g - s);
        elements[i] -= by * m / (std::sqrt(s) + 1e-8f);
      }
    }
  };

  std::array<parameters*, 4> all() { return {&weights_, &bias_, &out_, &out_bias_}; }

  /// How far x is from a plane, in units of its standard deviation.
  void draw_target(const matrix& direction) {
    multiply(direction, x_, target_);
    float sum = 0, squares = 0;
    for (float& t : target_.elements) sum += t = std::abs(t);
    const float mean = sum / batch;
    for (const float t : target_.elements) squares += (t - mean) * (t - mean);
    for (float& t : target_.elements) t /= std::sqrt(squares / batch);
  }

  /// Forward, backward, and what each neuron is.
  void look(const activation& f) {
    multiply(weights_, x_, z_);
    for (int j = 0; j < batch; ++j)
      for (int i = 0; i < hidden; ++i) z_.column(j)[i] += bias_.elements[static_cast<std::size_t>(i)];
    f.forward(z_.elements, y_.elements);
    multiply(out_, y_, error_);
    double squares = 0;
    for (std::size_t j = 0; j < batch; ++j) {
      const float error = error_.elements[j] + out_bias_.elements[0] - target_.elements[j];
      squares += static_cast<double>(error) * static_cast<double>(error);
      error_.elements[j] = error * (2.0f / batch);
    }
    loss = squares / batch;

    multiply_by_transposed(error_, y_, out_.gradient);
    fill(out_bias_.gradient, 0.0f);
    for (const float e : error_.elements) out_bias_.gradient.elements[0] += e;
    multiply_transposed(out_, error_, grad_y_);
    f.backward(grad_y_.elements, z_.elements, grad_z_.elements);
    multiply_by_transposed(grad_z_, x_, weights_.gradient);
    fill(bias_.gradient, 0.0f);
    for (int j = 0; j < batch; ++j)
      for (int i = 0; i < hidden; ++i)
        bias_.gradient.elements[static_cast<std::size_t>(i)] += grad_z_.column(j)[i];

    for (int i = 0; i < hidden; ++i) {
      bool fires = false, learns = false;
      for (int j = 0; j < batch; ++j) fires |= z_.column(j)[i] > 0;
      for (int k = 0; k < inputs; ++k) learns |= weights_.gradient.column(k)[i] != 0;
      states[static_cast<std::size_t>(i)] = fires ? neuron::alive : learns ? neuron::dim : neuron::dead;
    }
    largest_change =
        std::max(largest_difference(weights_, first_weights_), largest_difference(bias_, first_bias_));
  }

  static double largest_difference(const matrix& a, const matrix& b) {
    float largest = 0;
    for (std::size_t i = 0; i < a.elements.size(); ++i)
      largest = std::max(largest, std::abs(a.elements[i] - b.elements[i]));
    return static_cast<double>(largest);
  }

  matrix x_{inputs, batch}, target_{1, batch}, z_{hidden, batch}, y_{hidden, batch}, error_{1, batch},
      grad_y_{hidden, batch}, grad_z_{hidden, batch}, first_weights_, first_bias_;
  parameters weights_{hidden, inputs}, bias_{hidden, 1}, out_{1, hidden}, out_bias_{1, 1};
  double decay_mean_ = 1, decay_square_ = 1;
};

}  // namespace page
