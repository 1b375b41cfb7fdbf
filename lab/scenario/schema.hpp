#pragma once
#include <string>

namespace tiersim::lab {

/// The JSON Schema (draft 2020-12) of scenario files, made from the field lists. Bounds of plain
/// numbers are in it; what needs the whole file (names, relations, quantities' bounds) is left to
/// `read_scenario`.
[[nodiscard]] std::string scenario_schema();

}  // namespace tiersim::lab
