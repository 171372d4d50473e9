// SLEEF's functions of 1.0 ULP.

#include <sleef.h>

#include "lanes.hpp"

#if defined(__AVX512F__)
#define XACT_SLEEF(name) Sleef_##name##16_u10
#elif defined(__AVX__)
#define XACT_SLEEF(name) Sleef_##name##8_u10
#else
#define XACT_SLEEF(name) Sleef_##name##4_u10
#endif

namespace {

struct library {
  static peers::reg exp(peers::reg x) { return XACT_SLEEF(expf)(x); }
  static peers::reg tanh(peers::reg x) { return XACT_SLEEF(tanhf)(x); }
  static peers::reg erf(peers::reg x) { return XACT_SLEEF(erff)(x); }
};

}  // namespace

peers::peer peers::sleef() { return {"SLEEF", all_by_formula<lanes<library>>()}; }
