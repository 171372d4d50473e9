# Compiles CASE with FLAGS and the options in its first lines, and fails where the compiler says anything.

include(${CMAKE_CURRENT_LIST_DIR}/../case_lines.cmake)
read_case_lines(options options)
read_case_lines("options of ${ID}" more_options)
separate_arguments(options UNIX_COMMAND "${FLAGS} ${options} ${more_options}")

list(REMOVE_ITEM INCLUDE ${XACT})
list(TRANSFORM INCLUDE PREPEND -idirafter)
cmake_path(GET CASE PARENT_PATH folder)
execute_process(COMMAND ${COMPILER} -std=c++20 -Werror ${options} -I${XACT} ${INCLUDE}
                        -fsyntax-only ${CASE}
                WORKING_DIRECTORY ${folder} RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE words)
if(NOT status EQUAL 0 OR NOT words STREQUAL "")
  message(FATAL_ERROR "${CASE} was expected to compile without a word:\n${words}")
endif()
