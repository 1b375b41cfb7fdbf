#pragma once
#include <string_view>

namespace tiersim::lab {

/// The content of a file of lab/report/assets, embedded at build time; empty when there is no such
/// file.
std::string_view asset(std::string_view name);

}  // namespace tiersim::lab
