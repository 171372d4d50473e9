// must not compile: xact: this activation is not compiled for dispatch.*ACTIVATIONS.*xact_add_dispatch
#include <vector>

#include "xact/dispatch.hpp"

#ifdef MUST_NOT_COMPILE
struct identity_t : xact::activation_interface<identity_t> {
  template <class V>
  static V eval(V x) {
    return x;
  }
  template <class V>
  static V slope(V) {
    return V(1);
  }
};
constexpr identity_t f;
#else
constexpr auto f = xact::sigmoid;
#endif

void forward(const std::vector<float>& x, std::vector<float>& y) { xact::dispatch::forward(f, x, y); }
