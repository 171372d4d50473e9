// must not compile: array_of_floats
#include <list>
#include <vector>

#include "xact/xact.hpp"

#ifdef MUST_NOT_COMPILE
using input = std::list<float>;
#else
using input = std::vector<float>;
#endif

void forward(const input& x, std::vector<float>& y) { xact::forward(xact::relu, x, y); }
