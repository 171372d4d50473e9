// must not compile: xact: this activation has no exact tier; its accurate tier is within 1 ULP
#include "xact/silu.hpp"

#ifdef MUST_NOT_COMPILE
constexpr auto tier = xact::accuracy::exact;
#else
constexpr auto tier = xact::accuracy::accurate;
#endif
bool is_object() { return sizeof(xact::silu_t<tier>) > 0; }
