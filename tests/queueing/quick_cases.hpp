#pragma once
#include <string_view>

namespace tiersim::queueing {

/// Whether a case belongs to the subset that every test run simulates: each discipline and each
/// primitive once, at loads that are quick to measure.
[[nodiscard]] bool is_quick_case(std::string_view name);

}  // namespace tiersim::queueing
