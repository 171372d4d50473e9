// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/config.hpp"

namespace xact::simd {

// Functions that are not inlined have this among their template arguments, so that each file has its own: the
// linker must not take one file's copy for another's, since no type and no macro tells all that a compiler
// was told about the processor (two files for AVX-512 may differ by BF16, or only by -mtune).
namespace {  // NOLINT(google-build-namespaces): that is what it is for
struct this_file;
}

}  // namespace xact::simd
