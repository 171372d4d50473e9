# LIBRARY, a shared library, exports the functions in NAMES, and nothing else of xact.

cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${NM} -D --defined-only ${LIBRARY} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \n]+\n" exported "${symbols}")
list(TRANSFORM exported STRIP)
list(FILTER exported INCLUDE REGEX "xact")
file(STRINGS ${NAMES} names)
foreach(one IN LISTS exported)
  if(NOT one IN_LIST names)
    message(SEND_ERROR "${LIBRARY} exports ${one}, which is not in ${NAMES}")
  endif()
endforeach()
foreach(name IN LISTS names)
  if(NOT name IN_LIST exported)
    message(SEND_ERROR "${LIBRARY} does not export ${name}, which is in ${NAMES}")
  endif()
endforeach()
