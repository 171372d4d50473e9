// must not compile: xact: this activation has no derivative_from_output.* keep the input and call derivative
#include "xact/mish.hpp"

#ifdef MUST_NOT_COMPILE
float slope(float y) { return xact::mish.derivative_from_output(y); }
#else
float slope(float x) { return xact::mish.derivative(x); }
#endif
