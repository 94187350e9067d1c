# One precompiled header for all: the first target makes it, the others reuse it. g++ takes one only when the macros are
# the same to the letter, so there each target has its own.
function(rejoin_precompile target)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND TARGET rejoin_core_base AND NOT target STREQUAL "rejoin_core_base")
    target_precompile_headers(${target} REUSE_FROM rejoin_core_base)
  else()
    target_precompile_headers(${target} PRIVATE "${CMAKE_SOURCE_DIR}/cmake/pch.h")
  endif()
endfunction()

# rejoin_layer(<folder> [SANS_IO] [DEPENDS <folder>...] [LINK <target>...] [PRIVATE_LINK <target>...])
#
# One folder is one static library. It may include only itself and the folders that DEPENDS names; a test
# `layers.<folder>` refuses anything else, and a dependency that is not declared yet stops CMake, so the
# order of the calls is the architecture and there are no cycles.
function(rejoin_layer folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "SANS_IO" "" "DEPENDS;LINK;PRIVATE_LINK")
  string(REPLACE "/" "_" name "${folder}")
  set(target "rejoin_${name}")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cpp" "${CMAKE_SOURCE_DIR}/${folder}/*/*.cpp"
       "${CMAKE_SOURCE_DIR}/${folder}/*.h" "${CMAKE_SOURCE_DIR}/${folder}/*/*.h"
       "${CMAKE_SOURCE_DIR}/${folder}/*.ui" "${CMAKE_SOURCE_DIR}/${folder}/*/*.ui")
  # GSSAPI's side of a login, or Windows' own.
  if(WIN32)
    list(FILTER sources EXCLUDE REGEX "/gss[a-z]*\\.(cpp|h)$")
  else()
    list(FILTER sources EXCLUDE REGEX "/sspi[a-z]*\\.(cpp|h)$")
  endif()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${target} PUBLIC Qt6::Core ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK} rejoin_flags)
  rejoin_precompile(${target})
  if(arg_SANS_IO)
    set_target_properties(${target} PROPERTIES AUTOMOC OFF AUTOUIC OFF)
  endif()
  foreach(dependency IN LISTS arg_DEPENDS)
    string(REPLACE "/" "_" dependencyName "${dependency}")
    if(NOT TARGET rejoin_${dependencyName})
      message(FATAL_ERROR "${folder} depends on ${dependency}, which is not declared before it")
    endif()
    target_link_libraries(${target} PUBLIC rejoin_${dependencyName})
  endforeach()
  if(REJOIN_TESTS)
    list(JOIN arg_DEPENDS "," depends)
    add_test(NAME layers.${folder}
             COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -DFOLDER=${folder} "-DDEPENDS=${depends}"
                     -DSANS_IO=${arg_SANS_IO} -P ${CMAKE_SOURCE_DIR}/tests/architecture/checklayer.cmake)
    set_tests_properties(layers.${folder} PROPERTIES LABELS "architecture")
  endif()
endfunction()
