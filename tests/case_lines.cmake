# What a file that is a test says of itself in its first lines, as in `// options: -O2`.

# Sets `result` to what CASE says of `key`, on one line or several; empty if it says nothing.
function(read_case_lines key result)
  file(STRINGS ${CASE} lines REGEX "^// ${key}: ")
  set(told)
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^// ${key}: " "" line "${line}")
    string(APPEND told " ${line}")
  endforeach()
  string(STRIP "${told}" told)
  set(${result} "${told}" PARENT_SCOPE)
endfunction()
