# What every target of ours is compiled with.
add_library(rejoin_flags INTERFACE)
target_compile_options(rejoin_flags INTERFACE
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  # QCoro::Task is made [[nodiscard]] by core/base/task.h: a discarded task never runs to its end.
  -Werror=unused-result)
target_compile_definitions(rejoin_flags INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH
  QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # Lets ccache serve targets that use a precompiled header.
  target_compile_options(rejoin_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
endif()
if(REJOIN_WERROR)
  target_compile_options(rejoin_flags INTERFACE -Werror)
endif()
if(REJOIN_SANITIZE)
  target_compile_options(rejoin_flags INTERFACE -fsanitize=${REJOIN_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(rejoin_flags INTERFACE -fsanitize=${REJOIN_SANITIZE})
endif()
