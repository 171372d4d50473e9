# A quick run has every activation of the headers in its table, in its JSON and in its picture's data.

file(REMOVE_RECURSE ${OUTPUT})
file(MAKE_DIRECTORY ${OUTPUT})
set(type_option)
if(TYPE STREQUAL double)
  set(type_option --double)
endif()
execute_process(COMMAND ${PROGRAM} --quick ${type_option} --output ${OUTPUT} --json ${OUTPUT}/figures.json
                OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
file(READ ${OUTPUT}/figures.json json)
file(READ ${OUTPUT}/exp_vs_max.dat data)

function(expect what text pattern times)
  string(REGEX MATCHALL "${pattern}" matches "${text}")
  list(LENGTH matches found)
  if(NOT found EQUAL times)
    message(SEND_ERROR "${what}: found ${found} times, expected ${times}\n${text}")
  endif()
endfunction()

set(activations 0)
file(GLOB headers ${HEADERS}/*.hpp)
foreach(header IN LISTS headers)
  file(STRINGS ${header} names REGEX "string_view name = ")
  foreach(name IN LISTS names)
    string(REGEX REPLACE ".*\"(.*)\".*" "\\1" name "${name}")
    if(TYPE STREQUAL double AND name MATCHES "^exact::")
      continue()  # for float only
    endif()
    math(EXPR activations "${activations} + 1")
    # forward and derivative, by the library and by the std:: loop
    expect("${name} in the table" "${table}" " ${name} +[0-9]" 4)
    expect("${name} in the data" "${data}" "\n${name} [0-9]" 2)
  endforeach()
endforeach()
if(activations LESS 6)
  message(SEND_ERROR "Only ${activations} activations in ${HEADERS}")
endif()

set(figure "[0-9]+\\.[0-9]+ +")
expect("relu at 1.00 times itself, at each level" "${table}"
       "max +relu +${figure}1\\.00 +${figure}${figure}1\\.00 +${figure}${figure}1\\.00" 2)
expect("memcpy" "${table}" "memory +memcpy +${figure}" 2)

# forward and derivative, at three levels, of memcpy and of each activation twice
string(JSON type GET "${json}" type)
string(JSON results LENGTH "${json}" results)
math(EXPR expected "2 * 3 * (1 + 2 * ${activations})")
if(NOT results EQUAL expected OR NOT type STREQUAL TYPE)
  message(SEND_ERROR "The JSON has ${results} results for ${type}, expected ${expected} for ${TYPE}")
endif()

find_program(GNUPLOT gnuplot)
if(GNUPLOT AND NOT EXISTS ${OUTPUT}/exp_vs_max.png)
  message(SEND_ERROR "No picture\n${table}")
elseif(NOT GNUPLOT AND NOT table MATCHES "No picture: gnuplot is missing [^\n]*gnuplot-nox")
  message(SEND_ERROR "No word on gnuplot\n${table}")
endif()
