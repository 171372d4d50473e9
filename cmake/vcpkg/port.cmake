# Writes vcpkg's port of xact into OUTPUT/xact, for --overlay-ports=OUTPUT or for the ports of a registry:
#
#   cmake -DOUTPUT=<folder> [-DREPOSITORY=<address>] [-DREF=<tag or commit>] -P cmake/vcpkg/port.cmake
#
# The port takes the source of REF, by default the last commit, from REPOSITORY, by default this clone.

cmake_minimum_required(VERSION 3.25)

cmake_path(SET clone NORMALIZE ${CMAKE_CURRENT_LIST_DIR}/../..)
find_program(GIT git REQUIRED)

function(git output)
  execute_process(COMMAND ${GIT} -C ${clone} ${ARGN} OUTPUT_VARIABLE text ERROR_VARIABLE error RESULT_VARIABLE status
                  OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "port.cmake: `git ${command}` in ${clone}: ${error}")
  endif()
  set(${output} "${text}" PARENT_SCOPE)
endfunction()

if(NOT OUTPUT)
  message(FATAL_ERROR "port.cmake: say where to: cmake -DOUTPUT=<folder> -P cmake/vcpkg/port.cmake")
endif()
if(NOT REF)
  git(changes status --porcelain -- CMakeLists.txt LICENSE cmake include)
  if(changes)
    message(FATAL_ERROR "port.cmake: the port has what is committed, but there are changes: commit them, or give the "
                        "commit that you want as -DREF=HEAD\n${changes}")
  endif()
  set(REF HEAD)
endif()
git(COMMIT rev-parse --verify "${REF}^{commit}")
git(config show ${COMMIT}:include/xact/base/config.hpp)
string(REGEX MATCHALL "#define XACT_VERSION_[A-Z]+ [0-9]+" VERSION "${config}")
list(TRANSFORM VERSION REPLACE "[^0-9]" "")
list(JOIN VERSION . VERSION)
if(NOT REPOSITORY)
  set(REPOSITORY ${clone})
endif()

configure_file(${CMAKE_CURRENT_LIST_DIR}/portfile.cmake.in ${OUTPUT}/xact/portfile.cmake @ONLY NEWLINE_STYLE UNIX)
file(READ ${CMAKE_CURRENT_LIST_DIR}/vcpkg.json.in manifest)
if(NOT REPOSITORY MATCHES "^https?://")
  string(REGEX REPLACE "  \"homepage\"[^\n]*\n" "" manifest "${manifest}")  # a folder is no page
endif()
string(CONFIGURE "${manifest}" manifest @ONLY)
file(WRITE ${OUTPUT}/xact/vcpkg.json "${manifest}")
file(COPY ${CMAKE_CURRENT_LIST_DIR}/usage DESTINATION ${OUTPUT}/xact)
message(STATUS "${OUTPUT}/xact is the port of xact ${VERSION}, commit ${COMMIT} of ${REPOSITORY}")
