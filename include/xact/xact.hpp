// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

// The whole library.

#include "xact/activations.hpp"
#include "xact/algorithm.hpp"
#include "xact/as.hpp"
#include "xact/gates.hpp"
#include "xact/prelu.hpp"
#include "xact/rows.hpp"
#include "xact/simd/xsimd.hpp"
#include "xact/transform.hpp"

#include "xact/base/macros_back.hpp"
