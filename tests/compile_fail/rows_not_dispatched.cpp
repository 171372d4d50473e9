// must not compile: xact: the functions of rows are not compiled for dispatch.*ROWS.*xact_add_dispatch
#define XACT_DISPATCH_HEADER "xact/relu.hpp"
#define XACT_DISPATCH_ACTIVATIONS xact::activation_list<xact::relu_t>
#ifndef MUST_NOT_COMPILE
#define XACT_DISPATCH_ROWS
#endif
#include <vector>

#include "xact/dispatch.hpp"

void softmax(const std::vector<float>& x, std::vector<float>& y) { xact::dispatch::softmax(x, y); }
