# Reads the headers in INCLUDE_DIR and fails where they break the rules of the house:
#   - a header includes only what stands below it, and no two include each other;
#   - only simd/xsimd.hpp names xsimd, and algorithm.hpp names no activation;
#   - only core/config.hpp defines macros;
#   - tables are declared by XACT_TABLE, so that GPUs have them;
#   - no batch is brace-initialised: in xsimd 8.1 B{x} is {x, 0, 0, ...}.
# cmake -DINCLUDE_DIR=include/xact -P tests/structure/floors.cmake

cmake_minimum_required(VERSION 3.25)

# From the ground up. Each floor: its headers, and the headers of xact that they may include.
set(core "core/(config|accuracy)")
set(primitives "simd/(fma|ops|ordered|half)")
set(registers "simd/(lockstep|arm|wasm|x86|xsimd)")
set(floors
    "${core}"                "nothing"
    "${primitives}"          "core/config|${primitives}"
    "math/[a-z_]+"           "${core}|${primitives}|math/[a-z_]+"
    "core/float16"           "${core}|${primitives}"
    "core/activation"        "${core}|core/float16|${primitives}"
    "${registers}"           "${core}|${primitives}|${registers}"
    "core/arrays"            "${core}|${primitives}|core/(float16|activation)"
    "algorithm"              "${core}|${primitives}|core/(float16|activation|arrays)|${registers}"
    "activations"            "[a-z_]+"
    "dispatch"               "${core}|core/arrays|${primitives}|activations"
    "xact"                   "[a-z_/]+"
    "[a-z_]+"                "${core}|${primitives}|math/[a-z_]+|core/activation")  # an activation

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
list(REMOVE_ITEM activations activations.hpp algorithm.hpp dispatch.hpp xact.hpp)
list(TRANSFORM activations REPLACE "\\.hpp$" "")
list(JOIN activations "|" activations)
if(NOT headers OR NOT activations)
  message(FATAL_ERROR "no headers in ${INCLUDE_DIR}")
endif()

foreach(header IN LISTS headers)
  file(READ ${INCLUDE_DIR}/${header} text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")

  allowed_includes(${header} allowed)
  if(NOT allowed)
    complain("${header} stands on no floor: give it one in floors.cmake")
  endif()
  set(includes_of_${header})
  string(REGEX MATCHALL "#include \"[^\"]+\"" includes "${text}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "#include \"(xact/)?|\"$" "" include "${include}")
    list(APPEND includes_of_${header} ${include})
    if(NOT include MATCHES "^(${allowed})\\.hpp$")
      complain("${header} may not include ${include}: it does not stand below")
    endif()
  endforeach()

  string(REGEX REPLACE "#include \"[^\"]+\"" "" text "${text}")
  if(NOT header STREQUAL "simd/xsimd.hpp" AND text MATCHES "[^\n]*xsimd[^\n]*")
    complain("${header} names xsimd, which only simd/xsimd.hpp may: ${CMAKE_MATCH_0}")
  endif()
  if(header STREQUAL "algorithm.hpp" AND text MATCHES "[^a-z_](${activations})(_t)?[^a-z_]")
    complain("${header} names an activation: ${CMAKE_MATCH_1}")
  endif()
  if(NOT header STREQUAL "core/config.hpp" AND text MATCHES "# *define +([A-Za-z_0-9]+)")
    complain("${header} defines the macro ${CMAKE_MATCH_1}; that belongs in core/config.hpp")
  endif()
  if(text MATCHES "constexpr +(simd::table8|coefficients|coefficient_table)<[^>]*> +[a-z_]+ *(=|{)[^\n]*")
    complain("${header} declares a table without XACT_TABLE: ${CMAKE_MATCH_0}")
  endif()
  set(batch "(V|B|Batch|integers|(native_)?batch<[^>]*>)")
  if(text MATCHES "(^|[^A-Za-z_])${batch}( +[a-z_0-9]+)?{[^\n]*")
    complain("${header} brace-initialises a batch: ${CMAKE_MATCH_0}")
  endif()
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
