# Fails where two of OBJECTS, compiled for different instruction sets or with -ffast-math, leave the same function to
# the linker: in one program it would keep one of the two, for both. FUNCTIONS is an expression for the names that
# count, such as those of the library.

cmake_minimum_required(VERSION 3.25)

set(seen)
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL " [TW] ${FUNCTIONS}[^\n]*" functions "${symbols}")
  if(FUNCTIONS AND NOT functions AND NOT NO_SIMD)  # scalar loops are inlined
    message(FATAL_ERROR "no function of xact in ${object}")
  endif()
  foreach(function IN LISTS functions)
    if(function IN_LIST seen)
      message(SEND_ERROR "${object} shares a function with another build:${function}")
    endif()
  endforeach()
  list(APPEND seen ${functions})
endforeach()
