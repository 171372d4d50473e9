// Scalars: a value, its derivative, both at once, and all of it at compile time. The headers of the
// functors need nothing but the standard library.

#include <cmath>
#include <cstdio>
#include <xact/gelu.hpp>
#include <xact/sigmoid.hpp>

// The compiler evaluates a functor to the bits that a run of the program gets.
static_assert(xact::sigmoid(0.0f) == 0.5f);
static_assert(xact::sigmoid.derivative(0.0f) == 0.25f);
constexpr double probability = xact::sigmoid(2.0);

/// The formula of the textbooks.
float textbook_gelu(float x) { return 0.5f * x * (1.0f + std::erf(x * 0.70710678f)); }

int main() {
  std::printf("sigmoid(2) = %.6f, and its slope there %.6f\n\n", probability,
              xact::sigmoid.derivative_from_output(probability));

  std::printf("   x     gelu(x)        gelu'(x)       textbook gelu(x)\n");
  for (const float x : {2.0f, 0.5f, -0.5f, -2.0f, -5.0f, -5.5f, -6.0f, -13.0f}) {
    const auto [y, dydx] = xact::gelu.forward_and_derivative(x);
    std::printf("%5.1f  %13.6e  %13.6e  %13.6e\n", x, y, dydx, textbook_gelu(x));
  }

  // Where a pointer to a function is wanted, a lambda is one.
  float (*activation)(float) = [](float x) { return xact::gelu(x); };
  std::printf("\ngelu(1) through a pointer = %.6f\n", static_cast<double>(activation(1)));
}
