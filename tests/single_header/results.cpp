#include "results.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>

// RESULTS is the function of results.hpp that is defined here, and HEADER its single header, if it is of one.
#if defined(HEADER)
#include HEADER
#else
#include "xact/by_name.hpp"
#include "xact/xact.hpp"
#endif

namespace {

std::vector<float> inputs() {
  std::vector<float> x;
  for (std::uint64_t pattern = 0; pattern < 0x100000000; pattern += 1'000'003)
    x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(pattern)));
  return x;
}

}  // namespace

std::vector<results> RESULTS() {
  const std::vector<float> x = inputs();
  std::vector<results> all;
  const auto of_scalars = [&](const std::string& name, const auto& f) {
    std::vector<float>& y = all.emplace_back(results{name, x}).y;
    for (float& v : y) v = f(v);
  };
  xact::all_activations::for_each_on<float>([&]<class F>(const F& f) {
    std::vector<float> y = x, dydx = x;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto both = f.forward_and_derivative(x[i]);
      y[i] = both.value;
      dydx[i] = both.derivative;
    }
    all.push_back({std::string(F::name), y});
    all.push_back({std::string(F::name) + "'", dydx});
  });
  of_scalars("geglu", [](float v) { return xact::geglu(v, 3.0f); });
  using some = xact::activation_list<xact::relu_t, xact::leaky_relu_t>;
  const auto chosen = xact::by_name<some>("leaky_relu", {{"negative_slope", 0.2}});
  of_scalars("leaky_relu by name",
             [&](float v) { return chosen.visit([v](const auto& f) { return f(v); }); });

#if !defined(OF_SCALARS)
  const auto of_arrays = [&](const std::string& name, const auto& function) {
    function(all.emplace_back(results{name + " of an array", x}).y);
  };
  of_arrays("gelu", [&](auto& y) { xact::forward(xact::gelu, x, y); });
  of_arrays("swiglu", [&](auto& y) { xact::forward_gated(xact::swiglu, x, x, y); });
  of_arrays("softmax", [&](auto& y) { xact::softmax(x, y, 5); });
#endif
  return all;
}
