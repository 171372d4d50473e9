// must not compile: xact: the exact tier exists for float only.*correctly rounded for bfloat16 and float16
#include "xact/sigmoid.hpp"

#ifdef MUST_NOT_COMPILE
using number = xact::bfloat16;
#else
using number = float;
#endif

auto y = xact::exact::sigmoid(number(1.0f));
