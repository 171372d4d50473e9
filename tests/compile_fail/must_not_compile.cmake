include(${CMAKE_CURRENT_LIST_DIR}/../case_lines.cmake)
read_case_lines("must not compile" expected)
if(expected STREQUAL "")
  message(FATAL_ERROR "${CASE} does not say what the compiler must say")
endif()

# A case may name options with which it must not compile, and the one compiler that has them.
read_case_lines(options options)
separate_arguments(options UNIX_COMMAND "${options}")
read_case_lines(compiler compiler)
if(compiler AND NOT compiler STREQUAL ID)
  message("skipped: for the compiler ${compiler}")
  return()
endif()

execute_process(COMMAND ${COMPILE} ${CASE} RESULT_VARIABLE status ERROR_VARIABLE errors)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${CASE} does not compile without MUST_NOT_COMPILE either:\n${errors}")
endif()

# Some things are noticed only where the compiler optimises.
if(options MATCHES "(^|;)-O[12]")
  list(TRANSFORM COMPILE REPLACE "^-fsyntax-only$" "-S;-o;-")
endif()

execute_process(COMMAND ${COMPILE} -DMUST_NOT_COMPILE ${options} ${CASE} OUTPUT_QUIET RESULT_VARIABLE status ERROR_VARIABLE errors)
if(status EQUAL 0)
  message(FATAL_ERROR "${CASE} compiles with MUST_NOT_COMPILE")
endif()
if(NOT errors MATCHES "${expected}")
  message(FATAL_ERROR "${CASE} was expected to fail with '${expected}':\n${errors}")
endif()

# Nothing else is said: one message tells it. It may end with that the compiler is stopped by (base/requirements.hpp).
string(REGEX REPLACE "fatal error: [^\n]*xact/needs_" "" errors_told "${errors}")
string(REGEX MATCHALL "(^|\n)[^\n]*error: " all_errors "${errors_told}")
list(LENGTH all_errors count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "${CASE} gives ${count} errors:\n${errors}")
endif()
