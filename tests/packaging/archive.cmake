# Installs what `git archive` makes of the last commit of SOURCE_DIR into PREFIX, as a user does: without options, and where
# nothing is found that tests, benchmarks and examples need.

cmake_minimum_required(VERSION 3.25)

find_program(GIT git)
if(NOT GIT OR NOT EXISTS ${SOURCE_DIR}/.git)
  message("skipped: no clone, or no git")
  return()
endif()

set(unpacked ${PREFIX}.source)
file(REMOVE_RECURSE ${unpacked})
file(MAKE_DIRECTORY ${unpacked})
execute_process(COMMAND ${GIT} -C ${SOURCE_DIR} archive --prefix=xact-${VERSION}/ -o ${unpacked}/xact.tar.gz HEAD
                COMMAND_ERROR_IS_FATAL ANY)
file(ARCHIVE_EXTRACT INPUT ${unpacked}/xact.tar.gz DESTINATION ${unpacked})
set(SOURCE_DIR ${unpacked}/xact-${VERSION})

foreach(package IN ITEMS GTest benchmark CLI11 nlohmann_json Eigen3 Python3 Threads)
  list(APPEND OPTIONS -DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
endforeach()
include(${CMAKE_CURRENT_LIST_DIR}/install.cmake)

foreach(file IN ITEMS include/xact/xact.hpp share/cmake/xact/xact-config.cmake share/cmake/xact/dispatch/kernels.cpp
                      share/pkgconfig/xact.pc share/licenses/xact/LICENSE)
  if(NOT EXISTS ${PREFIX}/${file})
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()
file(GLOB folders RELATIVE ${PREFIX} ${PREFIX}/*)
file(GLOB_RECURSE headers RELATIVE ${SOURCE_DIR}/include ${SOURCE_DIR}/include/*)
file(GLOB_RECURSE installed RELATIVE ${PREFIX}/include ${PREFIX}/include/*)
if(NOT folders STREQUAL "include;share" OR NOT installed STREQUAL headers)
  message(FATAL_ERROR "not the headers, or more than those, in ${folders}")
endif()
