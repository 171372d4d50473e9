// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "xact/base/config.hpp"

// Registers that are no batch, as a compiler or another library has them.

namespace xact::core {

/// A vector of the compiler's: no class or pointer, and yet it has elements.
template <class R>
concept gnu_vector = !std::is_class_v<R> && !std::is_pointer_v<R> && !std::is_array_v<R> && requires(R x) {
  x[0];
  requires std::same_as < std::remove_cvref_t<decltype(x[0])>,
  float > || std::same_as<std::remove_cvref_t<decltype(x[0])>, double>;
};

/// How values of type R go through batches, call<Quantity>(f, x...): registers.hpp says it of the compiler's
/// registers, eigen.hpp of what else Eigen has.
template <class R>
struct through_batches;

/// R is a register that is no batch.
template <class R>
concept other_register = requires {
  sizeof(through_batches<R>);
};

}  // namespace xact::core
