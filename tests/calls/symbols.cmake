# Fails where two of OBJECTS, compiled for different instruction sets or with -ffast-math, leave the same function to
# the linker: in the program that both are linked into, it would keep one of the two, and the tests of one build would
# run the code of another.

cmake_minimum_required(VERSION 3.25)

set(seen)
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL " [TW] [^\n]*" functions "${symbols}")
  foreach(function IN LISTS functions)
    if(function IN_LIST seen)
      message(SEND_ERROR "${object} shares a function with another build:${function}")
    endif()
  endforeach()
  list(APPEND seen ${functions})
endforeach()
