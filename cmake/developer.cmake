# What tests, benchmarks and examples share.

option(XACT_WERROR "Warnings are errors in tests, benchmarks and examples" OFF)

include(cmake/find-or-fetch.cmake)
include(cmake/instruction-sets.cmake)
include(cmake/registry.cmake)

# all_verify_interface_header_sets compiles each header by itself.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS include/xact/*.hpp)
# One is for those who have Eigen, one for a standard library that has vectors.
find_package(Eigen3 3.4 QUIET NO_MODULE)
if(NOT TARGET Eigen3::Eigen)
  find_package(Eigen3 5 QUIET NO_MODULE)  # which does not say that it is also 3.4
endif()
if(NOT TARGET Eigen3::Eigen)
  list(FILTER headers EXCLUDE REGEX "/eigen\\.hpp$")
endif()
include(CheckIncludeFileCXX)
check_include_file_cxx(experimental/simd XACT_HAS_STD_SIMD)
if(NOT XACT_HAS_STD_SIMD)
  list(FILTER headers EXCLUDE REGEX "/std_simd\\.hpp$")
endif()
add_library(xact_headers INTERFACE)
target_sources(xact_headers INTERFACE FILE_SET HEADERS BASE_DIRS include FILES ${headers})
target_link_libraries(xact_headers INTERFACE xact::xact $<TARGET_NAME_IF_EXISTS:Eigen3::Eigen>)
set_property(TARGET xact_headers PROPERTY VERIFY_INTERFACE_HEADER_SETS ON)

add_library(xact_warnings INTERFACE)
if(NOT MSVC)
  target_compile_options(xact_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                 $<$<BOOL:${XACT_WERROR}>:-Werror>)
endif()

enable_testing()
if(XACT_BUILD_TESTS)
  add_subdirectory(tests)
endif()
if(XACT_BUILD_BENCH AND NOT XACT_NO_SIMD)
  add_subdirectory(bench)
endif()
if(XACT_BUILD_EXAMPLES)
  add_subdirectory(examples)
endif()
if(XACT_BUILD_PAGE)
  add_subdirectory(examples/page)
endif()
if(XACT_BUILD_DOCS)
  add_subdirectory(docs/site)
endif()
