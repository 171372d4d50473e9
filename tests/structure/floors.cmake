# Reads the headers in INCLUDE_DIR and fails where they break the rules of the house:
#   - a header includes only what stands on its own floor or below, and no two include each other;
#   - a header opens the namespace of its folder, or xact, where the names stand that users write;
#   - only simd/xsimd.hpp names xsimd (and transform.hpp, to its users), and neither algorithm.hpp nor a loop names an activation;
#   - only base/config.hpp defines macros, and a header that programs include begins with base/macros_aside.hpp and
#     ends with base/macros_back.hpp;
#   - a header begins with its licence, and no comment with "...": each is a sentence that stands alone;
#   - what the library asks a functor for is in the list of core/activation.hpp;
#   - what computes is inlined always: no copy of it is left that the linker could share between instruction sets;
#   - tables are declared by XACT_TABLE, so that GPUs have them;
#   - no batch is brace-initialised: in xsimd 8.1 B{x} is {x, 0, 0, ...}.
# cmake -DINCLUDE_DIR=include/xact -P tests/structure/floors.cmake

cmake_minimum_required(VERSION 3.25)
cmake_path(ABSOLUTE_PATH INCLUDE_DIR BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})

# The house, from the ground up. Each floor: its headers, and the headers that they may include. CONTRIBUTING.md has
# a picture of it.
set(base "base/[a-z0-9_]+")
set(primitives "simd/(fma|ops|ordered|unrolled|float16_format|this_file)")
set(registers "simd/(arm|wasm|xsimd|x86/[a-z0-9_]+)")
set(common "${base}|${primitives}|math/[a-z0-9_]+")
set(core "core/[a-z0-9_]+")
set(loops "array/(checks|conversion|loop|narrow|functions|transform|sum|gates|prelu)")
set(rows "array/(rows|row_[a-z_]+|sixteen)")
set(floors
    "${base}"                  "${base}"
    "${primitives}"            "${base}|${primitives}"
    "math/[a-z0-9_]+"          "${common}"
    "math/narrow/[a-z0-9_]+"   "${common}|math/narrow/[a-z0-9_]+"
    "math/fast/[a-z0-9_]+"     "${common}|math/(narrow|fast)/[a-z0-9_]+"
    "math/accurate/[a-z0-9_]+" "${common}|math/(narrow|fast|accurate)/[a-z0-9_]+"
    "math/exact/[a-z0-9_]+"    "${common}|math/exact/[a-z0-9_]+"
    "${core}"                  "${base}|${primitives}|${core}"
    "${registers}"             "${base}|${primitives}|${registers}"
    "${loops}"                 "${base}|${primitives}|${core}|${loops}"
    "${rows}"                  "${base}|${primitives}|${core}|${loops}|${rows}|math/[a-z0-9_/]+"
    "array/native_loop"        "${base}|${primitives}|${core}|${loops}|${registers}"
    "algorithm"                "${base}|${core}|${loops}|array/native_loop"
    "prelu|transform"          "${base}|${core}|${loops}|array/native_loop"  # over arrays only
    "as"                       "${base}|${core}|array/checks"
    "registers"                "${base}|${core}|simd/(ops|xsimd)"
    "std_simd"                 "${base}|${core}|simd/(ops|xsimd)|registers"
    "eigen"                    "${base}|${core}|${loops}|simd/unrolled|registers|transform"
    "gates|clamped_swiglu"     "${base}|${core}|${primitives}|[a-z0-9_]+"  # of several activations
    "rows"                     "${base}|${core}|${loops}|${rows}|array/native_loop"
    "activations"              "${base}|${core}|[a-z0-9_]+"
    "by_name"                  "${base}|${core}"  # of any list
    "dispatch"                 "${base}|${primitives}|${core}|${loops}|${rows}|activations"
    "xact"                     "[a-z0-9_/]+"
    "gelu"                     "${base}|${core}|math/[a-z0-9_/]+|gelu_tanh"  # <xact/gelu.hpp> has always had both
    "[a-z0-9_]+"               "${core}|math/[a-z0-9_/]+|${base}|${primitives}")  # an activation

