#pragma once

#include <cstddef>

#include "xact/xact.hpp"

// The batches of the build, which has none where arrays are scalar loops.

namespace batches {

#if XACT_HAS_SIMD && !defined(XSIMD_NO_SUPPORTED_ARCHITECTURE)

/// A batch of this size, or void.
template <class T, std::size_t bytes>
using sized = xsimd::make_sized_batch_t<T, bytes / sizeof(T)>;
using of_integers = xsimd::batch<int>;

#else

template <class T, std::size_t bytes>
using sized = void;
using of_integers = int;

#endif

}  // namespace batches
