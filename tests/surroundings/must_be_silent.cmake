# Compiles CASE with FLAGS and the options in its first lines, and fails where the compiler says anything.

function(options_of line result)
  file(STRINGS ${CASE} found REGEX "^// ${line}: ")
  list(TRANSFORM found REPLACE "^// ${line}: " "")
  list(JOIN found " " found)
  separate_arguments(found UNIX_COMMAND "${found}")
  set(${result} ${found} PARENT_SCOPE)
endfunction()
separate_arguments(FLAGS UNIX_COMMAND "${FLAGS}")
options_of(options options)
options_of("options of ${ID}" more_options)

list(REMOVE_ITEM INCLUDE ${XACT})
list(TRANSFORM INCLUDE PREPEND -idirafter)
cmake_path(GET CASE PARENT_PATH folder)
execute_process(COMMAND ${COMPILER} -std=c++20 -Werror ${FLAGS} ${options} ${more_options} -I${XACT} ${INCLUDE}
                        -fsyntax-only ${CASE}
                WORKING_DIRECTORY ${folder} RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE words)
if(NOT status EQUAL 0 OR NOT words STREQUAL "")
  message(FATAL_ERROR "${CASE} was expected to compile without a word:\n${words}")
endif()
