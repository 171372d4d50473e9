// must not compile: xact: the exact tier exists for float only
#include "xact/sigmoid.hpp"

#ifdef MUST_NOT_COMPILE
using number = double;
#else
using number = float;
#endif
number one() { return xact::exact::sigmoid(number(0)); }
