// Prints what bits.cpp prints through dispatch, from the calls that the tests have of this build anyway,
// checked against the scalar functors.

#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "../properties/subject.hpp"
#include "results.hpp"

namespace {

bool agree = true;

template <class T>
void print(const subjects::subject<T>& s) {
  const std::vector<T> x = results::inputs<T>(), grad_output(x.rbegin(), x.rend());
  std::vector<T> y(x.size()), dydx(x.size());
  const auto print_one = [&](const char* quantity, const std::vector<T>& of) {
    results::print_hash(s.name.c_str(), quantity, of);
  };
  s.forward(x, y);
  print_one("forward", y);
  s.derivative(x, dydx);
  print_one("derivative", dydx);
  s.backward(grad_output, x, dydx);
  print_one("backward", dydx);
  if (s.has_from_output()) {
    s.backward_from_output(grad_output, y, dydx);
    print_one("backward_from_output", dydx);
  }
  s.forward_and_derivative(x, y, dydx);
  print_one("value_of_both", y);
  print_one("derivative_of_both", dydx);

  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto [value, derivative] = s.forward_and_derivative(x[i]);
    if (std::memcmp(&value, &y[i], sizeof value) != 0 ||
        std::memcmp(&derivative, &dydx[i], sizeof derivative) != 0) {
      std::printf("%s of a scalar differs from the array's\n", s.name.c_str());
      agree = false;
      return;
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: dispatch_expected BUILD\n");
    return 2;
  }
  bool has_fma = false;
  const auto print_in_build = [&](const auto& s) {
    if (s.build->name != argv[1] || s.sample != 0) return;
    has_fma = s.build->has_fma;
    print(s);
  };
  for (const auto& one : subjects::all()) subjects::visit(one, print_in_build);
  for (const auto& one : subjects::all_16())
    subjects::visit(one, [&](const auto& s) {
      if (s.name == "sigmoid") print_in_build(s);  // the conversions are the same for all activations
    });
  std::fprintf(stderr, has_fma ? "fma\n" : "no fma\n");
  return agree ? 0 : 1;
}
