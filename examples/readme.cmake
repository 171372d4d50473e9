# Fails unless README has a block of code that is SOURCE and, right after it, one that is what PROGRAM prints.

file(READ ${README} readme)
file(READ ${SOURCE} source)
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)

string(FIND "${readme}" "```cpp\n${source}```\n\n```text\n${output}```\n" place)
if(place EQUAL -1)
  message(FATAL_ERROR "README.md does not show ${SOURCE} and its output as they are. The output is\n${output}")
endif()
