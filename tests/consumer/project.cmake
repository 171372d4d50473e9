# The CMakeLists.txt of a user's project, which gets xact as snippet.cmake, a part of docs/install.md, says.
# tests/consumer/CMakeLists.txt runs it with each ROUTE.

cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES CXX)

if(XSIMD_SOURCE_DIR)
  add_subdirectory(${XSIMD_SOURCE_DIR} xsimd)
endif()

add_executable(your_target ${CONSUMER_DIR}/main.cpp ${CONSUMER_DIR}/slopes.cpp)
set_target_properties(your_target PROPERTIES OUTPUT_NAME consumer)
if(XSIMD_VERSION)
  target_compile_definitions(your_target PRIVATE EXPECTED_XSIMD="${XSIMD_VERSION}")
endif()

include(snippet.cmake)

# xact brings C++20 and its headers, and nothing else: no flags, none of its tests, no installation.
get_target_property(options xact::xact INTERFACE_COMPILE_OPTIONS)
get_target_property(definitions xact::xact INTERFACE_COMPILE_DEFINITIONS)
if(options OR definitions OR TARGET xact_warnings OR XACT_INSTALL)
  message(FATAL_ERROR "xact brings more than its headers: ${options} ${definitions}")
endif()

if(DISPATCH)  # the kind of a library that calls xact::dispatch
  add_library(dispatched ${DISPATCH} ${CONSUMER_DIR}/dispatched.cpp)
  target_include_directories(dispatched PRIVATE ${CONSUMER_DIR})
  target_link_libraries(dispatched PRIVATE xact::xact)
  xact_add_dispatch(dispatched HEADER chosen_activations.hpp ACTIVATIONS chosen_activations)
  target_link_libraries(your_target PRIVATE dispatched)
  target_compile_definitions(your_target PRIVATE DISPATCHED)
endif()
