// options: -isystem xsimd_10.0.0_49

// An xsimd that calls itself 10.0.0, with what 10.0.0 did not have: as one commit on its way to 11 that programs have
// fixed upon.
#include "every_call.hpp"

static_assert(XSIMD_VERSION_MAJOR == 10);
int main() { call_everything_on<float, double>(); }
