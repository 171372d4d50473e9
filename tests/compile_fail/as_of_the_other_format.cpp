// must not compile: xact: as views objects as what they are: these are of the other format of 16 bits
#include <vector>

#include "xact/as.hpp"

#ifdef MUST_NOT_COMPILE
using wanted = xact::bfloat16;
#else
using wanted = xact::float16;
#endif

std::size_t size(const std::vector<xact::float16>& x) { return xact::as<wanted>(x).size(); }
