# Configures the project in found/ with OPTIONS: TARGET of PACKAGE defines DEFINITIONS, needs C++20 and finds the
# headers of xact, in INCLUDE_DIR if that is given.

cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${CMAKE_COMMAND} --fresh -G ${GENERATOR} -S ${CMAKE_CURRENT_LIST_DIR}/found -B ${BINARY_DIR}
                        -DPACKAGE=${PACKAGE} -DTARGET=${TARGET} ${OPTIONS}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(READ ${BINARY_DIR}/usage usage)
if(NOT usage MATCHES "^definitions: ${DEFINITIONS}\nfeatures: [^\n]*cxx_std_20")
  message(FATAL_ERROR "${TARGET} is not used as it should be: ${usage}")
endif()
string(REGEX MATCHALL "include: [^\n]*" folders "${usage}")
list(TRANSFORM folders REPLACE "^include: " "")
set(with_headers)
foreach(folder IN LISTS folders)
  if(EXISTS ${folder}/xact/xact.hpp)
    list(APPEND with_headers ${folder})
  endif()
endforeach()
if(NOT with_headers OR INCLUDE_DIR AND NOT with_headers STREQUAL INCLUDE_DIR)
  message(FATAL_ERROR "the headers of xact are in none of ${folders}, or not in ${INCLUDE_DIR}")
endif()
