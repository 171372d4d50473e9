// SPDX-License-Identifier: MIT

#pragma once

// The whole library.

#include "xact/activations.hpp"
#include "xact/algorithm.hpp"
#include "xact/simd/xsimd.hpp"
