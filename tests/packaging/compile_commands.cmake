# Configures the project in SOURCE_DIR with OPTIONS and prints how it would compile its files.

cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${CMAKE_COMMAND} --fresh -G ${GENERATOR} -S ${SOURCE_DIR} -B ${BINARY_DIR}
                        -DCMAKE_CXX_COMPILER=${COMPILER} ${OPTIONS} -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(READ ${BINARY_DIR}/compile_commands.json commands)
message("${commands}")
