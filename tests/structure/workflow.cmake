# The workflow in SOURCE_DIR/.github runs each preset of CMakePresets.json, but for the sweep, which takes hours.

cmake_minimum_required(VERSION 3.25)

file(READ ${SOURCE_DIR}/CMakePresets.json text)
string(JSON count LENGTH "${text}" workflowPresets)
math(EXPR last "${count} - 1")
foreach(i RANGE ${last})
  string(JSON name GET "${text}" workflowPresets ${i} name)
  list(APPEND presets ${name})
endforeach()
list(REMOVE_ITEM presets sweep)
list(JOIN presets ", " presets)

file(READ ${SOURCE_DIR}/.github/workflows/ci.yml workflow)
if(NOT workflow MATCHES "preset: \\[([^]]*)\\]" OR NOT CMAKE_MATCH_1 STREQUAL presets)
  message(FATAL_ERROR "the workflow runs ${CMAKE_MATCH_1} instead of ${presets}")
endif()
if(NOT workflow MATCHES "- run: cmake --workflow --preset \\\${{ matrix.preset }}")
  message(FATAL_ERROR "the workflow does not run the presets as they are")
endif()
