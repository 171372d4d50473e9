// SPDX-License-Identifier: MIT

#pragma once

#include "xact/array/loop.hpp"
#include "xact/array/row_bce.hpp"
#include "xact/array/row_by_row.hpp"
#include "xact/array/row_cross_entropy.hpp"
#include "xact/array/row_log_softmax.hpp"
#include "xact/array/row_logsumexp.hpp"
#include "xact/array/row_softmax.hpp"
#include "xact/array/row_softmax_backward.hpp"
#include "xact/array/rows.hpp"

// Which kernel a function of rows has, and which arrays.

namespace xact::array {

template <array_loop Loop>
using softmax_of_rows = function_of_rows<Loop, softmax_kernel, rows_in, rows_out>;
template <array_loop Loop>
using softmax_backward_of_rows = function_of_rows<Loop, softmax_backward_kernel, rows_in, rows_in, rows_out>;
template <array_loop Loop>
using log_softmax_of_rows = function_of_rows<Loop, log_softmax_kernel, rows_in, rows_out>;
template <array_loop Loop>
using log_softmax_backward_of_rows =
    function_of_rows<Loop, log_softmax_backward_kernel, rows_in, rows_in, rows_out>;
template <array_loop Loop>
using logsumexp_of_rows = function_of_rows<Loop, logsumexp_kernel, rows_in, one_a_row_out>;
template <array_loop Loop>
using logsumexp_backward_of_rows =
    function_of_rows<Loop, logsumexp_backward_kernel, one_a_row_in, rows_in, one_a_row_in, rows_out>;
template <array_loop Loop>
using cross_entropy_of_rows =
    function_of_rows<Loop, cross_entropy_kernel, rows_in, classes_in, one_a_row_out>;
template <array_loop Loop>
using cross_entropy_backward_of_rows =
    function_of_rows<Loop, cross_entropy_backward_kernel, one_a_row_in, rows_in, classes_in, rows_out>;
template <array_loop Loop>
using bce_of_elements = function_of_elements<Loop, bce_kernel, rows_in, rows_in, rows_out>;
template <array_loop Loop>
using bce_backward_of_elements =
    function_of_elements<Loop, bce_backward_kernel, rows_in, rows_in, rows_in, rows_out>;

/// All of these, as dispatch has them in its list.
struct row_kernels {
  template <class T, template <class...> class List>
  using as = List<row_by_row<softmax_kernel, T>, row_by_row<softmax_backward_kernel, T>,
                  row_by_row<log_softmax_kernel, T>, row_by_row<log_softmax_backward_kernel, T>,
                  row_by_row<logsumexp_kernel, T>, row_by_row<logsumexp_backward_kernel, T>,
                  row_by_row<cross_entropy_kernel, T>, row_by_row<cross_entropy_backward_kernel, T>,
                  row_by_row<bce_kernel, T>, row_by_row<bce_backward_kernel, T>>;
};

}  // namespace xact::array
