# xact_add_dispatch(<target> [HEADER <header> ACTIVATIONS <list>] [ROWS])
#
# Compiles the array functions for each instruction set of the processor's family and adds them to <target>,
# whose files may then call xact::dispatch::forward and the others of xact/dispatch.hpp. Only the activations in
# <list>, an xact::activation_list that <header> declares, your own among them; else all of xact/activations.hpp.
# With ROWS, the functions of xact/rows.hpp as well.
# Call it for each target that has such calls: a library or an executable of files of its own. The loops are
# compiled as <target> is, with its options (all but those about warnings), definitions, include directories and
# C++ standard, and the flags of their instruction set after those.
#
# It needs CMake 3.19, which is less than the rest of xact does: Conan's users get no more than this file.

if(CMAKE_VERSION VERSION_LESS 3.19)
  message(FATAL_ERROR "xact_add_dispatch needs CMake 3.19 or later, and this is ${CMAKE_VERSION}")
endif()
include(CheckCXXSourceCompiles)

# Sets `result` to whether the compiler makes code for x86. CMAKE_SYSTEM_PROCESSOR is no answer: Emscripten's
# toolchain file says x86, some set nothing, and on a Mac or in Visual Studio it names the machine that compiles.
function(xact_compiler_is_for_x86 result)
  # A universal binary has several architectures: it is enough if one of them is x86.
  set(CMAKE_OSX_ARCHITECTURES ${ARGN})
  string(MAKE_C_IDENTIFIER "XACT_COMPILES_FOR_X86${ARGN}" answer)
  set(CMAKE_REQUIRED_QUIET ON)
  foreach(setting IN ITEMS FLAGS DEFINITIONS INCLUDES LIBRARIES LINK_OPTIONS)
    set(CMAKE_REQUIRED_${setting} "")  # of the project's own checks
  endforeach()
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)  # where there is no system, nothing links
  # Code for ARM64EC calls itself x64, but runs on ARM.
  check_cxx_source_compiles("
    #if !defined(__x86_64__) && !defined(__i386__) && !defined(_M_X64) && !defined(_M_IX86) || defined(_M_ARM64EC)
    #error not for x86
    #endif
    int main() { return 0; }" ${answer})
  set(${result} ${${answer}} PARENT_SCOPE)
endfunction()

# Sets `result` to the definitions that every user of xact::xact gets.
function(xact_usage_definitions result)
  set(all)
  foreach(target IN ITEMS xact::xact xact::xsimd)
    if(TARGET ${target})  # Conan's xact::xact does without xact::xsimd
      get_property(definitions TARGET ${target} PROPERTY INTERFACE_COMPILE_DEFINITIONS)
      list(APPEND all ${definitions})
    endif()
  endforeach()
  set(${result} "${all}" PARENT_SCOPE)
endfunction()

# Stops with a message unless loops can be added to `target`.
function(xact_check_dispatch_target target)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if(NOT CXX IN_LIST languages)
    message(FATAL_ERROR "xact_add_dispatch(${target}) compiles C++: add CXX to the LANGUAGES of project()")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "xact_add_dispatch: there is no target ${target}")
  endif()
  get_target_property(original ${target} ALIASED_TARGET)
  if(original)
    message(FATAL_ERROR "xact_add_dispatch: ${target} is an alias; name the target itself, ${original}")
  endif()
  get_target_property(imported ${target} IMPORTED)
  get_target_property(type ${target} TYPE)
  if(imported OR NOT type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$")
    if(imported)
      set(type IMPORTED)
    endif()
    message(FATAL_ERROR "xact_add_dispatch: ${target} is of the type ${type}, which compiles nothing: call "
                        "xact_add_dispatch for the executables and libraries whose files call xact::dispatch")
  endif()
  if(TARGET ${target}_xact_baseline)
    message(FATAL_ERROR "xact_add_dispatch(${target}) is called a second time: once is enough, with one list of "
                        "all ACTIVATIONS that ${target} calls")
  endif()
endfunction()

# Gives `objects` the properties of `target` that tell how C++ is compiled. Called at the end of the directory, when
# the project has set them.
function(xact_inherit_properties objects target)
  foreach(property IN ITEMS CXX_STANDARD CXX_STANDARD_REQUIRED CXX_EXTENSIONS CXX_VISIBILITY_PRESET
                            VISIBILITY_INLINES_HIDDEN POSITION_INDEPENDENT_CODE OSX_ARCHITECTURES
                            MSVC_RUNTIME_LIBRARY MSVC_DEBUG_INFORMATION_FORMAT FOLDER)
    get_property(is_set TARGET ${target} PROPERTY ${property} SET)
    if(is_set)
      get_property(value TARGET ${target} PROPERTY ${property})
      set_property(TARGET ${objects} PROPERTY ${property} "${value}")
    endif()
  endforeach()
  get_target_property(type ${target} TYPE)
  if(type MATCHES "^(SHARED|MODULE)_LIBRARY$")
    set_property(TARGET ${objects} PROPERTY POSITION_INDEPENDENT_CODE ON)
  endif()
endfunction()

function(xact_add_dispatch target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "ROWS" "HEADER;ACTIVATIONS" "")
  xact_check_dispatch_target(${target})
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "xact_add_dispatch: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT "${arg_HEADER}" STREQUAL "" AND "${arg_ACTIVATIONS}" STREQUAL "" OR
     "${arg_HEADER}" STREQUAL "" AND NOT "${arg_ACTIVATIONS}" STREQUAL "")
    message(FATAL_ERROR "xact_add_dispatch: HEADER and ACTIVATIONS go together")
  endif()
  if(arg_HEADER)
    # In angle brackets: xact's header that includes it has others beside it, of names that a project may have, too.
    target_compile_definitions(${target} PRIVATE "XACT_DISPATCH_HEADER=<${arg_HEADER}>"
                                                 "XACT_DISPATCH_ACTIVATIONS=${arg_ACTIVATIONS}")
  endif()
  if(arg_ROWS)
    target_compile_definitions(${target} PRIVATE XACT_DISPATCH_ROWS)
  endif()

  # Best first. avx2 is with FMA. What is compiled for another processor, as one architecture of a universal binary
  # is, has the baseline alone: kernels.hpp asks the compiler itself.
  set(sets baseline)
  get_target_property(architectures ${target} OSX_ARCHITECTURES)
  if(NOT architectures)
    set(architectures "")
  endif()
  xact_usage_definitions(definitions)
  if(NOT definitions MATCHES "XACT_NO_SIMD")
    set(x86 FALSE)
    list(LENGTH architectures count)
    if(count GREATER 1)
      foreach(architecture IN LISTS architectures)
        xact_compiler_is_for_x86(is_x86 ${architecture})
        if(is_x86)
          set(x86 TRUE)
          list(APPEND only_for "-Xarch_${architecture}")
        endif()
      endforeach()
    else()
      xact_compiler_is_for_x86(x86 ${architectures})
    endif()
    if(x86)
      list(PREPEND sets avx512 avx2)
    endif()
  endif()
  if(MSVC)
    set(flags_avx2 /arch:AVX2)
    set(flags_avx512 /arch:AVX512)
  else()
    set(flags_avx2 -mavx2 -mfma -mf16c)
    set(flags_avx512 -mfma -mavx512f -mavx512bw -mavx512cd -mavx512dq -mavx512vl)
  endif()
  list(JOIN sets "," sets_in_order)
  message(STATUS "xact_add_dispatch(${target}): ${sets_in_order}")

  # An option about warnings is -W and more, but for -Wa, -Wl and -Wp with a comma, which hand others on; Visual Studio
  # has /wd and the like, too.
  set(warnings "[-/]W([^alp]|[alp][^$<COMMA>]|$)|/w[deo1-4][0-9]")
  set(options "$<FILTER:$<TARGET_PROPERTY:${target},COMPILE_OPTIONS>,EXCLUDE,^(${warnings})>")

  # What links an object library gets its own objects, and not those among its sources.
  get_target_property(type ${target} TYPE)
  set(whose_sources PRIVATE)
  if(type STREQUAL OBJECT_LIBRARY)
    set(whose_sources INTERFACE)
  endif()

  set(sources "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
  foreach(set IN LISTS sets)
    set(objects ${target}_xact_${set})
    add_library(${objects} OBJECT "${sources}/kernels.cpp")
    target_link_libraries(${objects} PRIVATE xact::xact)
    target_include_directories(${objects} PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    target_compile_definitions(${objects} PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>
                                                  XACT_DISPATCH_SET=${set} XACT_DISPATCH_SETS=${sets_in_order})
    target_compile_features(${objects} PRIVATE $<TARGET_PROPERTY:${target},COMPILE_FEATURES>)
    target_compile_options(${objects} PRIVATE "${options}")
    # No file here imports a module, and to look for imports takes tools that Clang may come without.
    set_property(TARGET ${objects} PROPERTY CXX_SCAN_FOR_MODULES OFF)
    cmake_language(EVAL CODE "cmake_language(DEFER CALL xact_inherit_properties [[${objects}]] [[${target}]])")
    foreach(flag IN LISTS flags_${set})
      if(only_for)
        foreach(prefix IN LISTS only_for)
          target_compile_options(${objects} PRIVATE "SHELL:${prefix} ${flag}")
        endforeach()
      else()
        target_compile_options(${objects} PRIVATE ${flag})
      endif()
    endforeach()
    if(NOT MSVC)
      # Optimised in a debug build too, and right whatever the program is compiled with.
      target_compile_options(${objects} PRIVATE -O2 -fno-fast-math)
      if(set STREQUAL avx512 AND CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        # That compiler's own headers start from uninitialised registers, and warn about it.
        target_compile_options(${objects} PRIVATE -Wno-uninitialized -Wno-maybe-uninitialized)
      endif()
    endif()
    target_sources(${target} ${whose_sources} $<TARGET_OBJECTS:${objects}>)
  endforeach()
  target_sources(${target}_xact_baseline PRIVATE "${sources}/choose.cpp")
endfunction()
