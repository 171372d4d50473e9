// Five activations under one roof: what comes out, and the derivative, which decides whether a network
// trains.

#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <xact/algorithm.hpp>

#include "five_activations.hpp"
#include "program.hpp"

namespace {

/// A row for each x: x, and for each activation the value, or the derivative.
struct tables {
  lesson::table values, derivatives;
};

tables tabulate(const std::string& prefix, const std::vector<double>& x, double negative_slope) {
  tables made{{.name = prefix + "values", .columns = {"x"}},
              {.name = prefix + "derivatives", .columns = {"x"}}};
  for (const double at : x) {
    made.values.rows.push_back({at});
    made.derivatives.rows.push_back({at});
  }
  std::vector<double> y(x.size()), dydx(x.size());
  lesson::for_each_activation(negative_slope, [&](const auto& f) {
    xact::forward_and_derivative(f, x, y, dydx);
    made.values.columns.emplace_back(f.name);
    made.derivatives.columns.emplace_back(f.name);
    for (std::size_t i = 0; i < x.size(); ++i) {
      made.values.rows[i].emplace_back(y[i]);
      made.derivatives.rows[i].emplace_back(dydx[i]);
    }
  });
  return made;
}

std::vector<double> evenly_spaced(double from, double to, int points) {
  std::vector<double> x;
  for (int i = 0; i < points; ++i) x.push_back(std::lerp(from, to, i / (points - 1.0)));
  return x;
}

}  // namespace

int main(int argc, char** argv) {
  lesson::program program("activations", "Five activations and their derivatives, as tables and as curves.");
  // Where the lesson gives figures.
  std::vector<double> x{-10, -5, -2, -1.2, -0.5, 0, 0.5, 2, 5, 10};
  double from = -5, to = 5, slope = 0.1;
  int points = 0;
  program.option("--x", x, "where to tabulate (default: where the lesson gives figures)");
  program.option("--from", from, "left end of the range");
  program.option("--to", to, "right end of the range");
  program.option("--points", points, "tabulate so many points of the range instead of --x; 0: none", 0,
                 100000);
  program.option("--slope", slope, "of leaky ReLU for x < 0", 0, 1);

  return program.run(argc, argv, [&] {
    if (!(from < to)) throw std::invalid_argument("--from must be less than --to");
    if (points == 1) throw std::invalid_argument("--points must be 0, or 2 or more");
    if (points > 0) x = evenly_spaced(from, to, points);

    const tables table = tabulate("", x, slope),
                 curve = tabulate("curve_", evenly_spaced(from, to, 1001), slope);
    std::printf("f(x)\n");
    print(table.values);
    std::printf("\nf'(x)\n");
    print(table.derivatives);
    std::printf(
        "\nsigmoid' never exceeds sigmoid'(0) = %g, and is %.2g at 10: the dimmer bottoms out.\n"
        "ReLU' is 1 or 0: the switch is on, or off.\n",
        xact::sigmoid.derivative(0.0), xact::sigmoid.derivative(10.0));
    return lesson::report{.values = {{"slope", slope}, {"from", from}, {"to", to}},
                          .tables = {table.values, table.derivatives, curve.values, curve.derivatives}};
  });
}
