#pragma once
#include <string>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// The house as an SVG element of the page: colours come from the classes of report.css. Empty
/// without nodes.
std::string topology_svg(const Topology& topology);

}  // namespace tiersim::lab
