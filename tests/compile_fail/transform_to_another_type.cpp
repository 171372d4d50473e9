// must not compile: xact: f must return what it is called with
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
constexpr auto f = [](float x) { return 2.0 * static_cast<double>(x); };
#else
constexpr auto f = [](float x) { return 2.0f * x; };
#endif

void twice(const std::vector<float>& x, std::vector<float>& y) { xact::transform(f, x, y); }
