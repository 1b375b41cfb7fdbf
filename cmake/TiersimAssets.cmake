# tiersim_assets(tiersim_lab_report lab/report)
#   puts every file of lab/report/assets into the library as text, behind the function that lab/report/assets.hpp
#   declares. Run at build time by `cmake -P`, so that an edited asset rebuilds one file.
set(TIERSIM_ASSETS_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(tiersim_assets target room)
  file(GLOB assets CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${room}/assets/*")
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${room}/assets.cpp")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DROOM=${room}" "-DSOURCE=${PROJECT_SOURCE_DIR}" "-DOUTPUT=${output}"
            -P "${TIERSIM_ASSETS_SCRIPT}"
    DEPENDS ${assets} "${TIERSIM_ASSETS_SCRIPT}"
    COMMENT "Embedding ${room}/assets"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB assets "${SOURCE}/${ROOM}/assets/*")
  list(SORT assets)
  set(branches "")
  foreach(asset IN LISTS assets)
    get_filename_component(name "${asset}" NAME)
    file(READ "${asset}" content)
    string(APPEND branches "  if (name == \"${name}\") return R\"__(${content})__\";\n")
  endforeach()
  file(WRITE "${OUTPUT}" "// Made by cmake/TiersimAssets.cmake from ${ROOM}/assets.
#include \"${ROOM}/assets.hpp\"

namespace tiersim::lab {

std::string_view asset(std::string_view name) {
${branches}  return {};
}

}  // namespace tiersim::lab
")
endif()
