# --help explains on stdout; a bad argument does on stderr, and exits with 2.

cmake_minimum_required(VERSION 3.25)

function(expect program expected_code expected_stdout expected_stderr)
  execute_process(COMMAND ${program} ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr)
  if(NOT code STREQUAL expected_code OR NOT stdout MATCHES "${expected_stdout}" OR NOT stderr MATCHES
                                                                               "${expected_stderr}")
    message(SEND_ERROR "${program} ${ARGN}: exit code ${code}\nstdout: ${stdout}\nstderr: ${stderr}")
  endif()
endfunction()

foreach(program IN ITEMS ${PROGRAM} ${PROGRAM_ALL})
  expect(${program} 0 "^usage: exp_vs_max.*--output DIR" "^$" --help)
  expect(${program} 2 "^$" "unknown argument --fast\nusage: exp_vs_max" --fast)
  expect(${program} 2 "^$" "unknown argument stray\nusage: exp_vs_max" --quick stray)
  expect(${program} 2 "^$" "--output needs a value\nusage: exp_vs_max" --output)
  expect(${program} 2 "^$" "--json needs a value\nusage: exp_vs_max" --json)
  expect(${program} 2 "^$" "--functions needs a value\nusage: exp_vs_max" --functions)
  expect(${program} 2 "^$" "no function \"fast::relu\"; there are sigmoid, .*exact::gelu_tanh\nusage: exp_vs_max"
         --functions tanh,fast::relu)
  expect(${program} 2 "^$" "--all and --functions exclude each other\nusage: exp_vs_max" --all --functions tanh)
endforeach()

foreach(arguments IN ITEMS --all --double "--functions|tanh")
  string(REPLACE "|" ";" arguments ${arguments})
  expect(${PROGRAM} 2 "^$" "options of exp_vs_max_all, which ./dev bench builds" ${arguments})
endforeach()
expect(${PROGRAM_ALL} 2 "^$" "exact::tanh is not defined on double\nusage: exp_vs_max" --double --functions
       fast::tanh,exact::tanh --output ${OUTPUT})
