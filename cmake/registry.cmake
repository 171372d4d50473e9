# The lines of the registry, for what is generated for each of them.
#
#   xact_functions                   their functions, in order: gelu for with_tiers<of_tier::gelu_t>
#   xact_registry_line_<function>    the line as it stands in activations.hpp, in namespace xact

# Sets `functions` to those of `using <alias> = registry<...>;` in a file, and line_of_<function> to their lines.
macro(xact_read_registry functions file alias line_of_)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  if(NOT text MATCHES "using ${alias} *= *([a-z]+::)?registry<(([^;]|\n)*)>;")
    message(FATAL_ERROR "xact: no `using ${alias} = registry<...>;` in ${file}")
  endif()
  string(REGEX REPLACE ",? *\n" ";" lines "${CMAKE_MATCH_2}")
  string(REPLACE " " "" lines "${lines}")
  list(REMOVE_ITEM lines "")

  set(${functions})
  foreach(line IN LISTS lines)
    if(NOT line MATCHES "(^|[<:])([a-z0-9_]+)_t([,>]|$)")
      message(FATAL_ERROR "xact: a line of ${alias} names no function_t: ${line}")
    endif()
    list(APPEND ${functions} ${CMAKE_MATCH_2})
    set(${line_of_}${CMAKE_MATCH_2} ${line})
  endforeach()
endmacro()

xact_read_registry(xact_functions ${xact_SOURCE_DIR}/include/xact/activations.hpp all_activations xact_registry_line_)
