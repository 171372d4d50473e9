# Breaks one rule in a copy of the headers, and fails unless floors.cmake says so: adds LINE to HEADER
# (and LINE2 to HEADER2) and expects the message to match EXPECTED.

file(REMOVE_RECURSE ${SCRATCH})
file(COPY ${INCLUDE_DIR} DESTINATION ${SCRATCH})
file(APPEND ${SCRATCH}/xact/${HEADER} "${LINE}\n")
if(HEADER2)
  file(APPEND ${SCRATCH}/xact/${HEADER2} "${LINE2}\n")
endif()

execute_process(COMMAND ${CMAKE_COMMAND} -DINCLUDE_DIR=${SCRATCH}/xact -P ${CMAKE_CURRENT_LIST_DIR}/floors.cmake
                RESULT_VARIABLE status ERROR_VARIABLE message)
string(REGEX REPLACE "[ \n]+" " " message "${message}")
if(status EQUAL 0 OR NOT message MATCHES "${EXPECTED}")
  message(FATAL_ERROR "floors.cmake was expected to fail with '${EXPECTED}', but said (${status}): ${message}")
endif()
