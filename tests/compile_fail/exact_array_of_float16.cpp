// must not compile: xact: the exact tier exists for float only
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
using number = xact::float16;
#else
using number = float;
#endif
void all(const std::vector<number>& x, std::vector<number>& y) { xact::forward(xact::exact::gelu, x, y); }
