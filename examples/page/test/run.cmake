# Runs the page's tests in a browser; where a tool is missing, says which, and is skipped.
# cmake -D NODE= -D NPM= -D CHROMIUM= -D PAGE=folder -D EXPECTED=program -D SOURCE=this folder -D WORK=folder -P run.cmake

cmake_minimum_required(VERSION 3.25)

foreach(tool_and_package IN ITEMS "NPM npm" "CHROMIUM chromium")
  separate_arguments(words UNIX_COMMAND "${tool_and_package}")
  list(POP_FRONT words tool package)
  if(NOT ${tool})
    message("skipped: no ${package} here; ./dev page --test installs it")
    return()
  endif()
endforeach()

file(MAKE_DIRECTORY ${WORK})
execute_process(COMMAND ${EXPECTED} OUTPUT_FILE ${WORK}/expected.json RESULT_VARIABLE failed)
if(failed EQUAL 2)
  message("skipped: this processor has fused multiply-add always, and WebAssembly has not: the bits differ")
  return()
elseif(failed)
  message(FATAL_ERROR "${EXPECTED} failed: ${failed}")
endif()

# The packages are fetched once, as the lock file says.
file(SHA256 ${SOURCE}/package-lock.json lock)
if(NOT EXISTS ${WORK}/installed.${lock})
  file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${WORK})
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${WORK}
                  RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(failed)
    string(REGEX MATCH "npm[^\n]*\n[^\n]*" reason "${output}")
    message("skipped: npm could not fetch playwright-core and axe-core: ${reason}")
    return()
  endif()
  file(TOUCH ${WORK}/installed.${lock})
endif()

file(COPY ${SOURCE}/page.test.mjs DESTINATION ${WORK})
execute_process(COMMAND ${CMAKE_COMMAND} -E env CHROMIUM=${CHROMIUM} PAGE=${PAGE} EXPECTED=${WORK}/expected.json
                        SCREENSHOTS=${WORK}/screenshots ${NODE} --test --test-reporter=spec page.test.mjs
                WORKING_DIRECTORY ${WORK} COMMAND_ERROR_IS_FATAL ANY)
