# Writes xact as single files into OUTPUT, for Compiler Explorer and for programs without a build system:
#
#   cmake -DOUTPUT=<folder> -P cmake/single-header.cmake
#
# xact-scalar.hpp has what a scalar needs, and includes nothing but the standard library. xact.hpp begins with the same
# and goes on with what runs on registers and over arrays, which needs xsimd. Each half has a guard of its own, so that
# a file may include both, in any order. A header stands in it once, ahead of the first one that includes it.

cmake_minimum_required(VERSION 3.25)

# With eigen.hpp, every program of those who have Eigen would compile that; dispatch.hpp needs files that are compiled
# for each instruction set.
set(scalar_headers activations.hpp gates.hpp by_name.hpp)
set(array_headers xact.hpp registers.hpp)
set(left_out dispatch.hpp eigen.hpp std_simd.hpp)

if(NOT OUTPUT)
  message(FATAL_ERROR "single-header.cmake: say where to: cmake -DOUTPUT=<folder> -P cmake/single-header.cmake")
endif()
cmake_path(SET clone NORMALIZE ${CMAKE_CURRENT_LIST_DIR}/..)
set(include ${clone}include/xact)

# Appends lines of `header` to `text`, under its name unless they only include the standard library.
function(append_lines header lines)
  string(REGEX REPLACE "^(// SPDX[^\n]*)?\n+|\n+$" "" lines "${lines}")
  if(NOT lines STREQUAL "")
    if(NOT header STREQUAL last_header AND NOT lines MATCHES "^(#include <[a-z0-9_]+>\n?)+$")
      string(APPEND text "\n// ---- xact/${header}\n")
      set(last_header ${header})
    endif()
    string(APPEND text "\n${lines}\n")
  endif()
  return(PROPAGATE text last_header)
endfunction()

# Appends `header` to `text`, and ahead of it what it includes, where that is not there yet. `place` is the header whose
# #if it stands under, if it does: nothing outside may include it, for the #if may be false.
function(append_header header place)
  if(":${header}" IN_LIST written OR "${place}:${header}" IN_LIST written)
    return()
  endif()
  set(elsewhere ${written})
  list(FILTER elsewhere INCLUDE REGEX ":${header}$")
  if(elsewhere)
    message(FATAL_ERROR "single-header.cmake: ${header} is included under an #if, and again elsewhere: include it "
                        "ahead of both, outside of an #if (${elsewhere})")
  endif()
  list(APPEND written "${place}:${header}")

  file(READ ${include}/${header} rest)
  if(NOT rest MATCHES "^// SPDX-License-Identifier: MIT\n\n#pragma once\n")
    message(FATAL_ERROR "single-header.cmake: ${header} does not begin with its licence and #pragma once")
  endif()
  string(REPLACE "${CMAKE_MATCH_0}" "" rest "${rest}")

  set(depth 0)
  while(rest MATCHES "(^|\n)# *include +\"([^\"\n]*)\"[^\n]*")
    set(line "${CMAKE_MATCH_0}")
    set(included "${CMAKE_MATCH_2}")
    string(FIND "${rest}" "${line}" end)
    string(SUBSTRING "${rest}" 0 ${end} before)
    string(LENGTH "${line}" length)
    math(EXPR end "${end} + ${length}")
    string(SUBSTRING "${rest}" ${end} -1 rest)
    append_lines(${header} "${before}")

    string(REGEX MATCHALL "(^|\n) *# *if" opened "${before}")
    string(REGEX MATCHALL "(^|\n) *# *endif" closed "${before}")
    list(LENGTH opened opened)
    list(LENGTH closed closed)
    math(EXPR depth "${depth} + ${opened} - ${closed}")
    set(place_of_included "${place}")
    if(depth GREATER 0 AND place STREQUAL "")
      set(place_of_included ${header})
    endif()
    if(included MATCHES "^xact/base/macros_(aside|back)\\.hpp$")
      continue()  # once around each half
    elseif(NOT included MATCHES "^xact/(.+)$")
      message(FATAL_ERROR "single-header.cmake: ${header} includes \"${included}\", which is not a header of xact")
    endif()
    append_header(${CMAKE_MATCH_1} "${place_of_included}")
  endwhile()
  append_lines(${header} "${rest}")
  return(PROPAGATE text written last_header)
