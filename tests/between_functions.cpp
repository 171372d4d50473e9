#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "inputs.hpp"
#include "properties/subject.hpp"
#include "xact/leaky_relu.hpp"

// What holds between one function and another, of the same tier, on the same type, in the same build. Of
// xact/leaky_relu.hpp this knows the type, whose slope is a parameter, and no kernel.

namespace {

using subjects::subject;

/// Calls visit(s) for the activations of this function with their default parameters.
template <class Visit>
void for_each_of(std::string_view function, Visit visit) {
  std::size_t visited = 0;
  for (const auto& any : subjects::all())
    subjects::visit(any, [&]<class T>(const subject<T>& s) {
      if (s.function != function || s.sample != 0) return;
      SCOPED_TRACE(subjects::by_name::name_of(s));
      visit(s);
      ++visited;
    });
  EXPECT_GT(visited, 0u);
}

/// This function as `like` is: its tier, its type and its build. The accurate one where there are no tiers.
template <class T>
const subject<T>& beside(const subject<T>& like, std::string_view function) {
  for (const auto& any : subjects::all())
    if (const auto* s = std::get_if<subject<T>>(&any); s != nullptr && s->function == function &&
                                                       s->tier == like.tier &&
                                                       s->build->name == like.build->name && s->sample == 0)
      return *s;
  throw std::invalid_argument("xact tests: between_functions is not linked with " + std::string(function));
}

template <class T>
long double allowed(const subject<T>& s, T result) {
  return subjects::allowance<T>(s.bounds.forward, result);
}

TEST(between_functions, tanh_is_a_scaled_sigmoid) {
  for_each_of("tanh", []<class T>(const subject<T>& tanh) {
    const auto& sigmoid = beside(tanh, "sigmoid");
    for (const T x : inputs::magnitudes<T>()) {
      const T t = tanh.forward(x), s = sigmoid.forward(2 * x);
      ASSERT_LE(std::abs(2 * static_cast<long double>(s) - 1 - t), 2 * allowed(sigmoid, s) + allowed(tanh, t))
          << subjects::exactly(x);
    }
  });
}

/// Where x is negative, leaky ReLU with slope 0 is ReLU, with slope 1 it is x, and with slope -1 it is -x.
TEST(between_functions, leaky_relu_lies_between_relu_and_x) {
  for_each_of("leaky_relu", []<class T>(const subject<T>& leaky) {
    const auto& relu = beside(leaky, "relu");
    const auto with_slope = [&](const xact::leaky_relu_t& f) {
      auto other = leaky;
      other.f = &f;
      return other;
    };
    constexpr static xact::leaky_relu_t flat{0}, straight{1}, bent{-1};
    const auto of_0 = with_slope(flat), of_1 = with_slope(straight), of_minus_1 = with_slope(bent);
    for (const T x : inputs::magnitudes<T>()) {
      ASSERT_EQ(of_0.forward(-x), relu.forward(-x)) << subjects::exactly(x);
      ASSERT_EQ(of_1.forward(-x), -x);
      ASSERT_EQ(of_minus_1.forward(-x), x);
    }
  });
}

}  // namespace
