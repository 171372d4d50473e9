// must not compile: a single header of another version comes before this one, which is [0-9.]+: take both of one version
#include "xact-scalar.hpp"
#ifdef MUST_NOT_COMPILE
#undef XACT_VERSION_PATCH
#define XACT_VERSION_PATCH 1000
#endif
#include "xact.hpp"

float f(float x) { return xact::relu(x); }
