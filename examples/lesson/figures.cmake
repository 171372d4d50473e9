# Runs PROGRAM with ARGUMENTS. Fails unless it succeeds, prints what STDOUT matches, writes figures that are as
# FIGURES says, and draws its picture; where REPEATABLE, also unless a second run writes the same figures.
#
# FIGURES are chains of numbers and of paths into the JSON file, with < or = between them.

file(REMOVE_RECURSE ${OUTPUT})
set(run ${PROGRAM} ${ARGUMENTS} --output ${OUTPUT} --json ${OUTPUT}.json)
execute_process(COMMAND ${run} OUTPUT_VARIABLE stdout COMMAND_ERROR_IS_FATAL ANY)
message("${stdout}")
if(NOT stdout MATCHES "${STDOUT}")
  message(SEND_ERROR "stdout does not match ${STDOUT}")
endif()
file(READ ${OUTPUT}.json json)

# A number is itself; else what the JSON file has at the path.
function(value_of word variable)
  if(NOT word MATCHES "^-?[0-9]")
    string(REPLACE "." ";" path "${word}")
    string(JSON word GET "${json}" ${path})
  endif()
  set(${variable} ${word} PARENT_SCOPE)
endfunction()

foreach(chain IN LISTS FIGURES)
  string(REPLACE " " ";" words "${chain}")
  list(POP_FRONT words left)
  while(words)
    list(POP_FRONT words operator right)
    value_of(${left} a)
    value_of(${right} b)
    if(operator STREQUAL "<" AND a LESS b OR operator STREQUAL "=" AND a EQUAL b)
      message("${left} ${operator} ${right}: ${a} and ${b}")
    else()
      message(SEND_ERROR "Not so: ${left} ${operator} ${right}, which are ${a} and ${b}")
    endif()
    set(left ${right})
  endwhile()
endforeach()

if(REPEATABLE)
  execute_process(COMMAND ${run} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(READ ${OUTPUT}.json again)
  if(NOT again STREQUAL json)
    message(SEND_ERROR "Two runs differ")
  endif()
endif()

get_filename_component(name ${PROGRAM} NAME_WE)
find_program(GNUPLOT gnuplot)
if(GNUPLOT AND NOT EXISTS ${OUTPUT}/${name}.png)
  message(SEND_ERROR "No picture")
elseif(NOT GNUPLOT AND NOT stdout MATCHES "No picture: gnuplot is missing [^\n]*gnuplot-nox")
  message(SEND_ERROR "No word on gnuplot")
endif()
