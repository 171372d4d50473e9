# Every name in RELEASED is in NAMES, too: what calls the library finds what it called.

cmake_minimum_required(VERSION 3.25)
file(STRINGS ${RELEASED} released)
file(STRINGS ${NAMES} names)
foreach(name IN LISTS released)
  if(NOT name IN_LIST names)
    message(SEND_ERROR "${name} has left the C library: that breaks its ABI. Where it is meant, take it out of ${RELEASED}")
  endif()
endforeach()
