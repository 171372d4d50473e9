# What the files that Conan writes for CMake do not say themselves.

if(TARGET xact::xact)
  set_property(TARGET xact::xact APPEND PROPERTY INTERFACE_COMPILE_FEATURES cxx_std_20)
endif()
include("${CMAKE_CURRENT_LIST_DIR}/dispatch/xact-dispatch.cmake")
