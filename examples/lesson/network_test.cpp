#include "network.hpp"

#include <gtest/gtest.h>

#include <array>

#include "five_activations.hpp"

namespace {

using lesson::initialisation;
using lesson::matrix;

/// d<direction, output>/dW and /db by backward, against central differences.
TEST(network, gradient_is_that_of_finite_differences) {
  lesson::for_each_activation(0.1, [](const auto& f) {
    std::mt19937 random(1);
    const std::array units{3, 5, 4, 2};
    lesson::network net(units, initialisation::he, random, f);
    net.for_each_parameter([&](auto parameters, const auto&) {
      parameters += lesson::normal(parameters.size(), 1, 0.1, random);
    });
    const matrix x = lesson::normal(3, 2, 1, random), direction = lesson::normal(2, 2, 1, random);
    const auto loss = [&] { return double{direction.cwiseProduct(net.forward(x)).sum()}; };
    loss();
    net.backward(x, direction);

    int checked = 0;
    net.for_each_parameter([&](auto parameters, const auto& gradient) {
      ASSERT_EQ(parameters.size(), gradient.size());
      for (Eigen::Index i = 0; i < parameters.size(); ++i) {
        constexpr float step = 0x1p-9f;
        const float parameter = parameters[i];
        parameters[i] = parameter + step;
        const double above = loss();
        parameters[i] = parameter - step;
        const double below = loss();
        parameters[i] = parameter;
        EXPECT_NEAR(gradient[i], (above - below) / (2.0 * step), 1e-3) << f.name << ", parameter " << i;
        ++checked;
      }
    });
    EXPECT_EQ(checked, (3 + 1) * 5 + (5 + 1) * 4 + (4 + 1) * 2);
  });
}

TEST(network, first_weights_have_the_variance_of_their_initialisation) {
  const auto variance = [](initialisation init) {
    std::mt19937 random(1);
    const std::array units{300, 100};
    const matrix weights = lesson::network(units, init, random, xact::relu).layers.front().weights;
    return weights.squaredNorm() / static_cast<float>(weights.size());
  };
  EXPECT_NEAR(variance(initialisation::xavier), 2.0 / 400, 0.0002);
  EXPECT_NEAR(variance(initialisation::he), 2.0 / 300, 0.0002);
}

/// Adam's bias correction makes the first step the rate in the direction of the gradient, whatever its size;
/// while the gradient stays the same, so do the steps. Without a gradient there is no step.
TEST(adam, steps_by_its_rate) {
  std::mt19937 random(1);
  const std::array units{2, 2};
  lesson::network net(units, initialisation::he, random, xact::relu);
  lesson::layer& layer = net.layers.front();
  const lesson::layer before = layer;
  layer.grad_weights = matrix{{1e-3f, -20}, {0, 3}};
  layer.grad_bias = lesson::vector::Zero(2);
  lesson::adam optimiser(0.01);
  for (const float steps : {1.0f, 2.0f}) {
    optimiser.step(net);
    const matrix expected = before.weights - steps * matrix{{0.01f, -0.01f}, {0, 0.01f}};
    EXPECT_LT((layer.weights - expected).cwiseAbs().maxCoeff(), 1e-5f);
    EXPECT_EQ(layer.bias, before.bias);
  }
}

}  // namespace
