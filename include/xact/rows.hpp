// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include "xact/array/native_loop.hpp"
#include "xact/array/row_functions.hpp"

// Softmax and its relatives, over rows.
//
// Each takes one row, or with a last argument n rows of n elements, one after the other: the size of x is a
// multiple of n. Arrays are as in xact::forward: contiguous ranges of float, double, bfloat16 or float16, of
// any alignment, an output in the place of an input of its size or apart; float may stand beside 16 bits.
// Arrays that have one element a row lie apart from the output. A debug build asserts sizes, overlap, and
// that classes are in [0, n). Nothing is allocated. With pointers, n and the number of rows come last:
// softmax(x, y, n, rows).
//
// The result of a row depends on that row alone: sums have 16 partial sums, element i in number i mod 16,
// whatever the registers are, so that the bits are the same in every instruction set of an arithmetic class
// (docs/contract.md). Exponentials are of differences to the largest element, which are not rounded (but for
// softmax, whose exponentials may have any factor), and their sums, in more than the precision of the
// results, have no error that grows with n. So no result overflows on the way, a row of 1 has a softmax of
// exactly 1, and one of n equal elements of 1 / n, rounded once.
//
// Results of float and double are within 2 ULP of the true value, subnormal ones included, where nothing else
// is said; u is half an ULP of 1, 2^-24 and 2^-53. 16 bits are computed in float and rounded once more.
//
// NaN in a row makes all its results NaN, and so does infinity, but for logsumexp, which is infinite then.
// A row of nothing but -infinity, as of attention where all is masked, has a softmax of 0 and a log_softmax
// of -infinity: nothing attends to anything, and no NaN spreads from there. (PyTorch's softmax gives NaN, its
// scaled_dot_product_attention gives 0.) Its logsumexp is -infinity, its cross entropy infinite, and its
// gradients are 0.

namespace xact {

/// softmax(x, y[, n]): y_i = e^(x_i) / sum_j e^(x_j), within 4.5 ULP whatever n is. The y of a row add up to
/// 1 within 4 u. PyTorch: softmax.
inline constexpr array::softmax_of_rows<array::native_loop> softmax{};

/// softmax_backward(grad_output, y, grad_input[, n]), y = softmax(x): grad_input_i = y_i (grad_output_i -
/// sum), sum = sum_j grad_output_j y_j. An error of the sum, less than 2^-20 u sum_j |grad_output_j y_j|,
/// comes to the 2 ULP.
inline constexpr array::softmax_backward_of_rows<array::native_loop> softmax_backward{};

/// log_softmax(x, y[, n]): y_i = x_i - log(sum_j e^(x_j)). Of floats, y next to 0 is within 2^-50. PyTorch:
/// log_softmax.
inline constexpr array::log_softmax_of_rows<array::native_loop> log_softmax{};

/// log_softmax_backward(grad_output, y, grad_input[, n]), y = log_softmax(x): grad_input_i = grad_output_i -
/// e^(y_i) sum_j grad_output_j, within 2 ULP and 1.5 u times the subtrahend, since the two may cancel.
inline constexpr array::log_softmax_backward_of_rows<array::native_loop> log_softmax_backward{};

/// logsumexp(x, y[, n]): y has one element a row, log(sum_j e^(x_j)), within 1 ULP and u, since the largest
/// x_j and the rest may cancel. PyTorch: logsumexp.
inline constexpr array::logsumexp_of_rows<array::native_loop> logsumexp{};

/// logsumexp_backward(grad_output, x, y, grad_input[, n]), y = logsumexp(x), grad_output and y of one element
/// a row: grad_input_i = grad_output e^(x_i - y), of that y, rounded as it is.
inline constexpr array::logsumexp_backward_of_rows<array::native_loop> logsumexp_backward{};

/// softmax_cross_entropy(x, classes, loss[, n]): loss has one element a row, log(sum_j e^(x_j)) - x_k, where
/// k is the row's element of classes, an array of integers. It is as accurate where it is small: nothing
/// cancels. PyTorch: cross_entropy, with reduction = "none".
inline constexpr array::cross_entropy_of_rows<array::native_loop> softmax_cross_entropy{};

/// softmax_cross_entropy_backward(grad_loss, x, classes, grad_input[, n]), grad_loss of one element a row:
/// grad_input_i = grad_loss softmax(x)_i, and for the class k, -grad_loss sum_(j != k) softmax(x)_j, which is
/// as accurate next to 0.
inline constexpr array::cross_entropy_backward_of_rows<array::native_loop> softmax_cross_entropy_backward{};

/// bce_with_logits(x, target, loss): element by element, max(x, 0) - x target + log(1 + e^-|x|), the cross
/// entropy of sigmoid(x), for 0 <= target <= 1 within 2 ULP. A sigmoid that is exactly the target, 0 or 1 for
/// infinite x, has a loss of 0. PyTorch: binary_cross_entropy_with_logits, with reduction = "none".
inline constexpr array::bce_of_elements<array::native_loop> bce_with_logits{};

/// bce_with_logits_backward(grad_output, x, target, grad_input): grad_output (sigmoid(x) - target), for a
/// target of 0 or 1 within 3 ULP, also next to 0; for others that and 2 u |grad_output|.
inline constexpr array::bce_backward_of_elements<array::native_loop> bce_with_logits_backward{};

}  // namespace xact

#include "xact/base/macros_back.hpp"
