# Installs the project in SOURCE_DIR, configured with OPTIONS, into the empty folder PREFIX.

cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${PREFIX} ${PREFIX}.build)
execute_process(COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE_DIR} -B ${PREFIX}.build --no-warn-unused-cli
                        -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_INSTALL_PREFIX=${PREFIX} ${OPTIONS}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${PREFIX}.build OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
