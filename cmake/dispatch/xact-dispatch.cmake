# xact_add_dispatch(<target> [HEADER <header> ACTIVATIONS <list>])
#
# Compiles the array functions for each instruction set of the processor's family and adds them to <target>,
# whose files may then call xact::dispatch::forward and the others of xact/dispatch.hpp. Only the activations in
# <list>, an xact::activation_list that <header> declares, your own among them; else all of xact/activations.hpp.
# Call it for each target that has such calls.

function(xact_add_dispatch target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "HEADER;ACTIVATIONS" "")
  if(NOT TARGET ${target})
    message(FATAL_ERROR "xact_add_dispatch: there is no target ${target}")
  endif()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "xact_add_dispatch: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT "${arg_HEADER}" STREQUAL "" AND "${arg_ACTIVATIONS}" STREQUAL "" OR
     "${arg_HEADER}" STREQUAL "" AND NOT "${arg_ACTIVATIONS}" STREQUAL "")
    message(FATAL_ERROR "xact_add_dispatch: HEADER and ACTIVATIONS go together")
  endif()
  if(arg_HEADER)
    target_compile_definitions(${target} PRIVATE "XACT_DISPATCH_HEADER=\"${arg_HEADER}\""
                                                 "XACT_DISPATCH_ACTIVATIONS=${arg_ACTIVATIONS}")
  endif()

  # Best first. avx2 is with FMA.
  set(sets baseline)
  set(no_simd FALSE)
  if(TARGET xact::xsimd)  # Conan's xact::xact does without
    get_property(no_simd TARGET xact::xsimd PROPERTY INTERFACE_COMPILE_DEFINITIONS)
  endif()
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64|i[3-6]86|x86)$" AND NOT no_simd)
    list(PREPEND sets avx512 avx2)
    if(MSVC)
      set(flags_avx2 /arch:AVX2)
      set(flags_avx512 /arch:AVX512)
    else()
      set(flags_avx2 -mavx2 -mfma -mf16c)
      set(flags_avx512 -mfma -mavx512f -mavx512bw -mavx512cd -mavx512dq -mavx512vl)
    endif()
  endif()
  list(JOIN sets "," sets_in_order)

  get_target_property(type ${target} TYPE)
  get_target_property(position_independent ${target} POSITION_INDEPENDENT_CODE)
  if(type MATCHES "^(SHARED|MODULE)_LIBRARY$")
    set(position_independent ON)
  endif()

  set(sources "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
  foreach(set IN LISTS sets)
    set(objects ${target}_xact_${set})
    add_library(${objects} OBJECT "${sources}/kernels.cpp")
    target_link_libraries(${objects} PRIVATE xact::xact)
    target_include_directories(${objects} PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    target_compile_definitions(${objects} PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>
                                                  XACT_DISPATCH_SET=${set} XACT_DISPATCH_SETS=${sets_in_order})
    if(position_independent)
      set_target_properties(${objects} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    endif()
    if(NOT MSVC)
      # Optimised in a debug build too, and right whatever the program is compiled with.
      target_compile_options(${objects} PRIVATE -O2 -fno-fast-math ${flags_${set}})
      if(set STREQUAL avx512 AND CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        # That compiler's own headers start from uninitialised registers, and warn about it.
        target_compile_options(${objects} PRIVATE -Wno-uninitialized -Wno-maybe-uninitialized)
      endif()
    else()
      target_compile_options(${objects} PRIVATE ${flags_${set}})
    endif()
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${objects}>)
  endforeach()
  target_sources(${target}_xact_baseline PRIVATE "${sources}/choose.cpp")
endfunction()
