# The lines of the registry, for what is generated for each of them.
#
#   xact_functions                   their functions, in order: gelu for with_tiers<of_tier::gelu_t>
#   xact_registry_line_<function>    the line as it stands in activations.hpp, in namespace xact

set(registry ${xact_SOURCE_DIR}/include/xact/activations.hpp)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${registry})
file(READ ${registry} text)
string(REGEX REPLACE "//[^\n]*" "" text "${text}")
if(NOT text MATCHES "using all_activations *= *registry<(([^;]|\n)*)>;")
  message(FATAL_ERROR "xact: no `using all_activations = registry<...>;` in ${registry}")
endif()
string(REGEX REPLACE ",? *\n" ";" lines "${CMAKE_MATCH_1}")
string(REPLACE " " "" lines "${lines}")
list(REMOVE_ITEM lines "")

set(xact_functions)
foreach(line IN LISTS lines)
  if(NOT line MATCHES "(^|[<:])([a-z0-9_]+)_t([,>]|$)")
    message(FATAL_ERROR "xact: a line of the registry names no function_t: ${line}")
  endif()
  set(function ${CMAKE_MATCH_2})
  list(APPEND xact_functions ${function})
  set(xact_registry_line_${function} ${line})
endforeach()
