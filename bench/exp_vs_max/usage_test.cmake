# --help explains on stdout; a bad argument does on stderr, and exits with 2.

function(expect expected_code expected_stdout expected_stderr)
  execute_process(COMMAND ${PROGRAM} ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr)
  if(NOT code STREQUAL expected_code OR NOT stdout MATCHES "${expected_stdout}" OR NOT stderr MATCHES
                                                                               "${expected_stderr}")
    message(SEND_ERROR "exp_vs_max ${ARGN}: exit code ${code}\nstdout: ${stdout}\nstderr: ${stderr}")
  endif()
endfunction()

expect(0 "^usage: exp_vs_max.*--output DIR" "^$" --help)
expect(2 "^$" "unknown argument --fast\nusage: exp_vs_max" --fast)
expect(2 "^$" "unknown argument stray\nusage: exp_vs_max" --quick stray)
expect(2 "^$" "--output needs a value\nusage: exp_vs_max" --output)
expect(2 "^$" "--json needs a value\nusage: exp_vs_max" --json)
