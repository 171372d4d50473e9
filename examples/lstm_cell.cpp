// One step of an LSTM: from the gates that a matrix product gave, four stretches in each row of a batch, to
// the state c = sigmoid(f) c + sigmoid(i) tanh(g) and the output h = sigmoid(o) tanh(c). Two passes of your
// own formula, without an array in between. The program compares with figures that were computed to 40
// digits.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <xact/xact.hpp>

constexpr std::size_t batch = 2, units = 3;

/// The new state of all rows, in place, and their outputs. A row of `gates` is i, f, g and o.
void lstm_step(std::span<const float> gates, std::span<float> state, std::span<float> output) {
  for (std::size_t row = 0; row < batch; ++row) {
    const auto gate = [&](std::size_t which) { return gates.subspan((4 * row + which) * units, units); };
    const auto c = state.subspan(row * units, units), h = output.subspan(row * units, units);
    xact::transform(
        [](auto i, auto f, auto g, auto before) {
          using o = xact::ops<decltype(i)>;
          return o::mul_add(xact::sigmoid(f), before, xact::sigmoid(i) * xact::tanh(g));
        },
        gate(0), gate(1), gate(2), c, c);
    xact::forward_gated(xact::wavenet_gate, c, gate(3), h);  // tanh(c) sigmoid(o)
  }
}

int main() {
  std::array<float, batch * 4 * units> gates;
  std::array<float, batch * units> c, h;
  for (std::size_t i = 0; i < gates.size(); ++i) gates[i] = (static_cast<float>(i * 7 % 13) - 6.0f) / 4.0f;
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = (static_cast<float>(i) - 2.0f) / 2.0f;

  lstm_step(gates, c, h);

  constexpr double states[] = {-0.738326711536, 0.293679627005, -0.102913555075,
                               0.428924545606,  0.506591950868, 0.831562469745},
                   outputs[] = {-0.488247799112, 0.125006495788, -0.0838437028708,
                                0.152685806763,  0.363221003202, 0.298295317239};
  double error = 0;
  for (std::size_t i = 0; i < c.size(); ++i) {
    error = std::max({error, std::abs(static_cast<double>(c[i]) - states[i]),
                      std::abs(static_cast<double>(h[i]) - outputs[i])});
    std::printf("c %8.5f  h %8.5f\n", static_cast<double>(c[i]), static_cast<double>(h[i]));
  }
  std::printf("off by %s\n", error < 2e-7 ? "less than 2e-7" : "too much");
  return error < 2e-7 ? 0 : 1;
}