endfunction()

# Appends `headers` to `text`, unless the program has them already: then `guard` is defined.
function(append_half guard headers)
  string(APPEND text "\n#if !defined(${guard})\n")
  file(READ ${include}/base/macros_aside.hpp aside)
  append_lines(base/macros_aside.hpp "${aside}")
  foreach(header IN LISTS headers)
    append_header(${header} "")
  endforeach()
  file(READ ${include}/base/macros_back.hpp back)
  append_lines(base/macros_back.hpp "${back}")
  string(APPEND text "\n#define ${guard}\n#endif\n")
  return(PROPAGATE text written last_header)
endfunction()

# ---- the files

file(STRINGS ${include}/base/config.hpp version REGEX "^#define XACT_VERSION_")
list(TRANSFORM version REPLACE "[^0-9]" "")
list(GET version 0 major)
list(GET version 1 minor)
list(GET version 2 patch)
list(JOIN version . version)

file(READ ${clone}LICENSE licence)
string(STRIP "// ${licence}" licence)
string(REPLACE "\n" "\n// " licence "${licence}")
string(REPLACE " \n" "\n" licence "${licence}")

# What every file begins with. XACT_SINGLE_HEADER, which the first half defines at its end, tells these files from the
# headers in the folder xact/, whose base/requirements.hpp looks at it.
function(write_file name contents)
  string(CONFIGURE [[
// SPDX-License-Identifier: MIT

// xact @version@ in one file: neural-network activation functions and their derivatives.
@contents@
// Written from xact's headers, which are the place for changes, by `./dev single-header`.
//
@licence@

#if defined(XACT_VERSION_MAJOR) && !defined(XACT_SINGLE_HEADER)
#error "xact: headers of the folder xact/ come before this single header: include only those, or only this file"
#include <xact/needs_either_the_single_header_or_the_folder>
#elif defined(XACT_VERSION_MAJOR) && \
    (XACT_VERSION_MAJOR != @major@ || XACT_VERSION_MINOR != @minor@ || XACT_VERSION_PATCH != @patch@)
#error "xact: a single header of another version comes before this one, which is @version@: take both of one version"
#include <xact/needs_single_headers_of_one_version>
#endif
]] beginning @ONLY)
  file(WRITE ${OUTPUT}/${name} "${beginning}${text}")
  file(SIZE ${OUTPUT}/${name} size)
  math(EXPR size "(${size} + 512) / 1024")
  message(STATUS "${OUTPUT}/${name}, ${size} KiB")
endfunction()

append_half(XACT_SINGLE_HEADER "${scalar_headers}")
write_file(xact-scalar.hpp "\
// xact-scalar.hpp: functions and gates of scalars, and by_name. It needs nothing but a C++20 compiler. Functions of
// arrays are in xact.hpp.")
append_half(XACT_SINGLE_HEADER_OF_ARRAYS "${array_headers}")

file(GLOB_RECURSE missing RELATIVE ${include} ${include}/*.hpp)
list(TRANSFORM written REPLACE "^.*:" "")
list(REMOVE_ITEM missing ${written} ${left_out} base/macros_aside.hpp base/macros_back.hpp)
if(missing)
  message(FATAL_ERROR "single-header.cmake: no header in its lists includes ${missing}: add it to scalar_headers, "
                      "array_headers or left_out")
endif()
write_file(xact.hpp "\
// xact.hpp: what xact-scalar.hpp has, and the functions of batches and arrays. It needs xsimd 8.1 to 14.3 besides, or
// XACT_NO_SIMD, defined ahead of the first #include: then there are no batches, and arrays are scalar loops.")
