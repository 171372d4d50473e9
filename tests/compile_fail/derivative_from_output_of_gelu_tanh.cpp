// must not compile: xact: this activation has no derivative_from_output.* keep the input and call derivative
#include "xact/gelu.hpp"

#ifdef MUST_NOT_COMPILE
double slope(double y) { return xact::gelu_tanh.derivative_from_output(y); }
#else
double slope(double x) { return xact::gelu_tanh.derivative(x); }
#endif
