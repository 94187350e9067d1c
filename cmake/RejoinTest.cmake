# rejoin_test(<name> SOURCES <file>... LINK <target>... [LABELS <label>...] [TIMEOUT <seconds>] [ENVIRONMENT VAR=value...])
# A Qt Test executable, run with a pinned locale and, unless told otherwise, offscreen.
function(rejoin_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LINK;LABELS;ENVIRONMENT")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE Qt6::Test ${arg_LINK} rejoin_flags)
  target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}")
  rejoin_precompile(${name})
  target_compile_definitions(${name} PRIVATE
    REJOIN_SOURCE_DIR="${CMAKE_SOURCE_DIR}" REJOIN_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES
    LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
    ENVIRONMENT "LC_ALL=C.UTF-8;LANGUAGE=en;QT_QPA_PLATFORM=offscreen;${arg_ENVIRONMENT}")
endfunction()
