# Configures, builds and runs the project in SOURCE_DIR with OPTIONS, and with the xsimd unpacked in XSIMD.

cmake_minimum_required(VERSION 3.25)

if(XSIMD)
  if(NOT EXISTS ${XSIMD}/usr/include/xsimd)
    message("skipped: this xsimd is out of reach")
    return()
  endif()
  list(APPEND OPTIONS -DCMAKE_PREFIX_PATH=${XSIMD}/usr -DXSIMD_INCLUDE_DIRS=${XSIMD}/usr/include)
endif()

if(OPTIONS MATCHES "-DROUTE=pkg_config")
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
endif()

file(REMOVE_RECURSE ${BINARY_DIR})
execute_process(COMMAND ${CTEST} --build-and-test ${SOURCE_DIR} ${BINARY_DIR} --build-generator ${GENERATOR}
                        --build-options ${OPTIONS} --test-command ${BINARY_DIR}/consumer
                COMMAND_ERROR_IS_FATAL ANY)
