# Writes the single headers into SCRATCH. What the preprocessor makes of them is, token by token, what it makes of the
# headers in XACT: so is all else, bits, symbols and time. In a file they may stand in any order, more than once. They
# define the macros that the headers in XACT define, and give back those that the program had. xact-scalar.hpp, and
# xact.hpp with XACT_NO_SIMD, include the standard library alone.
#
#   COMPILE    the compiler and its flags
#   INCLUDE    directories, xsimd's among them
#   CHANGED    a header that gets another line, if the test is to fail

cmake_minimum_required(VERSION 3.25)

set(OUTPUT ${SCRATCH})
include(${CMAKE_CURRENT_LIST_DIR}/../../cmake/single-header.cmake)  # which says what the files have

list(TRANSFORM INCLUDE PREPEND -idirafter)
if(CHANGED)
  file(COPY ${XACT}/xact DESTINATION ${SCRATCH}/changed)
  set(XACT ${SCRATCH}/changed)
  file(APPEND ${XACT}/xact/${CHANGED} "static_assert(true);\n")
endif()

# Macros of the program.
file(READ ${XACT}/xact/base/macros_aside.hpp aside)
string(REGEX MATCHALL "#undef [A-Za-z]+" words "${aside}")
list(TRANSFORM words REPLACE "#undef " "")
list(TRANSFORM words REPLACE "(.+)" "-D\\1=of_program" OUTPUT_VARIABLE define_words)

# What the preprocessor prints for a file of these headers.
function(preprocess headers result)
  list(TRANSFORM headers REPLACE "(.+)" "#include \"\\1\"\n")
  list(JOIN headers "" lines)
  file(WRITE ${SCRATCH}/file.cpp "${lines}")
  execute_process(COMMAND ${COMPILE} -E ${ARGN} -I${XACT} ${INCLUDE} ${SCRATCH}/file.cpp
                  OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
  set(${result} "${printed}" PARENT_SCOPE)
endfunction()

# Without blanks, what puts macros and warnings aside, and the file and line that assert() prints.
function(tokens_of headers result)
  preprocess("${headers}" text -P)
  string(REGEX REPLACE "#pragma (push_macro|pop_macro|GCC diagnostic|clang diagnostic)[^\n]*\n" "" text "${text}")
  string(REGEX REPLACE "\"[^\"\n]*/xact[^\"\n]*\\.hpp\", *[0-9]+" "" text "${text}")
  string(REGEX REPLACE "[ \n]+" "\n" text "\n${text}\n")
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

function(macros_of headers result)
  preprocess("${headers}" text -dM ${define_words})
  string(REGEX MATCHALL "#define (XACT_[A-Z0-9_]+|[A-Za-z]+ of_program)" macros "${text}")
  list(FILTER macros EXCLUDE REGEX "XACT_SINGLE_HEADER(_OF_ARRAYS)?$")
  list(SORT macros)
  set(${result} "${macros}" PARENT_SCOPE)
endfunction()

# The single headers, in this order, are as these headers of the folder.
function(compare single of_folder)
  list(TRANSFORM of_folder PREPEND xact/)
  foreach(kind IN ITEMS tokens macros)
    cmake_language(CALL ${kind}_of "${single}" found)
    cmake_language(CALL ${kind}_of "${of_folder}" expected)
    if(NOT found STREQUAL expected)
      string(REPLACE ";" ", " single "${single}")
      string(REPLACE ";" ", " of_folder "${of_folder}")
      file(WRITE ${SCRATCH}/found "${found}")
      file(WRITE ${SCRATCH}/expected "${expected}")
      message(SEND_ERROR "${single} has other ${kind} than ${of_folder}: diff ${SCRATCH}/expected ${SCRATCH}/found")
    endif()
  endforeach()
  foreach(word IN LISTS words)
    if(NOT "#define ${word} of_program" IN_LIST found)
      message(SEND_ERROR "the program's macro ${word} is not what it was after ${single}")
    endif()
  endforeach()
endfunction()

compare(xact.hpp "${scalar_headers};${array_headers}")
if(NOT "-DXACT_NO_SIMD" IN_LIST COMPILE)
  return()
endif()

# All that does not depend on the registers is looked at without them, where the preprocessor has a third to print.
compare(xact-scalar.hpp "${scalar_headers}")
compare("xact-scalar.hpp;xact.hpp;xact-scalar.hpp" "${scalar_headers};${array_headers}")
compare("xact.hpp;xact-scalar.hpp;xact.hpp" "${scalar_headers};${array_headers}")
foreach(file IN ITEMS xact-scalar.hpp xact.hpp)
  preprocess(${file} text)  # with a line for each file
  if(NOT text MATCHES "\"[^\"\n]*/${file}\"" OR text MATCHES "\"[^\"\n]*/(xsimd|xact|Eigen)/[^\"\n]*\"")
    message(SEND_ERROR "${file} includes ${CMAKE_MATCH_0}")
  endif()
endforeach()
