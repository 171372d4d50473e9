// An activation of your own, squareplus: for numbers, registers, arrays and gates, like those of xact.

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string_view>
#include <vector>
#include <xact/by_name.hpp>
#include <xact/xact.hpp>

/// Squareplus, a softplus without an exponential: f(x) = (x + r) / 2, r = sqrt(x^2 + b); f'(x) = f(x) / r.
struct squareplus_t : xact::activation_interface<squareplus_t> {
  static constexpr std::string_view name = "squareplus";
  double b = 4;

  template <class V>
  constexpr V eval(V x) const {
    return value(x, root(x));
  }
  template <class V>
  constexpr V eval_derivative(V x) const {
    using o = xact::ops<V>;
    V within =
        o::max(V(-limit<V>), o::min(V(limit<V>), x));  // beyond it f' is 0 or 1, and must not be inf / inf
    V r = root(within);
    return o::divide(value(within, r), r);
  }
  template <class V>
  constexpr V eval_derivative_from_output(V y) const {
    V y2 = y * y, quarter(number<V>(b / 4));
    return xact::ops<V>::divide(y2, y2 + quarter);
  }

 private:
  template <class V>
  using number = xact::scalar_t<V>;
  template <class V>
  static constexpr number<V> limit = 0x1p60f;  // its square is finite

  template <class V>
  constexpr V root(V x) const {
    using o = xact::ops<V>;
    V near_x = o::min(V(limit<V>), o::abs(x));
    return o::max(o::abs(x), o::sqrt(o::fma(near_x, near_x, V(number<V>(b)))));
  }
  /// x + r cancels for x < 0, where it is the same as b / (r - x).
  template <class V>
  constexpr V value(V x, V r) const {
    using o = xact::ops<V>;
    V sum = o::abs(x) + r, zero(number<V>(0)), half(number<V>(0.5));
    return o::select_less(x, zero, o::divide(V(number<V>(b / 2)), sum), half * sum);
  }
};
inline constexpr squareplus_t squareplus{};

int main() {
  static_assert(squareplus(0.0f) == 1);
  const float far_left = -10000, root = std::sqrt(far_left * far_left + 4);
  std::printf("squareplus(-10000) = %.6e, and by (x + r) / 2 %g\n", double{squareplus(far_left)},
              double{(far_left + root) / 2});

  std::vector<float> x(1001);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = (static_cast<float>(i) - 500) / 125;  // from -4 to 4
  const std::vector<float> grad_output(x.size(), 1.0f);
  std::vector<float> y(x.size()), grad_input(x.size()), gated(x.size());
  xact::forward(squareplus, x, y);
  xact::backward_from_output(squareplus, grad_output, y, grad_input);
  xact::forward_gated(squareplus, x, grad_output, gated);  // squareplus(x) times another array
  for (std::size_t i = 0; i < x.size(); i += 250) {
    const double before = squareplus(double{x[i]} - 1e-4), after = squareplus(double{x[i]} + 1e-4);
    std::printf("f(%2.0f) = %.4f, slope %.4f, by differences %.4f\n", double{x[i]}, double{y[i]},
                double{grad_input[i]}, (after - before) / 2e-4);
  }
  const auto found = xact::by_name<xact::activation_list<squareplus_t>>("squareplus");
  const float of_16_bits = static_cast<float>(squareplus(xact::bfloat16(0.0f)));
  return found && of_16_bits == 1 && gated == y && std::isinf(squareplus(INFINITY)) &&
                 squareplus.derivative(INFINITY) == 1
             ? 0
             : 1;
}
