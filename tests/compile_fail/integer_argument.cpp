// must not compile: real_or_batch
#include "xact/sigmoid.hpp"

#ifdef MUST_NOT_COMPILE
auto y = xact::sigmoid(1);
#else
auto y = xact::sigmoid(1.0);
#endif
