// glibc's vector functions, by the names of the vector ABI.

#include "lanes.hpp"

#if defined(__AVX512F__)
#define XACT_LIBMVEC(name) _ZGVeN16v_##name
#elif defined(__AVX2__)
#define XACT_LIBMVEC(name) _ZGVdN8v_##name
#else
#define XACT_LIBMVEC(name) _ZGVbN4v_##name
#endif

extern "C" {
peers::reg XACT_LIBMVEC(expf)(peers::reg);
peers::reg XACT_LIBMVEC(tanhf)(peers::reg);
peers::reg XACT_LIBMVEC(erff)(peers::reg);
}

namespace {

struct library {
  static peers::reg exp(peers::reg x) { return XACT_LIBMVEC(expf)(x); }
  static peers::reg tanh(peers::reg x) { return XACT_LIBMVEC(tanhf)(x); }
  static peers::reg erf(peers::reg x) { return XACT_LIBMVEC(erff)(x); }
};

}  // namespace

peers::peer peers::libmvec() { return {"libmvec", all_by_formula<lanes<library>>()}; }
