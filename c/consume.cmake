# A user's program in C, PROGRAM, by the package that is installed in PREFIX: found by ROUTE, find_package or pkg_config, and
# linked with LIBRARY, c or c_static. It prints what EXPECTED matches. The folder may be another than that it was configured
# for.

cmake_minimum_required(VERSION 3.25)

set(project ${BINARY_DIR}.project)
file(REMOVE_RECURSE ${BINARY_DIR} ${project})
file(MAKE_DIRECTORY ${project})

if(ROUTE STREQUAL find_package)
  # No language but C: the static library brings along what it needs of C++.
  file(WRITE ${project}/CMakeLists.txt "
    cmake_minimum_required(VERSION 3.25)
    project(consumer LANGUAGES C)
    find_package(xact-c ${VERSION} CONFIG REQUIRED)
    add_executable(consumer \"${PROGRAM}\")
    target_link_libraries(consumer PRIVATE xact::${LIBRARY})\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S ${project} -B ${BINARY_DIR} -Dxact-c_ROOT=${PREFIX}
                          -DCMAKE_C_COMPILER=${COMPILER}
                  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${CMAKE_COMMAND} --build ${BINARY_DIR} COMMAND_ERROR_IS_FATAL ANY)
else()
  find_program(pkg_config NAMES pkg-config pkgconf)
  if(NOT pkg_config)
    message("skipped: no pkg-config")
    return()
  endif()
  file(MAKE_DIRECTORY ${BINARY_DIR})
  file(GLOB_RECURSE pc_file ${PREFIX}/*/xact-c.pc)
  cmake_path(GET pc_file PARENT_PATH pc_folder)
  set(ENV{PKG_CONFIG_PATH} ${pc_folder})
  set(static)
  if(LIBRARY STREQUAL c_static)
    set(static --static)
  endif()
  execute_process(COMMAND ${pkg_config} ${static} --cflags --libs "xact-c >= ${VERSION}" OUTPUT_VARIABLE options
                  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${pkg_config} --variable=libdir xact-c OUTPUT_VARIABLE libdir OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(ENV{LD_LIBRARY_PATH} ${libdir})  # where CMake has an RPATH
  string(REPLACE "--static" "-static" static "${static}")
  separate_arguments(options UNIX_COMMAND "${options}")
  execute_process(COMMAND ${COMPILER} ${static} ${PROGRAM} ${options} -o ${BINARY_DIR}/consumer COMMAND_ECHO STDOUT
                  COMMAND_ERROR_IS_FATAL ANY)
endif()

execute_process(COMMAND ${BINARY_DIR}/consumer OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
message("${output}")
if(NOT output MATCHES "${EXPECTED}")
  message(FATAL_ERROR "${PROGRAM} does not print ${EXPECTED}")
endif()
