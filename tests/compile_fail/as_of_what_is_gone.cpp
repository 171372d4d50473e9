// must not compile: xact: as views an array that would be gone by then: give it a name first
#include <cstdint>
#include <span>
#include <vector>

#include "xact/as.hpp"

#ifdef MUST_NOT_COMPILE
using returned = std::vector<std::uint16_t>;
#else
using returned = std::span<std::uint16_t>;
#endif

std::size_t size(returned (*make)()) { return xact::as<xact::bfloat16>(make()).size(); }
