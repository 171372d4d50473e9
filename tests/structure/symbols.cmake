# Fails where two of OBJECTS, compiled for different instruction sets, define the same function of the
# library: in one program the linker would keep one of the two, for both.

cmake_minimum_required(VERSION 3.25)

set(seen)
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL " [TW] _ZZ?NK?4xact[^\n]*" functions "${symbols}")
  if(NOT functions AND NOT NO_SIMD)  # scalar loops are inlined
    message(FATAL_ERROR "no function of xact in ${object}")
  endif()
  foreach(function IN LISTS functions)
    if(function IN_LIST seen)
      message(SEND_ERROR "defined for more than one instruction set:${function}")
    endif()
  endforeach()
  list(APPEND seen ${functions})
endforeach()
