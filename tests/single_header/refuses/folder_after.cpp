// must not compile: a single header comes before this one of the folder xact/: include only that file, or only the folder's
#include "xact.hpp"
#ifdef MUST_NOT_COMPILE
#include "xact/relu.hpp"
#endif

float f(float x) { return xact::relu(x); }
