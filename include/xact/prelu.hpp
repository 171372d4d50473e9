// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include "xact/array/native_loop.hpp"
#include "xact/array/prelu.hpp"

namespace xact {

/// Parametric ReLU: leaky ReLU whose slope is an array, one a channel: y = x for x > 0, slope x for x <= 0.
/// PyTorch: prelu, whose weight is `slope`.
///
///     prelu(x, slope, y)         channels last: x[i] has slope[i mod slope.size()]
///     prelu(x, slope, y, run)    channels first: each slope holds for `run` elements, as many as a
///                                channel of an image has pixels; after the last slope comes the first,
///                                of the next image
///
/// The arrays are as in xact::forward, in place or not; slope may be of float beside 16 bits. The size of x
/// is a multiple of slope.size() run. Results are rounded once, also those of 16 bits where x is of 16 bits;
/// -0 gives -0 times the slope, NaN gives NaN. He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV
/// 2015.
inline constexpr array::prelu::forward<array::native_loop> prelu{};

/// prelu_backward(grad_output, x, slope, grad_input, grad_slope[, run]): grad_input[i] is grad_output[i]
/// dy/dx, where dy/dx is 1 for x > 0, the slope for x <= 0; grad_slope[c] is the sum of grad_output[i] x[i]
/// over the channel's elements with x[i] <= 0. grad_slope must not overlap another array.
///
/// Sums are of rounded products, in float (double for double), in an order that depends on the sizes alone,
/// so that they have the same bits in every instruction set. A channel has partial sums, to which its
/// elements are added in turn, in the order of the array. Of a run of 64 or more there are min(run, 512), and
/// element k of a run goes to partial sum k mod 512. Of shorter runs there are `run`, for element k of a run,
/// and of those, where all channels together have 512 elements or less, as many as examples fit in 512
/// elements (or in the array), in turn. They are added in halves: of n that are left, the last n / 2 (rounded
/// down) to the first, until one is left, or one of each element of a short run; and these from the first to
/// the last.
inline constexpr array::prelu::backward<array::native_loop> prelu_backward{};

}  // namespace xact

#include "xact/base/macros_back.hpp"
