// must not compile: headers of the folder xact/ come before this single header: include only those, or only this file
#ifdef MUST_NOT_COMPILE
#include "xact/relu.hpp"
#endif
#include "xact-scalar.hpp"

float f(float x) { return xact::relu(x); }
