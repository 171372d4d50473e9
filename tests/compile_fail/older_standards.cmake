# Each of HEADERS, compiled by an older standard, says that xact needs C++20, and nothing else.

cmake_minimum_required(VERSION 3.25)

# Visual C++ tells its standard by a macro of its own.
set(older -std=c++17)
set(older_for_one -std=c++11 "-std=c++20,-D_MSVC_LANG=201703L")
foreach(header IN LISTS HEADERS)
  if(header MATCHES "/macros_(aside|back)\\.hpp$")
    continue()  # nothing but macros
  endif()
  foreach(options IN LISTS older older_for_one)
    string(REPLACE "," ";" options "${options}")
    execute_process(COMMAND ${COMPILER} ${options} -I${XACT} -fsyntax-only -x c++ ${header} RESULT_VARIABLE status
                    ERROR_VARIABLE errors)
    string(REPLACE ";" "," errors "${errors}")
    string(REGEX MATCHALL "error: [^\n]*" all "${errors}")
    list(LENGTH all count)
    if(status EQUAL 0 OR NOT count EQUAL 2  # the second one stops the compiler
       OR NOT all MATCHES "^error: [^;]*xact needs C..20: compile with -std=c..20 [^;]*;error: [^;]*needs_cxx20")
      message(SEND_ERROR "${header} with ${options} says something else:\n${errors}")
    endif()
  endforeach()
  set(older_for_one)
endforeach()
