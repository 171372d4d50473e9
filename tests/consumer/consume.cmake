# Makes a user's project of a snippet in docs/install.md, the one of this ROUTE, builds it and runs it, with OPTIONS
# for CMake and with the xsimd unpacked in XSIMD.

cmake_minimum_required(VERSION 3.25)

include(${CMAKE_CURRENT_LIST_DIR}/../packaging/snippet.cmake)
read_snippet(${ROUTE} snippet)

if(XSIMD)
  if(NOT EXISTS ${XSIMD}/usr/include/xsimd)
    message("skipped: this xsimd is out of reach")
    return()
  endif()
  list(APPEND OPTIONS -DCMAKE_PREFIX_PATH=${XSIMD}/usr)
  set(XSIMD_INCLUDE_DIRS ${XSIMD}/usr/include)
endif()

# The user's folder, with a copy of xact, or a link to it.
set(project ${BINARY_DIR}.project)
file(REMOVE_RECURSE ${BINARY_DIR} ${project})
file(MAKE_DIRECTORY ${project})
file(CREATE_LINK ${XACT_SOURCE_DIR} ${project}/xact SYMBOLIC)

if(ROUTE MATCHES "^(pkg_config|include_path)$")
  if(ROUTE STREQUAL pkg_config)
    find_program(pkg_config NAMES pkg-config pkgconf)
    if(NOT pkg_config)
      message("skipped: no pkg-config")
      return()
    endif()
    file(GLOB_RECURSE xsimd_pc ${XSIMD}/usr/*/xsimd.pc)
    if(XSIMD)
      cmake_path(GET xsimd_pc PARENT_PATH xsimd_pc_dir)
    endif()
    set(ENV{PKG_CONFIG_PATH} "${PC_DIR}:${xsimd_pc_dir}")
  else()
    foreach(folder IN LISTS XSIMD_INCLUDE_DIRS)
      if(EXISTS ${folder}/xsimd)  # and not the headers of xact, which the snippet has to find
        set(ENV{CPATH} ${folder})
      endif()
    endforeach()
  endif()
  file(WRITE ${project}/main.cpp "#include \"${CMAKE_CURRENT_LIST_DIR}/main.cpp\"\n"
                                 "#include \"${CMAKE_CURRENT_LIST_DIR}/slopes.cpp\"\n")
  if(XSIMD_VERSION)
    string(APPEND COMPILER " -DEXPECTED_XSIMD='\"${XSIMD_VERSION}\"'")
  endif()
  string(REGEX REPLACE "^c\\+\\+ " "${COMPILER} " snippet "${snippet}")
  foreach(command IN ITEMS "${snippet}" ./main)
    execute_process(COMMAND sh -c "${command}" WORKING_DIRECTORY ${project} COMMAND_ECHO STDOUT
                    COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
  return()
endif()

if(DISPATCH)
  read_snippet(dispatch dispatch)
  string(STRIP "${dispatch}" dispatch)
  if(NOT dispatch STREQUAL "xact_add_dispatch(your_target)")
    message(FATAL_ERROR "docs/install.md speaks of dispatch in other words than project.cmake: ${dispatch}")
  endif()
endif()
file(WRITE ${project}/snippet.cmake "${snippet}")
file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/project.cmake ${project}/CMakeLists.txt)
execute_process(COMMAND ${CTEST} --build-and-test ${project} ${BINARY_DIR} --build-generator ${GENERATOR}
                        --build-options ${OPTIONS} -DCMAKE_CXX_COMPILER=${COMPILER} -DROUTE=${ROUTE}
                        -DCONSUMER_DIR=${CMAKE_CURRENT_LIST_DIR} -DDISPATCH=${DISPATCH} -DXSIMD_VERSION=${XSIMD_VERSION}
                        --test-command ${BINARY_DIR}/consumer
                COMMAND_ERROR_IS_FATAL ANY)
