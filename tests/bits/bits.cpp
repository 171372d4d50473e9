#include <bit>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "bits_hash.hpp"
#include "xact/xact.hpp"

// Prints a line for each function of each activation on each type: a hash of the result bits on some 20,000
// inputs. Builds of one arithmetic class print the same, whatever compiled them and wherever they run. Exits
// with 1 where a scalar and an array differ, or one function of both from each.

namespace {

template <class T>
using bits_of = typename xact::simd::format<T>::bits;

/// All exponents alike, then those around 1, where functions are not just their limits; and what is not
/// finite. From bit patterns only: a libm would make them depend on the machine.
template <class T>
std::vector<T> inputs() {
  using format = xact::simd::format<T>;
  constexpr int digits = format::mantissa_bits;
  constexpr auto mantissa = (bits_of<T>{1} << digits) - 1;
  std::vector<T> x = {0, T(-0.0), std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(),
                      std::numeric_limits<T>::quiet_NaN()};
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    auto pattern = static_cast<bits_of<T>>(bits_hash::mix(i));
    if (i % 4 != 0) {
      const auto exponent = static_cast<bits_of<T>>(format::exponent_bias - 12 + static_cast<int>(i % 20));
      const auto sign = pattern & ~(~bits_of<T>{0} >> 1);
      pattern = sign | exponent << digits | (pattern & mantissa);
    }
    x.push_back(std::bit_cast<T>(pattern));
  }
  return x;
}

template <class T>
std::uint64_t hash(const std::vector<T>& y) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < y.size(); ++i) sum += bits_hash::term(i, y[i]);
  return sum;
}

bool agree = true;

template <class F, class T>
class results {
 public:
  /// As the array functions and as the scalar functor give them.
  template <class InArray, class Scalar>
  void print(std::string_view function, const InArray& in_array, const Scalar& scalar) {
    in_array(y_);
    const std::uint64_t expected = hash(y_);
    std::printf("%.*s %.*s %s %016llx\n", static_cast<int>(F::name.size()), F::name.data(),
                static_cast<int>(function.size()), function.data(), sizeof(T) == 4 ? "float" : "double",
                static_cast<unsigned long long>(expected));
    for (std::size_t i = 0; i < x.size(); ++i) y_[i] = scalar(x[i]);
    if (hash(y_) != expected) complain(function, "scalars and arrays differ");
    expected_.push_back(expected);
  }

  /// forward and derivative at once give the bits of each, which were printed first and second.
  void check_both() {
    std::vector<T> dydx(x.size());
    xact::forward_and_derivative(F{}, x, y_, dydx);
    if (hash(y_) != expected_[0] || hash(dydx) != expected_[1])
      complain("forward_and_derivative", "differs from forward and derivative");
  }

  const std::vector<T> x = inputs<T>();

 private:
  static void complain(std::string_view function, std::string_view what) {
    agree = false;
    std::fprintf(stderr, "%s %s %s: %s\n", std::string(F::name).c_str(), std::string(function).c_str(),
                 sizeof(T) == 4 ? "float" : "double", std::string(what).c_str());
  }

  std::vector<T> y_ = x;
  std::vector<std::uint64_t> expected_;
};

template <class F, class T>
void print() {
  constexpr F f{};
  results<F, T> of;
  const auto& x = of.x;
  of.print(
      "forward", [&](auto& y) { xact::forward(f, x, y); }, [&](T v) { return f.forward(v); });
  of.print(
      "derivative", [&](auto& y) { xact::derivative(f, x, y); }, [&](T v) { return f.derivative(v); });
  of.check_both();
  if constexpr (xact::differentiable_from_output<F, T>) {
    const std::vector<T> one(x.size(), T(1));
    of.print(
        "derivative_from_output", [&](auto& y) { xact::backward_from_output(f, one, x, y); },
        [&](T v) { return f.derivative_from_output(v); });
  }
}

}  // namespace

int main() {
  xact::all_activations::for_each([]<class F>(F) {
    print<F, float>();
    if constexpr (xact::exists_for<F, double>) print<F, double>();
  });
  return agree ? 0 : 1;
}
