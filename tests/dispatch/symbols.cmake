# OBJECTS, each compiled for another instruction set, leave to the linker no function, and of data their own
# table, and what is the same everywhere: tables of coefficients and of counts, and what a sanitizer says of types.

cmake_minimum_required(VERSION 3.25)

set(tables 0)
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} -C --defined-only ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[0-9a-f]+ [A-Zuvw] [^\n]*" shared "${symbols}")
  foreach(symbol IN LISTS shared)
    if(symbol MATCHES "^[0-9a-f]+ [BDRuV] xact::dispatch::detail::compiled_for<")
      math(EXPR tables "${tables} + 1")
    elseif(NOT symbol MATCHES "^[0-9a-f]+ [DRuV] (xact::math::|xact::array::count_up<|typeinfo |DW\\.ref\\.)")
      message(SEND_ERROR "${object} shares ${symbol}")
    endif()
  endforeach()
endforeach()
list(LENGTH OBJECTS objects)
if(NOT tables EQUAL objects)
  message(FATAL_ERROR "${tables} tables in ${objects} objects")
endif()
