// Highway's math, for the instruction set of the build; it has no erf.

#define HWY_COMPILE_ONLY_STATIC 1

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include "lanes.hpp"

namespace {

namespace hn = hwy::HWY_NAMESPACE;

struct library {
  using tag = hn::FixedTag<float, peers::batch::size>;
  using vector = hn::VFromD<tag>;
  static peers::reg exp(peers::reg x) { return hn::Exp(tag(), vector{x}).raw; }
  static peers::reg tanh(peers::reg x) { return hn::Tanh(tag(), vector{x}).raw; }
};

}  // namespace

peers::peer peers::highway() { return {"Highway", sigmoid_and_tanh_by_formula<lanes<library>>()}; }
