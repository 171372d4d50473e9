// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/base/config.hpp"
#include "xact/simd/this_file.hpp"

// From a kernel for one row to one for all rows of an array.

namespace xact::array {

/// Rows of n elements.
struct rows {
  std::size_t count, n;
};

/// Kernel<T>::row<V>(i) for each row i, on registers V of numbers of type T.
template <template <class> class Kernel, class T>
struct row_by_row {
  using number = T;
  Kernel<T> kernel;

  template <class V, class = simd::this_file>
  XACT_INLINE void on() const noexcept {
    for (std::size_t i = 0; i < kernel.all.count; ++i) kernel.template row<V>(i);
  }
};

}  // namespace xact::array
