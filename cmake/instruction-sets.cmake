# The instruction sets that tests and benchmarks are built for. Each gets executables of its own: two files
# with different -m flags must not meet in one, where the linker keeps one copy of what both define.
#
#   xact_instruction_sets   those that the compiler knows, narrowest first
#   xact_runnable_sets      those of them that this machine runs
#   xact_x86_64             whether the compiler makes code for x86-64
#
# "native" is whatever this machine has: the benchmarks' choice, and the tests' where there is no other.

include(CheckCXXCompilerFlag)
include(CheckCXXSourceRuns)

function(xact_check_instruction_set name flags)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "CPU_HAS")
  string(REPLACE ";" " " spaced "${flags}")
  check_cxx_compiler_flag("${spaced}" XACT_COMPILES_${name})
  if(NOT XACT_COMPILES_${name})
    return()
  endif()
  set(has_all true)
  foreach(feature IN LISTS arg_CPU_HAS)
    string(APPEND has_all " && __builtin_cpu_supports(\"${feature}\")")
  endforeach()
  if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    set(XACT_RUNS_${name} OFF)
  else()
    check_cxx_source_runs("int main() { return ${has_all} ? 0 : 1; }" XACT_RUNS_${name})
  endif()

  list(APPEND xact_instruction_sets ${name})
  if(XACT_RUNS_${name})
    list(APPEND xact_runnable_sets ${name})
  endif()
  return(PROPAGATE xact_instruction_sets xact_runnable_sets)
endfunction()

# Compiles `target` for the instruction set `name`.
function(xact_target_instruction_set target name)
  target_compile_options(${target} PRIVATE ${XACT_FLAGS_${name}})
  # The AVX-512 headers of GCC 12 and earlier start from uninitialised registers, and warn about it.
  if(name MATCHES "^(avx512|native)$" AND CMAKE_CXX_COMPILER_ID STREQUAL GNU
     AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-uninitialized -Wno-maybe-uninitialized)
  endif()
endfunction()

# Kernels are long, and GCC spends a fifth of its time on the question what their loads may alias; the code is the same
# but for a percent when it gives up sooner. With -fno-tree-pta it would not ask at all, but then GCC 12 is wrong now and
# then: an address in the loop over a row was.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  set(XACT_SOONER --param=sccvn-max-alias-queries-per-access=10)
endif()

check_cxx_compiler_flag(-march=native XACT_COMPILES_native)
if(XACT_COMPILES_native)
  set(XACT_FLAGS_native -march=native)
endif()

set(xact_instruction_sets)
set(xact_runnable_sets)
xact_compiler_is_for_x86(x86 ${CMAKE_OSX_ARCHITECTURES})
set(xact_x86_64 OFF)
if(x86 AND CMAKE_SIZEOF_VOID_P EQUAL 8)
  set(xact_x86_64 ON)
endif()
if(xact_x86_64 AND NOT MSVC)
  set(XACT_FLAGS_sse2 -march=x86-64)
  set(XACT_FLAGS_avx2 -march=x86-64 -mavx2 -mfma -mf16c)
  set(XACT_FLAGS_avx512 -march=x86-64-v4)
  xact_check_instruction_set(sse2 "${XACT_FLAGS_sse2}")
  xact_check_instruction_set(avx2 "${XACT_FLAGS_avx2}" CPU_HAS avx2 fma)
  xact_check_instruction_set(avx512 "${XACT_FLAGS_avx512}" CPU_HAS avx512f avx512bw avx512cd avx512dq avx512vl)
else()
  set(xact_instruction_sets native)
  set(xact_runnable_sets native)
endif()
message(STATUS "Instruction sets built: ${xact_instruction_sets}; run here: ${xact_runnable_sets}")
