# One interface target carries the flags of every room.
add_library(tiersim_flags INTERFACE)
target_include_directories(tiersim_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(tiersim_flags INTERFACE
  -Wall -Wextra -Wconversion -Wshadow
  -ffp-contract=off                                       # the same bytes from every compiler: no fused multiply-add
  $<$<CXX_COMPILER_ID:GNU>:-fno-tree-slp-vectorize>       # g++ 12 packs generator state into vector registers (3 x slower draws)
  $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>        # what g++ means by -Wconversion in C++
  # False alarms of g++ 12 inside std::string, fmt and Boost.Graph once it inlines them.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-stringop-overflow;-Wno-restrict>
)
if(TIERSIM_WERROR)
  target_compile_options(tiersim_flags INTERFACE -Werror)
endif()

find_program(TIERSIM_CCACHE ccache)
if(TIERSIM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${TIERSIM_CCACHE}")
endif()
