# Fails where two of OBJECTS, compiled for different instruction sets or with -ffast-math, leave the same function to
# the linker: in one program it would keep one of the two, for both. With OF_LIBRARY, what counts are the functions of
# the library, and none of them may be left to the linker at all.

cmake_minimum_required(VERSION 3.25)

set(seen)
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  if(OF_LIBRARY)
    set(of_xact "_ZZ?NK?4xact[^\n]*")
    if(NOT symbols MATCHES " t ${of_xact}")
      message(SEND_ERROR "no function of xact in ${object}")
    elseif(symbols MATCHES " [TW] ${of_xact}")
      message(SEND_ERROR "${object} leaves a function to the linker:${CMAKE_MATCH_0}")
    endif()
    continue()
  endif()
  string(REGEX MATCHALL " [TW] [^\n]*" functions "${symbols}")
  foreach(function IN LISTS functions)
    if(function IN_LIST seen)
      message(SEND_ERROR "${object} shares a function with another build:${function}")
    endif()
  endforeach()
  list(APPEND seen ${functions})
endforeach()
