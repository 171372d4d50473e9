# What `cmake --install` installs, and what a build folder offers to projects beside it: headers, the CMake package,
# the pkg-config file and the license. The package holds for every architecture, so all of it is in include and share.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# What stands in an absolute folder names the prefix that was configured, so that no other will do.
if(IS_ABSOLUTE "${CMAKE_INSTALL_DATADIR}" AND NOT IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  install(CODE "
    if(NOT CMAKE_INSTALL_PREFIX STREQUAL \"${CMAKE_INSTALL_PREFIX}\")
      message(FATAL_ERROR \"xact: CMAKE_INSTALL_DATADIR is absolute, and what is installed there names the prefix \"
                          \"${CMAKE_INSTALL_PREFIX}: configure with -DCMAKE_INSTALL_PREFIX=\${CMAKE_INSTALL_PREFIX}\")
    endif()")
endif()

# ---- the CMake package

set(package ${CMAKE_INSTALL_DATADIR}/cmake/xact)
write_basic_package_version_file(xact-config-version.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
configure_file(cmake/xact-config.cmake.in xact-config.cmake @ONLY)

# Not as a file set: of one in an absolute folder, CMake 3.25 exports ${_IMPORT_PREFIX} and that folder.
target_include_directories(xact INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
install(DIRECTORY include/xact DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.hpp)
install(TARGETS xact EXPORT xact-targets)
install(EXPORT xact-targets NAMESPACE xact:: DESTINATION ${package})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/xact-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/xact-config-version.cmake
              cmake/xact-xsimd.cmake
        DESTINATION ${package})
install(DIRECTORY cmake/dispatch DESTINATION ${package})

# The build folder is a package, too: -Dxact_DIR=<build folder>. It has no copies, but names the source. And a project
# that has xact as a subdirectory and calls export() on targets that link it finds xact in an export set.
export(EXPORT xact-targets NAMESPACE xact::)
foreach(file IN ITEMS xact-xsimd.cmake dispatch/xact-dispatch.cmake)
  file(CONFIGURE OUTPUT ${file} CONTENT "include(\"@CMAKE_CURRENT_SOURCE_DIR@/cmake/@file@\")\n" @ONLY)
endforeach()

# ---- the pkg-config file

# Relative to the file itself, so that the prefix may be moved; an absolute CMAKE_INSTALL_INCLUDEDIR or
# CMAKE_INSTALL_DATADIR is taken as it is.
set(pkg_config ${CMAKE_INSTALL_DATADIR}/pkgconfig)
if(IS_ABSOLUTE "${CMAKE_INSTALL_DATADIR}")
  set(pc_prefix ${CMAKE_INSTALL_PREFIX})
else()
  file(RELATIVE_PATH prefix_from_pc /${pkg_config} /)
  set(pc_prefix "\${pcfiledir}/${prefix_from_pc}")
endif()
set(pc_includedir ${CMAKE_INSTALL_INCLUDEDIR})
if(NOT IS_ABSOLUTE "${pc_includedir}")
  string(PREPEND pc_includedir "\${prefix}/")
endif()
if(XACT_NO_SIMD)
  set(pc_requires "")
  set(pc_definitions " -DXACT_NO_SIMD")
else()
  set(pc_requires "xsimd >= 8.1")
  set(pc_definitions "")
endif()
configure_file(cmake/xact.pc.in xact.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/xact.pc DESTINATION ${pkg_config})

# ---- the license

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/xact)

# ---- archives: cpack -G TGZ, cpack -G DEB, cpack --config CPackSourceConfig.cmake

# There is no description by the Common Package Specification: CMake 4.3 prefers one to the package above, but gets no
# xact_add_dispatch from it, nor xsimd, whose target has no namespace.

if(PROJECT_IS_TOP_LEVEL)
  set(CPACK_GENERATOR TGZ)
  set(CPACK_SOURCE_GENERATOR TGZ)
  set(CPACK_PACKAGE_FILE_NAME xact-${PROJECT_VERSION}-headers)
  set(CPACK_SOURCE_PACKAGE_FILE_NAME xact-${PROJECT_VERSION})
  set(CPACK_VERBATIM_VARIABLES ON)
  # Anchored: a folder above this one may have such a name.
  string(REGEX REPLACE "([][+.*()^$?|\\])" "\\\\\\1" here ${CMAKE_CURRENT_SOURCE_DIR})
  set(CPACK_SOURCE_IGNORE_FILES "^${here}/\\.git(/|$)" "^${here}/(.*/)?(build|out|__pycache__)/"
                                "/CMakeUserPresets\\.json$")
  set(CPACK_PACKAGE_VENDOR "The xact authors")
  set(CPACK_PACKAGE_CONTACT "The xact authors")
  set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_CURRENT_SOURCE_DIR}/LICENSE)

  # As Debian names headers.
  set(CPACK_DEBIAN_PACKAGE_NAME libxact-dev)
  set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  if(NOT XACT_NO_SIMD)
    set(CPACK_DEBIAN_PACKAGE_DEPENDS "libxsimd-dev (>= 8.1)")
  endif()
  include(CPack)
endif()