set(failures 0)
macro(complain)
  message(SEND_ERROR ${ARGN})
  math(EXPR failures "${failures} + 1")
endmacro()

# What `header` may include.
function(allowed_includes header result)
  set(rest ${floors})
  while(rest)
    list(POP_FRONT rest storey allowed)
    if(header MATCHES "^(${storey})\\.hpp$")
      set(${result} "${allowed}" PARENT_SCOPE)
      return()
    endif()
  endwhile()
  set(${result} "" PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE headers RELATIVE ${INCLUDE_DIR} ${INCLUDE_DIR}/*.hpp)
file(GLOB activations RELATIVE ${INCLUDE_DIR} ${INCLUDE_DIR}/*.hpp)
list(REMOVE_ITEM activations activations.hpp algorithm.hpp as.hpp by_name.hpp dispatch.hpp prelu.hpp rows.hpp xact.hpp)
list(TRANSFORM activations REPLACE "\\.hpp$" "")
list(JOIN activations "|" activations)
if(NOT headers OR NOT activations)
  message(FATAL_ERROR "no headers in ${INCLUDE_DIR}")
endif()

foreach(header IN LISTS headers)
  file(READ ${INCLUDE_DIR}/${header} text)
  string(FIND "${text}" "// SPDX-License-Identifier: MIT\n" licence)
  string(COMPARE EQUAL "${licence}" 0 licensed)
  string(REGEX MATCH "(^|\n) *///? \\.\\.\\." continued "${text}")
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")

  allowed_includes(${header} allowed)
  if(NOT allowed)
    complain("${header} stands on no floor: give it one in floors.cmake")
  endif()
  if(NOT licensed)
    complain("${header} does not begin with // SPDX-License-Identifier: MIT")
  endif()
  if(continued)
    complain("${header} has a comment that begins with \"...\": make it a sentence that stands alone")
  endif()

  # The folders as a namespace: simd/x86/avx.hpp is in simd::x86, simd/arm.hpp in simd, or simd::arm.
  cmake_path(GET header PARENT_PATH folder)
  cmake_path(GET header STEM stem)
  string(REPLACE "/" "::" folder "${folder}")
  string(REGEX MATCHALL "(^|\n)namespace [a-z0-9_:]+ {" namespaces "${text}")
  foreach(namespace IN LISTS namespaces)
    string(REGEX REPLACE "^\n?namespace | {$" "" namespace "${namespace}")
    if(NOT namespace MATCHES "^(xact|xact::${folder}|xact::${folder}::${stem}|${folder}|detail)$"
       AND NOT (folder STREQUAL "" AND namespace MATCHES "^(fast|exact|of_tier|xact::dispatch)$"))
      complain("${header} opens the namespace ${namespace}: it is not that of its folder")
    endif()
  endforeach()
  set(includes_of_${header})
  string(REGEX MATCHALL "#include \"[^\"]+\"" includes "${text}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "#include \"(xact/)?|\"$" "" include "${include}")
    list(APPEND includes_of_${header} ${include})
    if(NOT include MATCHES "^(${allowed})\\.hpp$")
      complain("${header} may not include ${include}: it does not stand below")
    endif()
  endforeach()

  if(header MATCHES "^([a-z0-9_]+|simd/xsimd)\\.hpp$")
    string(FIND "${text}" "#include \"xact/base/macros_aside.hpp\"" aside)
    string(FIND "${text}" "#include \"xact/" begin)
    if(aside LESS 0 OR NOT aside EQUAL begin AND NOT header STREQUAL "dispatch.hpp"  # a header of the program's
       OR NOT text MATCHES "\n#include \"xact/base/macros_back.hpp\"\n$")
      complain("${header} does not begin with #include \"xact/base/macros_aside.hpp\" and end with macros_back.hpp")
    endif()
  endif()
  string(REGEX REPLACE "#include \"[^\"]+\"" "" text "${text}")
  # What the user writes for transform meets a batch.
  if(NOT header MATCHES "^(simd/xsimd|transform)\\.hpp$" AND text MATCHES "[^\n]*xsimd[^\n]*")
    complain("${header} names xsimd, which only simd/xsimd.hpp may: ${CMAKE_MATCH_0}")
  endif()
  if(header MATCHES "^(algorithm|array/.*)\\.hpp$" AND text MATCHES "[^a-z_](${activations})_t[^a-z_]|xact::(${activations})[^a-z_]")
    complain("${header} names an activation: ${CMAKE_MATCH_1}${CMAKE_MATCH_2}")
  endif()
  if(NOT header MATCHES "^base/(config|macros_aside)\\.hpp$" AND text MATCHES "# *define +([A-Za-z_0-9]+)")
    complain("${header} defines the macro ${CMAKE_MATCH_1}; that belongs in base/config.hpp")
  endif()
  if(text MATCHES "constexpr +(simd::table8|coefficients|coefficient_table|step_table|octave_table)<[^>]*> +[a-z_]+ *(=|{)[^\n]*")
    complain("${header} declares a table without XACT_TABLE: ${CMAKE_MATCH_0}")
  endif()
  if(header MATCHES "^(simd|math)/")
    string(REGEX MATCHALL "\n *(static |friend |explicit )*(constexpr )?[A-Za-z_:<>, ]+[ &*][a-z_0-9]+\\([^;=\n]*{" functions "${text}")
    list(FILTER functions EXCLUDE REGEX "XACT_INLINE|^\n *: |^\n *(return|struct|const|using) |^\n *(else )?if |^\n *for |^\n *switch |^\n *while |\n *} |\n *constexpr table8")
    foreach(function IN LISTS functions)
      complain("${header} does not inline a function always: ${function}")
    endforeach()
  endif()
  set(batch "(V|B|Batch|integers|(native_)?batch<[^>]*>)")
  if(text MATCHES "(^|[^A-Za-z_])${batch}( +[a-z_0-9]+)?{[^\n]*")
    complain("${header} brace-initialises a batch: ${CMAKE_MATCH_0}")
  endif()
endforeach()

# What is asked of a functor: F::name, Functor::name.
file(READ ${INCLUDE_DIR}/core/activation.hpp face)
string(REGEX MATCH "/// The public face of an activation[^\n]*(\n///[^\n]*)*" listed "${face}")
foreach(header IN LISTS headers)
  if(NOT header MATCHES "^(core|array)/")
    continue()
  endif()
  file(READ ${INCLUDE_DIR}/${header} text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  string(REGEX MATCHALL "(^|[^A-Za-z_])(F|Functor)::(template )?[a-z_0-9]+" knobs "${text}")
  foreach(knob IN LISTS knobs)
    string(REGEX REPLACE "^.*::(template )?" "" knob "${knob}")
    if(NOT listed MATCHES "\n///     ${knob}[^a-z_0-9]")
      complain("${header} asks a functor for ${knob}, which the list in core/activation.hpp does not have")
    endif()
  endforeach()
endforeach()

# Takes away the headers that include none of those left, until none is left or all that are go in a circle.
set(left ${headers})
while(left)
  set(circle ${left})
  foreach(header IN LISTS circle)
    set(waits FALSE)
    foreach(include IN LISTS includes_of_${header})
      if(include IN_LIST left)
        set(waits TRUE)
      endif()
    endforeach()
    if(NOT waits)
      list(REMOVE_ITEM left ${header})
    endif()
  endforeach()
  if(left STREQUAL circle)
    complain("these headers include each other: ${left}")
    break()
  endif()
endwhile()

if(failures)
  message(FATAL_ERROR "${failures} rules broken")
endif()
