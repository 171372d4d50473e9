// Function objects, gates, sums and rows through dispatch, against what they are.

#include "one_pass.hpp"

#include <cstddef>
#include <cstdio>
#include <vector>

#include "xact/dispatch.hpp"

namespace {

bool agree = true;

void expect(const char* what, double got, double wanted, std::size_t i) {
  if (got == wanted) return;
  if (agree) std::printf("%s: %g instead of %g, element %zu\n", what, got, wanted, i);
  agree = false;
}

template <class T>
double number(T x) {
  if constexpr (xact::bfloat16_or_float16<T>)
    return static_cast<double>(static_cast<float>(x));
  else
    return x;
}

template <class T>
void check(std::size_t n) {
  namespace dispatch = xact::dispatch;
  std::vector<T> x(n), y(n), sum(n), positive(n), result(n), grad_x(n), grad_y(n);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = static_cast<T>(static_cast<float>(static_cast<int>(i * 7 % 11) - 5));
    y[i] = static_cast<T>(static_cast<float>(static_cast<int>(i * 5 % 7) - 3));
  }
  const auto relu = [](double a) { return a > 0 ? a : 0; };
  dispatch::transform(one_pass::sum_and_relu(), x, y, xact::outputs(sum, positive));
  for (std::size_t i = 0; i < n; ++i) {
    expect("sum", number(sum[i]), number(x[i]) + number(y[i]), i);
    expect("relu", number(positive[i]), relu(number(x[i])), i);
  }
  dispatch::transform(one_pass::scaled{0.5}, x, x, y, sum, result);
  for (std::size_t i = 0; i < n; ++i)
    expect("scaled", number(result[i]), (number(x[i]) - 2 * number(y[i])) / 2, i);
  dispatch::forward_gated(xact::reglu, x, y, result);
  dispatch::backward_gated(xact::reglu, sum, x, y, grad_x, grad_y);
  for (std::size_t i = 0; i < n; ++i) {
    expect("gate", number(result[i]), relu(number(x[i])) * number(y[i]), i);
    expect("gradient of a", number(grad_x[i]), number(x[i]) > 0 ? number(sum[i]) * number(y[i]) : 0, i);
    expect("gradient of b", number(grad_y[i]), number(sum[i]) * relu(number(x[i])), i);
  }
  result = y;
  dispatch::accumulate_backward(xact::relu, sum, x, result);
  for (std::size_t i = 0; i < n; ++i)
    expect("added gradient", number(result[i]), number(y[i]) + (number(x[i]) > 0 ? number(sum[i]) : 0), i);
}

/// Rows of 4 equal numbers, or of 1: their results are exact.
template <class T>
void check_rows() {
  namespace dispatch = xact::dispatch;
  const auto all = [](double x, std::size_t n = 12) {
    return std::vector<T>(n, static_cast<T>(static_cast<float>(x)));
  };
  const auto expect_all = [](const char* what, const std::vector<T>& got, double wanted) {
    for (std::size_t i = 0; i < got.size(); ++i) expect(what, number(got[i]), wanted, i);
  };
  const auto x = all(3), grad = all(2), one_each = all(3, 3);
  const std::vector<int> class_of_four{0, 1, 3}, class_of_one(12, 0);
  std::vector<T> y(12), of_row(3);
  dispatch::softmax(x, y, 4);
  expect_all("softmax", y, 0.25);
  dispatch::softmax_backward(grad, y, y, 4);
  expect_all("softmax, backward", y, 0);
  dispatch::log_softmax(x, y, 1);
  expect_all("log_softmax", y, 0);
  dispatch::log_softmax_backward(grad, y, y, 1);
  expect_all("log_softmax, backward", y, 0);
  dispatch::logsumexp(x, y, 1);
  expect_all("logsumexp", y, 3);
  dispatch::logsumexp_backward(all(2, 3), x, one_each, y, 4);
  expect_all("logsumexp, backward", y, 2);
  dispatch::softmax_cross_entropy(x, class_of_one, y, 1);
  expect_all("cross entropy", y, 0);
  dispatch::softmax_cross_entropy_backward(all(4, 3), x, class_of_four, y, 4);
  for (std::size_t i = 0; i < 12; ++i)
    expect("cross entropy, backward", number(y[i]), i == 0 || i == 5 || i == 11 ? -3 : 1, i);
  dispatch::bce_with_logits(all(1000), all(0), y);
  expect_all("bce_with_logits", y, 1000);
  dispatch::bce_with_logits_backward(grad, all(0), all(0), y);
  expect_all("bce_with_logits, backward", y, 1);
}

}  // namespace

int main() {
  for (const std::size_t n : {0u, 1u, 13u, 200u, 1100u}) {
    check<float>(n);
    check<double>(n);
    check<xact::bfloat16>(n);
    check<xact::float16>(n);
  }
  check_rows<float>();
  check_rows<double>();
  check_rows<xact::bfloat16>();
  check_rows<xact::float16>();
  std::printf("%s: %s\n", xact::dispatch::instruction_set(), agree ? "as they are" : "wrong");
  return agree ? 0 : 1;
}
