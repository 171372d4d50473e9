# Runs PROGRAM with ARGUMENTS; fails unless it exits with EXIT_CODE and STDOUT and STDERR match its output.

execute_process(COMMAND ${PROGRAM} ${ARGUMENTS} RESULT_VARIABLE exit_code OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr)
message("${stdout}${stderr}")

if(NOT exit_code STREQUAL EXIT_CODE)
  message(FATAL_ERROR "exit code ${exit_code} instead of ${EXIT_CODE}")
endif()
if(NOT stdout MATCHES "${STDOUT}")
  message(FATAL_ERROR "stdout does not match ${STDOUT}")
endif()
if(NOT stderr MATCHES "${STDERR}")
  message(FATAL_ERROR "stderr does not match ${STDERR}")
endif()
