// must not compile: xact: as views objects of 2 bytes and alignment 2 that are trivially copyable and of standard
// layout; these are not
#include <cstdint>
#include <vector>

#include "xact/as.hpp"

#ifdef MUST_NOT_COMPILE
using stored = std::uint32_t;
#else
using stored = std::uint16_t;
#endif

std::size_t size(const std::vector<stored>& x) { return xact::as<xact::bfloat16>(x).size(); }
