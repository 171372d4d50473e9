// Eigen's array expressions.

#include <Eigen/Core>
#include <numbers>
#include <unsupported/Eigen/SpecialFunctions>

#include "peer.hpp"

namespace {

template <class Formula>
void forward(const float* x, float* y, std::size_t n) {
  const auto size = static_cast<Eigen::Index>(n);
  const Eigen::Map<const Eigen::ArrayXf> from(x, size);
  Eigen::Map<Eigen::ArrayXf>(y, size) = Formula::of(from);
}

struct sigmoid_formula {
  static auto of(const auto& x) { return x.logistic(); }
};
struct tanh_formula {
  static auto of(const auto& x) { return x.tanh(); }
};
struct gelu_formula {
  static auto of(const auto& x) { return 0.5f * x * (1.0f + (x / std::numbers::sqrt2_v<float>).erf()); }
};
struct gelu_tanh_formula {
  static auto of(const auto& x) {
    constexpr float c = std::numbers::sqrt2_v<float> * std::numbers::inv_sqrtpi_v<float>;
    return 0.5f * x * (1.0f + (c * (x + 0.044715f * x * x * x)).tanh());
  }
};

}  // namespace

peers::peer peers::eigen() {
  return {"Eigen",
          {{"sigmoid", forward<sigmoid_formula>},
           {"tanh", forward<tanh_formula>},
           {"gelu", forward<gelu_formula>},
           {"gelu_tanh", forward<gelu_tanh_formula>}}};
}
