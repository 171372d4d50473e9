// must not compile: xact: gelu exists in accuracy::accurate and accuracy::fast
#include "xact/gelu.hpp"

#ifdef MUST_NOT_COMPILE
constexpr auto tier = xact::accuracy::exact;
#else
constexpr auto tier = xact::accuracy::fast;
#endif
const xact::gelu_t<xact::approximate::none, tier> gelu;
