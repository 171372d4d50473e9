// Highway's math, on the registers that it takes for this build; it has no erf.

#define HWY_COMPILE_ONLY_STATIC 1

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include "lanes.hpp"

namespace {

namespace hn = hwy::HWY_NAMESPACE;
constexpr hn::ScalableTag<float> tag;

struct wide {
  using vector = hn::VFromD<hn::ScalableTag<float>>;
  vector v;
  explicit wide(float x) : v(hn::Set(tag, x)) {}
  wide(vector x) : v(x) {}

  friend wide operator+(wide a, wide b) { return hn::Add(a.v, b.v); }
  friend wide operator*(wide a, wide b) { return hn::Mul(a.v, b.v); }
  friend wide operator/(wide a, wide b) { return hn::Div(a.v, b.v); }
  friend wide operator-(wide a) { return hn::Neg(a.v); }
  friend wide exp(wide a) { return hn::Exp(tag, a.v); }
  friend wide tanh(wide a) { return hn::Tanh(tag, a.v); }
};

}  // namespace

template <>
struct xact::ops<wide> {
  using scalar = float;
  static constexpr std::size_t width = hn::MaxLanes(tag);
  static wide load(const float* from) { return hn::LoadU(tag, from); }
  static void store(float* to, wide x) { hn::StoreU(x.v, tag, to); }
};

peers::peer peers::highway() { return {"Highway", sigmoid_and_tanh_by_formula<wide>()}; }
