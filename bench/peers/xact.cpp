#include "xact/xact.hpp"

#include <span>

#include "peer.hpp"

namespace peers {
namespace {

template <class F, class T>
void forward(const T* x, T* y, std::size_t n) {
  xact::forward(F{}, std::span(x, n), std::span(y, n));
}

template <class F>
entry on_all_types(std::string_view activation) {
  if constexpr (xact::exists_for<F, xact::float16>)
    return {activation, forward<F, float>, forward<F, xact::bfloat16>, forward<F, xact::float16>};
  else
    return {activation, forward<F, float>};
}

template <xact::accuracy A>
std::vector<entry> tier() {
  using xact::approximate;
  std::vector<entry> all = {on_all_types<xact::sigmoid_t<A>>("sigmoid"),
                            on_all_types<xact::tanh_t<A>>("tanh"),
                            on_all_types<xact::gelu_t<approximate::none, A>>("gelu"),
                            on_all_types<xact::gelu_t<approximate::tanh, A>>("gelu_tanh")};
  if constexpr (A != xact::accuracy::exact) all.push_back(on_all_types<xact::silu_t<A>>("silu"));
  return all;
}

}  // namespace

peer xact_accurate() { return {"xact", tier<xact::accuracy::accurate>()}; }
peer xact_exact() { return {"xact::exact", tier<xact::accuracy::exact>()}; }
peer xact_fast() { return {"xact::fast", tier<xact::accuracy::fast>()}; }

}  // namespace peers
