# Builds bits.cpp and compares what it prints with the file of its arithmetic class.
#
#   COMPILER   and FLAGS, separated by spaces
#   INCLUDE    directories, xsimd's among them
#   XSIMD_14.3 where that version lies; it goes before the others, if it does
#   EMULATOR   what runs the program, if this machine cannot
#   SCRATCH    a folder for the program
#   EXPECTED   fma or no_fma, beside this script
#
# Where something that it needs is missing, it says so and ends with "skipped".

cmake_minimum_required(VERSION 3.25)

foreach(program IN ITEMS ${COMPILER} ${EMULATOR})
  find_program(found ${program} NO_CACHE)
  if(NOT found)
    message("skipped: there is no ${program} here")
    return()
  endif()
  unset(found)
endforeach()
foreach(directory IN LISTS INCLUDE)
  if(NOT IS_DIRECTORY ${directory})
    message("skipped: there is no ${directory} here")
    return()
  endif()
endforeach()

if(IS_DIRECTORY "${XSIMD_14.3}")
  list(PREPEND INCLUDE ${XSIMD_14.3})
endif()
list(TRANSFORM INCLUDE PREPEND -I)
separate_arguments(FLAGS)
file(MAKE_DIRECTORY ${SCRATCH})
set(program ${SCRATCH}/bits)
execute_process(COMMAND ${COMPILER} -std=c++20 ${FLAGS} ${INCLUDE} -I${CMAKE_CURRENT_LIST_DIR}/..
                        ${CMAKE_CURRENT_LIST_DIR}/bits.cpp -o ${program}
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${EMULATOR} ${program} OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)

set(file ${CMAKE_CURRENT_LIST_DIR}/${EXPECTED})
file(STRINGS ${file} expected)
string(REPLACE "\n" ";" printed "${printed}")
list(REMOVE_ITEM printed "")
# Only what the program prints: not all activations, and no other parameters than the default.
list(TRANSFORM printed REPLACE " .*" "" OUTPUT_VARIABLE activations)
list(REMOVE_DUPLICATES activations)
list(JOIN activations "|" activations)
list(FILTER expected INCLUDE REGEX "^(${activations}) ")
set(others ${printed})
list(REMOVE_ITEM others ${expected})
if(others)
  list(JOIN others "\n  " others)
  message(FATAL_ERROR "not the bits of ${file} (of a new function, ./dev bits FUNCTION adds them):\n  ${others}")
endif()
list(REMOVE_ITEM expected ${printed})
if(expected)
  list(JOIN expected "\n  " expected)
  message(FATAL_ERROR "${file} expects, too:\n  ${expected}")
endif()
