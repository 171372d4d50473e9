// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include "xact/array/functions.hpp"
#include "xact/array/gates.hpp"
#include "xact/array/native_loop.hpp"
#include "xact/array/sum.hpp"
#include "xact/core/quantity.hpp"

// Activations over arrays, in the instruction set of the build. array/functions.hpp says what an array is and
// what is promised. All of them also take pointers, with the number of elements last: forward(f, x, y, n).

namespace xact {

/// forward(f, x, y): y[i] = f(x[i]); forward(f, y) is in place.
inline constexpr array::function<array::native_loop, core::forward_of> forward{};

/// derivative(f, x, dydx): dydx[i] = f'(x[i]).
inline constexpr array::function<array::native_loop, core::derivative_of> derivative{};

/// backward(f, grad_output, x, grad_input): grad_input[i] = grad_output[i] f'(x[i]), the chain rule, from the
/// input of the forward pass.
inline constexpr array::function<array::native_loop, core::backward_of> backward{};

/// backward_from_output(f, grad_output, y, grad_input): the same, from y[i] = f(x[i]), the output of the
/// forward pass.
inline constexpr array::function<array::native_loop, core::backward_from_output_of> backward_from_output{};

/// accumulate_backward(f, grad_output, x, grad_input): grad_input[i] += grad_output[i] f'(x[i]), for an x
/// that goes into several functions, whose gradients add up: the product is rounded, and then the sum.
/// grad_input must lie apart from the other arrays.
inline constexpr array::accumulating<array::native_loop, core::backward_of> accumulate_backward{};

/// accumulate_backward_from_output(f, grad_output, y, grad_input): the same, from y[i] = f(x[i]).
inline constexpr array::accumulating<array::native_loop, core::backward_from_output_of>
    accumulate_backward_from_output{};

/// forward_and_derivative(f, x, y, dydx): y[i] = f(x[i]) and dydx[i] = f'(x[i]), in one pass.
inline constexpr array::function<array::native_loop, core::forward_and_derivative_of>
    forward_and_derivative{};

/// forward_gated(f, a, b, y): y[i] = f(a[i]) b[i], for any activation f, or y[i] = f(a[i], b[i]) for a gate,
/// as those of gates.hpp are. forward_gated(f, x, y, n): a and b are the halves of each row of x, which has
/// 2n elements, as y has n.
///
/// The arrays are those of xact::forward: y may be a or b. With pointers, the length comes last. The product
/// of the activation's value and b is rounded once: in the accurate tier within 1.5 ULP, unless the value is
/// subnormal. 16 bits are computed in float.
inline constexpr array::forward_gated_function<array::native_loop> forward_gated{};

/// backward_gated(f, grad_output, a, b, grad_a, grad_b): grad_a[i] = grad_output[i] b[i] f'(a[i]) and
/// grad_b[i] = grad_output[i] f(a[i]), multiplied from left to right; grad_a and grad_b may be inputs.
/// backward_gated(f, grad_output, x, grad_x, n): of the halves of rows.
inline constexpr array::backward_gated_function<array::native_loop> backward_gated{};

}  // namespace xact

#include "xact/base/macros_back.hpp"
