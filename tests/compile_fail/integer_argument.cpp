// must not compile: float_double_or_batch_of_them
#include "xact/sigmoid.hpp"

#ifdef MUST_NOT_COMPILE
auto y = xact::sigmoid(1);
#else
auto y = xact::sigmoid(1.0);
#endif
