# The picture of the house in CONTRIBUTING has every header of INCLUDE_DIR on the lines of its folder, but for those that
# are named for a function: of these it shows where they stand.

cmake_minimum_required(VERSION 3.25)

file(READ ${CONTRIBUTING} text)
string(FIND "${text}" "\n    top " begin)
string(FIND "${text}" "\n**Where is" end)
math(EXPR length "${end} - ${begin}")
if(begin EQUAL -1 OR length LESS 0)
  message(FATAL_ERROR "${CONTRIBUTING} has no picture of the house")
endif()
string(SUBSTRING "${text}" ${begin} ${length} picture)

# A part for each folder: what stands from its name to the next one's.
foreach(folder IN ITEMS top array/ core/ math/ simd/ base/)
  string(REGEX MATCH "\n    ${folder} [^\n]*(\n     [^\n]*)*" part_of_${folder} "${picture}")
endforeach()

file(GLOB_RECURSE headers RELATIVE ${INCLUDE_DIR} ${INCLUDE_DIR}/*.hpp)
file(GLOB functions RELATIVE ${INCLUDE_DIR} ${INCLUDE_DIR}/*.hpp)
list(REMOVE_ITEM functions activations.hpp algorithm.hpp as.hpp by_name.hpp clamped_swiglu.hpp dispatch.hpp eigen.hpp gates.hpp
     prelu.hpp registers.hpp rows.hpp std_simd.hpp transform.hpp xact.hpp)
foreach(header IN LISTS headers)
  cmake_path(GET header FILENAME name)
  if(name IN_LIST functions)
    continue()
  endif()
  cmake_path(GET header STEM stem)
  string(REGEX REPLACE "/.*" "/" folder "${header}")
  if(NOT header MATCHES "/")
    set(folder top)
  endif()
  if(NOT "${part_of_${folder}} " MATCHES "[^a-z_0-9]${stem}[^a-z_0-9]")
    message(SEND_ERROR "the picture in CONTRIBUTING.md does not have ${header}")
  endif()
endforeach()
