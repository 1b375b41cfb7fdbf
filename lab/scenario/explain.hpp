#pragma once
#include <string>
#include <string_view>

#include "lab/scenario/values.hpp"

namespace tiersim::lab {

/// All that can be explained: kinds of components, then sections, with a line each.
[[nodiscard]] std::string explain_all();

/// The parameters of a kind or section, or of a part of it ("deployment", "deployment.resources",
/// "run"), as a table of name, type, default, bound and text; a complaint with the nearest name
/// when there is no such thing.
[[nodiscard]] Parsed<std::string> explain(std::string_view path);

}  // namespace tiersim::lab
