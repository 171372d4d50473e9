# Compiles the files of dispatch with AARCH64_COMPILER, which is for 64-bit ARM, as one half of a universal binary is:
# all sets are named, none but the baseline exists.

cmake_minimum_required(VERSION 3.25)

if(NOT AARCH64_COMPILER)
  message("skipped: no compiler for another processor (g++-aarch64-linux-gnu on Debian and Ubuntu)")
  return()
endif()

file(REMOVE_RECURSE ${BINARY_DIR})
file(MAKE_DIRECTORY ${BINARY_DIR}/include)
# The headers of xsimd are for all processors, but beside them are some of this one.
foreach(folder IN LISTS INCLUDE_DIRS)
  if(EXISTS ${folder}/xsimd)
    file(CREATE_LINK ${folder}/xsimd ${BINARY_DIR}/include/xsimd SYMBOLIC)
  endif()
endforeach()

function(compile file set)
  execute_process(COMMAND ${AARCH64_COMPILER} -std=c++20 -O1 -Wall -Wextra -Werror -Wno-psabi
                          -I${SOURCE_DIR}/include -I${BINARY_DIR}/include
                          -DXACT_DISPATCH_SETS=avx512,avx2,baseline -DXACT_DISPATCH_SET=${set}
                          -DXACT_DISPATCH_HEADER="xact/relu.hpp"
                          -DXACT_DISPATCH_ACTIVATIONS=xact::activation_list<xact::relu_t>
                          -c ${SOURCE_DIR}/cmake/dispatch/${file}.cpp -o ${BINARY_DIR}/${file}.${set}.o
                  COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${NM} -C ${BINARY_DIR}/${file}.${set}.o OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  set(symbols "${symbols}" PARENT_SCOPE)
endfunction()

compile(kernels avx2)
if(symbols MATCHES "compiled_for")
  message(FATAL_ERROR "the file of avx2 is not empty: ${symbols}")
endif()
compile(kernels baseline)
if(NOT symbols MATCHES " [BDRuV] xact::dispatch::detail::compiled_for<xact::dispatch::detail::baseline")
  message(FATAL_ERROR "the file of the baseline has no table: ${symbols}")
endif()
compile(choose baseline)
if(symbols MATCHES "compiled_for<xact::dispatch::detail::avx" OR NOT symbols MATCHES " U [^\n]*compiled_for<")
  message(FATAL_ERROR "choose.cpp chooses what does not exist: ${symbols}")
endif()
