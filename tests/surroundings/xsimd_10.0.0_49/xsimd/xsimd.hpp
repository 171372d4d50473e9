#pragma once

// This machine's xsimd under another version, with the bitwise_cast of xsimd 11: the type of an element
// instead of that of the batch.

#ifndef SAYS_ONLY
#define bitwise_cast bitwise_cast_to_batch
#endif
#include_next <xsimd/xsimd.hpp>
#undef bitwise_cast

#ifndef SAYS_ONLY
namespace xsimd {

template <class To, class From, class A>
batch<To, A> bitwise_cast(const batch<From, A>& x) {
#if XSIMD_VERSION_MAJOR >= 11
  return bitwise_cast_to_batch<To>(x);
#else
  return bitwise_cast_to_batch<batch<To, A>>(x);
#endif
}

}  // namespace xsimd
#endif

#undef XSIMD_VERSION_MAJOR
#undef XSIMD_VERSION_MINOR
#undef XSIMD_VERSION_PATCH
#define XSIMD_VERSION_MAJOR 10
#define XSIMD_VERSION_MINOR 0
#define XSIMD_VERSION_PATCH 0
