// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include "xact/array/native_loop.hpp"
#include "xact/array/row_kernels.hpp"
#include "xact/array/rows.hpp"

// Softmax and its relatives.

namespace xact {

inline constexpr array::function_of_rows<array::native_loop, array::softmax_kernel> softmax{};

inline constexpr array::gradient_of_rows<array::native_loop, array::softmax_backward_kernel>
    softmax_backward{};

inline constexpr array::function_of_rows<array::native_loop, array::log_softmax_kernel> log_softmax{};

inline constexpr array::gradient_of_rows<array::native_loop, array::log_softmax_backward_kernel>
    log_softmax_backward{};

inline constexpr array::logsumexp_function<array::native_loop> logsumexp{};

inline constexpr array::logsumexp_backward_function<array::native_loop> logsumexp_backward{};

inline constexpr array::cross_entropy_function<array::native_loop> softmax_cross_entropy{};

inline constexpr array::cross_entropy_backward_function<array::native_loop>
    softmax_cross_entropy_backward{};

inline constexpr array::bce_function<array::native_loop> bce_with_logits{};

inline constexpr array::bce_backward_function<array::native_loop> bce_with_logits_backward{};

}  // namespace xact

#include "xact/base/macros_back.hpp"
