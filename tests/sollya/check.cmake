# Runs every script of this folder and looks up each number it prints in the library's headers:
#   cmake [-Donly=tanh] -P tests/sollya/check.cmake
# Needs sollya (Debian: sollya) and about ten minutes.

cmake_minimum_required(VERSION 3.25)

find_program(sollya NAMES sollya)
if(NOT sollya)
  message(FATAL_ERROR "xact: sollya was not found (Debian and Ubuntu: sollya)")
endif()

# In one spelling: no suffix, no +, no zeros at the end of a mantissa.
function(spell_alike variable)
  string(REGEX REPLACE "p\\+" "p" text "${${variable}}")
  string(REGEX REPLACE "(0x[0-9a-f]\\.?[0-9a-f]*p-?[0-9]+)f" "\\1" text "${text}")
  string(REGEX REPLACE "(\\.[0-9a-f]*[1-9a-f])0+p" "\\1p" text "${text}")
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

set(headers "")
file(GLOB_RECURSE paths "${CMAKE_CURRENT_LIST_DIR}/../../include/*.hpp")
foreach(path IN LISTS paths)
  file(READ "${path}" text)
  string(APPEND headers "${text}")
endforeach()
spell_alike(headers)
string(REGEX MATCHALL "-?0x[0-9a-f.]+p-?[0-9]+" known "${headers}")

set(missing 0)
file(GLOB scripts "${CMAKE_CURRENT_LIST_DIR}/${only}*.sollya")
foreach(script IN LISTS scripts)
  get_filename_component(name "${script}" NAME)
  if(name STREQUAL "tables.sollya")
    continue()
  endif()
  execute_process(COMMAND "${sollya}" "${name}" WORKING_DIRECTORY "${CMAKE_CURRENT_LIST_DIR}"
                  OUTPUT_VARIABLE printed RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "${name} failed: ${failed}")
  endif()
  string(REGEX REPLACE "c0x1[^:]*:" "" printed "${printed}")  # the labels of the columns
  spell_alike(printed)
  string(REGEX MATCHALL "-?0x[0-9a-f.]+p-?[0-9]+" numbers "${printed}")
  list(LENGTH numbers count)
  if(count EQUAL 0)
    message(FATAL_ERROR "${name} printed no number")
  endif()
  foreach(number IN LISTS numbers)
    if(NOT number IN_LIST known AND NOT "-${number}" IN_LIST known)
      message(SEND_ERROR "${name} prints ${number}, which no header has")
      math(EXPR missing "${missing} + 1")
    endif()
  endforeach()
  message(STATUS "${name}: ${count} numbers")
endforeach()
if(missing)
  message(FATAL_ERROR "${missing} numbers are not in the headers")
endif()
