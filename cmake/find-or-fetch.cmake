include_guard(GLOBAL)
include(FetchContent)

# Finds the package `name` or, with XACT_FETCH_DEPENDENCIES, fetches its sources. Further arguments say what installs
# it and which option asked for it.
function(xact_find_or_fetch name repository tag)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "INSTALL;FOR" "")
  set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)
  set(XSIMD_ENABLE_XTL_COMPLEX OFF)
  find_package(${name} CONFIG QUIET)
  if(${name}_FOUND)
    return()
  endif()
  if(NOT XACT_FETCH_DEPENDENCIES)
    message(FATAL_ERROR "xact: ${name} was not found. Install it (${arg_INSTALL}), or set XACT_FETCH_DEPENDENCIES=ON, "
                        "or do without: ${arg_FOR}=OFF. The library itself does not need it.")
  endif()
  message(STATUS "Fetching ${name} ${tag} from ${repository}")
  set(INSTALL_GTEST OFF)
  set(BENCHMARK_ENABLE_INSTALL OFF)
  set(BENCHMARK_ENABLE_TESTING OFF)
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON SYSTEM)
  FetchContent_MakeAvailable(${name})
endfunction()
