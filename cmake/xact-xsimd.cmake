# xact_find_xsimd(<no_simd>) finds xsimd and makes the target xact::xsimd of it; with no_simd the target only says
# XACT_NO_SIMD. The build tree uses this file, and so does the installed package. xact_xsimd_error says what is wrong,
# or is empty.

function(xact_find_xsimd no_simd)
  set(minimum 8.1)
  set(packages "Install it: libxsimd-dev on Debian and Ubuntu, xsimd in vcpkg and in Conan. "
               "Or set XACT_NO_SIMD for scalar loops.")
  string(CONCAT packages ${packages})
  set(xact_xsimd_error "" PARENT_SCOPE)
  if(TARGET xact::xsimd)
    return()
  endif()
  if(no_simd)
    add_library(xact::xsimd INTERFACE IMPORTED GLOBAL)
    target_compile_definitions(xact::xsimd INTERFACE XACT_NO_SIMD)
    return()
  endif()

  if(NOT TARGET xsimd)
    # Else the package of xsimd may insist on xtl, which xact has no use for.
    if(NOT DEFINED XSIMD_ENABLE_XTL_COMPLEX)
      set(XSIMD_ENABLE_XTL_COMPLEX OFF)
    endif()
    set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)
    # Without a version: asked for one, the package accepts its own major version only.
    find_package(xsimd CONFIG QUIET)
    if(NOT xsimd_FOUND)
      set(xact_xsimd_error
          "xact needs xsimd ${minimum} or later, which was not found. ${packages} ${xsimd_NOT_FOUND_MESSAGE}"
          PARENT_SCOPE)
      return()
    endif()
    if(xsimd_VERSION VERSION_LESS minimum)
      set(xact_xsimd_error
          "xact needs xsimd ${minimum} or later, but ${xsimd_DIR} has ${xsimd_VERSION}. ${packages}"
          PARENT_SCOPE)
      return()
    endif()
  endif()

  add_library(xact::xsimd INTERFACE IMPORTED GLOBAL)
  get_target_property(libraries xsimd INTERFACE_LINK_LIBRARIES)
  if("xtl" IN_LIST libraries AND NOT TARGET xtl)
    # Debian 12's target links xtl without finding it: every link would fail with "cannot find -lxtl".
    get_target_property(directories xsimd INTERFACE_INCLUDE_DIRECTORIES)
    target_include_directories(xact::xsimd SYSTEM INTERFACE ${directories})
  else()
    target_link_libraries(xact::xsimd INTERFACE xsimd)
  endif()
endfunction()
