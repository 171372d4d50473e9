// must not compile: xact: the exact tier exists for float only
#include "xact/tanh.hpp"

#ifdef MUST_NOT_COMPILE
using number = double;
#else
using number = float;
#endif
number one() { return xact::exact::tanh.derivative_from_output(number(0)); }
