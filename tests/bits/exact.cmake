# What is rounded correctly has one right answer: the hashes of the exact tier are those of the other class, too.

cmake_minimum_required(VERSION 3.25)

foreach(class IN ITEMS fma no_fma)
  file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/${class} ${class} REGEX "^exact::")
endforeach()
list(LENGTH fma count)
if(count EQUAL 0 OR NOT fma STREQUAL no_fma)
  message(FATAL_ERROR "the exact tier's hashes with FMA are not those without:\n${fma}\n${no_fma}")
endif()
