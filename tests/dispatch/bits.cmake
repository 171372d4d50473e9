# Runs PROGRAM with XACT_INSTRUCTION_SET=SET: it says that it chose BEST, or else SET, prints the bits that the
# command EXPECTED_FROM does, if that is given, in whatever order, and MESSAGE on stderr.

cmake_minimum_required(VERSION 3.25)

separate_arguments(EMULATOR UNIX_COMMAND "${EMULATOR}")
if(EMULATOR MATCHES "NOTFOUND")
  message("skipped: no qemu-user")
  return()
endif()

set(ENV{XACT_INSTRUCTION_SET} "${SET}")
execute_process(COMMAND ${EMULATOR} ${PROGRAM} OUTPUT_VARIABLE bits ERROR_VARIABLE chosen RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ended with ${status}: ${chosen}")
endif()
if(NOT BEST)
  set(BEST ${SET})
endif()
if(NOT chosen MATCHES "(^|\n)${BEST}\n$" OR NOT chosen MATCHES "${MESSAGE}")
  message(FATAL_ERROR "expected ${BEST}, and the message '${MESSAGE}', but got: ${chosen}")
endif()

if(EXPECTED_FROM)
  execute_process(COMMAND ${EXPECTED_FROM} OUTPUT_VARIABLE expected COMMAND_ERROR_IS_FATAL ANY)
  foreach(lines IN ITEMS bits expected)
    string(REPLACE "\n" ";" ${lines} "${${lines}}")
    list(SORT ${lines})
  endforeach()
  if(bits STREQUAL "" OR NOT bits STREQUAL expected)
    list(REMOVE_ITEM bits ${expected})
    message(FATAL_ERROR "other bits than ${EXPECTED_FROM} prints: ${bits}")
  endif()
endif()
