# Compiles SOURCE with NVCC for sm_90, reads the device code, and runs the program where there is a GPU.

cmake_minimum_required(VERSION 3.25)

if(NOT NVCC)
  message("skipped: no nvcc")
  return()
endif()

set(for_host -Wall -Wextra ${WITH_FMA})
list(JOIN for_host "," for_host)
set(compile ${NVCC} -std=c++20 -arch=sm_90 -ccbin ${HOST_COMPILER} -Xcompiler ${for_host} -Werror all-warnings
            -DNDEBUG -I${INCLUDE_DIR} ${SOURCE})
execute_process(COMMAND ${compile} -ptx -o ${OUTPUT}.ptx COMMAND_ERROR_IS_FATAL ANY)

# A call of a host function, where nvcc lets it pass, becomes a trap.
file(READ ${OUTPUT}.ptx ptx)
string(REGEX MATCHALL "\\.entry" kernels "${ptx}")
if(NOT kernels OR ptx MATCHES "trap;|call[. ]|\\.extern")
  message(FATAL_ERROR "${OUTPUT}.ptx: no kernel, or one that calls or traps: ${CMAKE_MATCH_0}")
endif()

execute_process(COMMAND nvidia-smi --list-gpus OUTPUT_VARIABLE gpus ERROR_QUIET)
if(NOT gpus)
  message("compiled; not run: no GPU")
  return()
endif()
execute_process(COMMAND ${compile} -o ${OUTPUT} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${OUTPUT} RESULT_VARIABLE status)
if(status EQUAL 77)
  message("compiled; not run: no GPU")
elseif(NOT status EQUAL 0)
  message(FATAL_ERROR "the device does not give the bits of the host (${status})")
endif()
