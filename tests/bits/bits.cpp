#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "../in_depth.hpp"
#include "inputs.hpp"
#include "xact/xact.hpp"

// Prints a line for each function of an activation of each kind, on each type: a hash of the result bits on
// some 20,000 inputs. Builds of one arithmetic class print the same, whatever compiled them and wherever they
// run. Exits with 1 where a scalar and an array differ.

namespace {

bool agree = true;

template <class T>
class results {
 public:
  explicit results(const std::string& name) : name_(name) {}

  /// As the array functions and as the scalar functor give them.
  template <class InArray, class Scalar>
  void print(std::string_view function, const InArray& in_array, const Scalar& scalar) {
    in_array(y_);
    const std::uint64_t expected = bits::hash(y_);
    std::printf("%s %.*s %s %016llx\n", name_.c_str(), static_cast<int>(function.size()), function.data(),
                sizeof(T) == 4 ? "float" : "double", static_cast<unsigned long long>(expected));
    for (std::size_t i = 0; i < x.size(); ++i) y_[i] = scalar(x[i]);
    if (bits::hash(y_) != expected) complain(function, "scalars and arrays differ");
  }

  const std::vector<T> x = bits::inputs<T>();

 private:
  void complain(std::string_view function, std::string_view what) const {
    agree = false;
    std::fprintf(stderr, "%s %s %s: %s\n", name_.c_str(), std::string(function).c_str(),
                 sizeof(T) == 4 ? "float" : "double", std::string(what).c_str());
  }

  std::string name_;
  std::vector<T> y_ = x;
};

template <class T, class F>
void print(const F& f, const std::string& name) {
  results<T> of(name);
  const auto& x = of.x;
  of.print(
      "forward", [&](auto& y) { xact::forward(f, x, y); }, [&](T v) { return f.forward(v); });
  of.print(
      "derivative", [&](auto& y) { xact::derivative(f, x, y); }, [&](T v) { return f.derivative(v); });
  if constexpr (xact::differentiable_from_output<F, T>) {
    const std::vector<T> one(x.size(), T(1));
    of.print(
        "derivative_from_output", [&](auto& y) { xact::backward_from_output(f, one, x, y); },
        [&](T v) { return f.derivative_from_output(v); });
  }
}

}  // namespace

int main() {
  tests::of_each_kind::for_each([]<class F>(const F& f) {
    print<float>(f, std::string(F::name));
    if constexpr (xact::exists_for<F, double>) print<double>(f, std::string(F::name));
  });
  return agree ? 0 : 1;
}
