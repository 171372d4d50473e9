#include "xact/xact.hpp"

#include <span>

#include "peer.hpp"

namespace peers {
namespace {

template <class F>
void forward(const float* x, float* y, std::size_t n) {
  xact::forward(F{}, std::span(x, n), std::span(y, n));
}

template <xact::accuracy A>
std::vector<entry> tier() {
  using xact::approximate;
  return {{"sigmoid", forward<xact::sigmoid_t<A>>},
          {"tanh", forward<xact::tanh_t<A>>},
          {"gelu", forward<xact::gelu_t<approximate::none, A>>},
          {"gelu_tanh", forward<xact::gelu_t<approximate::tanh, A>>}};
}

}  // namespace

peer xact_accurate() { return {"xact", tier<xact::accuracy::accurate>()}; }
peer xact_exact() { return {"xact::exact", tier<xact::accuracy::exact>()}; }
peer xact_fast() { return {"xact::fast", tier<xact::accuracy::fast>()}; }

}  // namespace peers
