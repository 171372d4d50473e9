// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include "xact/array/functions.hpp"
#include "xact/array/native_loop.hpp"
#include "xact/core/quantity.hpp"

// Activations over arrays, in the instruction set of the build. array/functions.hpp says what an array is and
// what is promised.

namespace xact {

/// forward(f, x, y): y[i] = f(x[i]).
inline constexpr array::function<array::native_loop, core::forward_of> forward{};

/// derivative(f, x, dydx): dydx[i] = f'(x[i]).
inline constexpr array::function<array::native_loop, core::derivative_of> derivative{};

/// backward(f, grad_output, x, grad_input): grad_input[i] = grad_output[i] f'(x[i]), the chain rule, from the
/// input of the forward pass.
inline constexpr array::function<array::native_loop, core::backward_of> backward{};

/// backward_from_output(f, grad_output, y, grad_input): the same, from y[i] = f(x[i]), the output of the
/// forward pass.
inline constexpr array::function<array::native_loop, core::backward_from_output_of> backward_from_output{};

/// forward_and_derivative(f, x, y, dydx): y[i] = f(x[i]) and dydx[i] = f'(x[i]), in one pass.
inline constexpr array::function<array::native_loop, core::forward_and_derivative_of>
    forward_and_derivative{};

}  // namespace xact

#include "xact/base/macros_back.hpp"
