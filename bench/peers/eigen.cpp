// Eigen's array expressions, on its own types of 16 bits, too.

#include <Eigen/Core>
#include <numbers>
#include <unsupported/Eigen/SpecialFunctions>

#include "peer.hpp"

namespace {

template <class Formula, class Scalar, class T>
void forward(const T* x, T* y, std::size_t n) {
  static_assert(sizeof(Scalar) == sizeof(T));
  using array = Eigen::Array<Scalar, Eigen::Dynamic, 1>;
  const auto size = static_cast<Eigen::Index>(n);
  const Eigen::Map<const array> from(reinterpret_cast<const Scalar*>(x), size);
  Eigen::Map<array>(reinterpret_cast<Scalar*>(y), size) = Formula::template of<Scalar>(from);
}

struct sigmoid_formula {
  template <class S>
  static auto of(const auto& x) {
    return x.logistic();
  }
};
struct tanh_formula {
  template <class S>
  static auto of(const auto& x) {
    return x.tanh();
  }
};
struct gelu_formula {
  template <class S>
  static auto of(const auto& x) {
    return S(0.5f) * x * (S(1.0f) + (x / S(std::numbers::sqrt2_v<float>)).erf());
  }
};
struct gelu_tanh_formula {
  template <class S>
  static auto of(const auto& x) {
    constexpr float c = std::numbers::sqrt2_v<float> * std::numbers::inv_sqrtpi_v<float>;
    return S(0.5f) * x * (S(1.0f) + (S(c) * (x + S(0.044715f) * x * x * x)).tanh());
  }
};

template <class Formula>
peers::entry on_all_types(std::string_view activation) {
  return {activation, forward<Formula, float, float>, forward<Formula, Eigen::bfloat16, xact::bfloat16>,
          forward<Formula, Eigen::half, xact::float16>};
}

}  // namespace

peers::peer peers::eigen() {
  return {"Eigen",
          {on_all_types<sigmoid_formula>("sigmoid"), on_all_types<tanh_formula>("tanh"),
           on_all_types<gelu_formula>("gelu"), on_all_types<gelu_tanh_formula>("gelu_tanh")}};
}
