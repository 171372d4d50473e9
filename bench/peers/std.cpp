#include "lanes.hpp"

namespace peers {
namespace {

/// What compilers make of a loop over 16 bits: there is no std::exp of them.
template <class F, class H>
void through_float(const H* x, H* y, std::size_t n) {
  using namespace xact::core;
  for (std::size_t i = 0; i < n; ++i) y[i] = round_to<H>(bench::formula<F>::forward(widen(x[i])));
}

template <class F>
entry on_all_types(std::string_view activation) {
  return {activation, by_formula<F, float>, through_float<F, xact::bfloat16>,
          through_float<F, xact::float16>};
}

}  // namespace
}  // namespace peers

peers::peer peers::standard_library() {
  return {"std::",
          {on_all_types<xact::sigmoid_t<>>("sigmoid"), on_all_types<xact::silu_t<>>("silu"),
           on_all_types<xact::tanh_t<>>("tanh"), on_all_types<xact::gelu_t<>>("gelu"),
           on_all_types<xact::gelu_t<xact::approximate::tanh>>("gelu_tanh")}};
}
