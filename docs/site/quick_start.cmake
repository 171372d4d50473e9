# Follows docs/quick-start.md in an empty folder: saves its program, runs its commands but for the first, which installs,
# and compares what is printed with what the page shows.
# cmake -DSOURCE_DIR=. -DWORK=FOLDER -P docs/site/quick_start.cmake

cmake_minimum_required(VERSION 3.25)

file(READ ${SOURCE_DIR}/docs/quick-start.md page)

# Sets `variable` to the last block of a language.
function(last_block language variable)
  string(FIND "${page}" "```${language}\n" from REVERSE)
  if(from EQUAL -1)
    message(FATAL_ERROR "docs/quick-start.md has no block of ${language}")
  endif()
  string(SUBSTRING "${page}" ${from} -1 block)
  string(REGEX REPLACE "^```[a-z]*\n" "" block "${block}")
  string(FIND "${block}" "```" to)
  string(SUBSTRING "${block}" 0 ${to} block)
  set(${variable} "${block}" PARENT_SCOPE)
endfunction()
last_block(cpp program)
last_block(sh commands)
last_block(text expected)

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
file(CREATE_LINK ${SOURCE_DIR} ${WORK}/xact SYMBOLIC)
file(WRITE ${WORK}/main.cpp "${program}")
execute_process(COMMAND sh -e -c "${commands}" WORKING_DIRECTORY ${WORK} OUTPUT_VARIABLE printed
                COMMAND_ERROR_IS_FATAL ANY)
if(NOT printed STREQUAL expected)
  message(FATAL_ERROR "docs/quick-start.md shows\n${expected}, and its program prints\n${printed}")
endif()
