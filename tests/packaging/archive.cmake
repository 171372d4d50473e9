# Installs what `git archive` makes of the last commit of SOURCE_DIR into PREFIX, as a user does: without options, and
# where nothing is found that tests, benchmarks and examples need. Then packs it, and writes its single headers.

cmake_minimum_required(VERSION 3.25)

find_program(GIT git)
if(NOT GIT OR NOT EXISTS ${SOURCE_DIR}/.git)
  message("skipped: no clone, or no git")
  return()
endif()

set(unpacked ${PREFIX}.source)
file(REMOVE_RECURSE ${unpacked})
file(MAKE_DIRECTORY ${unpacked})
execute_process(COMMAND ${GIT} -c safe.directory=${SOURCE_DIR} -C ${SOURCE_DIR} archive --prefix=xact-${VERSION}/
                        -o ${unpacked}/xact.tar.gz HEAD
                COMMAND_ERROR_IS_FATAL ANY)
file(ARCHIVE_EXTRACT INPUT ${unpacked}/xact.tar.gz DESTINATION ${unpacked})
set(SOURCE_DIR ${unpacked}/xact-${VERSION})
file(CREATE_LINK ${SOURCE_DIR} ${unpacked}/xact SYMBOLIC)

foreach(package IN ITEMS GTest benchmark CLI11 nlohmann_json Eigen3 Python3 Threads)
  list(APPEND OPTIONS -DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
endforeach()
list(JOIN OPTIONS " " options)

# As docs/install.md says, in this HOME.
include(${CMAKE_CURRENT_LIST_DIR}/snippet.cmake)
read_snippet(install commands)
string(REGEX REPLACE "^cmake " "cmake -G '${GENERATOR}' -DCMAKE_CXX_COMPILER=${COMPILER} --no-warn-unused-cli ${options} "
       commands "${commands}")
string(REGEX REPLACE "(^|\n)cmake " "\\1'${CMAKE_COMMAND}' " commands "${commands}")
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} -E env HOME=${PREFIX} sh -e -c "${commands}" WORKING_DIRECTORY ${unpacked}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
set(build ${SOURCE_DIR}/build)
string(APPEND PREFIX /.local)

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

set(packs ${PREFIX}.packs)
file(REMOVE_RECURSE ${packs})
foreach(config_and_generator IN ITEMS CPackConfig:TGZ CPackConfig:DEB CPackSourceConfig:TGZ)
  string(REPLACE ":" ";" config_and_generator "${config_and_generator}")
  list(POP_FRONT config_and_generator config generator)
  execute_process(COMMAND ${CPACK} --config ${build}/${config}.cmake -G ${generator} -B ${packs}
                  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endforeach()
foreach(pack_and_file IN ITEMS xact-${VERSION}-headers.tar.gz:include/xact/xact.hpp
                               xact-${VERSION}.tar.gz:CMakeLists.txt)
  string(REPLACE ":" ";" pack_and_file "${pack_and_file}")
  list(POP_FRONT pack_and_file pack file)
  string(REPLACE ".tar.gz" "" folder ${pack})
  execute_process(COMMAND ${CMAKE_COMMAND} -E tar tf ${packs}/${pack} OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
  if(NOT listed MATCHES "(^|\n)${folder}/${file}\n")
    message(FATAL_ERROR "${pack} does not contain ${folder}/${file}")
  endif()
endforeach()
find_program(DPKG_DEB dpkg-deb)
if(DPKG_DEB)
  execute_process(COMMAND ${DPKG_DEB} -f ${packs}/libxact-dev_${VERSION}_all.deb Package Architecture Depends
                  OUTPUT_VARIABLE fields COMMAND_ERROR_IS_FATAL ANY)
  if(NOT fields STREQUAL "Package: libxact-dev\nArchitecture: all\nDepends: libxsimd-dev (>= 8.1)\n")
    message(FATAL_ERROR "the package for Debian says\n${fields}")
  endif()
endif()

execute_process(COMMAND sh ${SOURCE_DIR}/dev single-header ${PREFIX}.single OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
foreach(file IN ITEMS xact.hpp xact-scalar.hpp)
  file(STRINGS ${PREFIX}.single/${file} found REGEX "^// xact ${VERSION} in one file" LIMIT_COUNT 1)
  if(NOT found)
    message(FATAL_ERROR "the single header ${file} is not of version ${VERSION}")
  endif()
endforeach()
