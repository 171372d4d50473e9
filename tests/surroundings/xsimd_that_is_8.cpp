// options: -isystem xsimd_10.0.0_49 -DSAYS_ONLY

// One that calls itself 10.0.0 and has what this machine's xsimd has.
#include "every_call.hpp"

static_assert(XSIMD_VERSION_MAJOR == 10);
int main() { call_everything_on<float, double>(); }
