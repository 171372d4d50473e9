# Does in the folder PROJECT, of a user without a build system, what docs/install.md says of the single header, with the
# program that README.md begins with, and runs it.

cmake_minimum_required(VERSION 3.25)

include(${CMAKE_CURRENT_LIST_DIR}/../packaging/snippet.cmake)
read_snippet(single_header snippet)
string(REGEX REPLACE "\nc\\+\\+ " "\n${COMPILER} " snippet "${snippet}")

file(REMOVE_RECURSE ${PROJECT})
file(MAKE_DIRECTORY ${PROJECT})
file(CREATE_LINK ${XACT_SOURCE_DIR} ${PROJECT}/xact SYMBOLIC)
file(READ ${XACT_SOURCE_DIR}/examples/quick_start.cpp program)
string(REPLACE "#include <xact/xact.hpp>" "#include \"xact.hpp\"" program "${program}")
file(WRITE ${PROJECT}/main.cpp "${program}")

list(REMOVE_ITEM INCLUDE ${XACT_SOURCE_DIR}/include)
list(JOIN INCLUDE ":" directories)
if(directories)  # xsimd's, where the compiler does not look anyway
  set(ENV{CPATH} ${directories})
endif()
foreach(command IN ITEMS "${snippet}" ./main)
  execute_process(COMMAND sh -e -c "${command}" WORKING_DIRECTORY ${PROJECT} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
